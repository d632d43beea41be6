/**
 * Search for the smallest memory in which a workload runs without a refusal, by doubling and then halving the
 * distance. A policy need not get better with every page more; what is answered is a size that works, with the size
 * below it seen to fail.
 */
export class SmallestMemory {
  /** The size to try next. */
  pages: number;
  /** A size that works, with the one below it known to fail; null while searching, and where there is none. */
  answer: number | null = null;
  done = false;
  private fails: number;
  private works = Infinity;

  /**
   * @param leastPages a size below which nothing can work, such as the peak of live pages
   * @param mostPages where to give up
   */
  constructor(
    leastPages: number,
    private readonly mostPages: number,
  ) {
    this.pages = leastPages;
    this.fails = leastPages - 1;
  }

  /** Says what became of the try of `pages`. */
  note(worked: boolean): void {
    if (worked) this.works = this.pages;
    else this.fails = this.pages;
    if (this.works === Infinity) {
      this.done = this.pages === this.mostPages;
      this.pages = Math.min(this.mostPages, this.pages * 2);
    } else if (this.works - this.fails > 1) {
      this.pages = this.fails + Math.floor((this.works - this.fails) / 2);
    } else {
      this.answer = this.works;
      this.done = true;
    }
  }
}
