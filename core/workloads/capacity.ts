/**
 * The smallest memory in which a workload runs without a refusal, found by doubling and then halving the distance. A
 * policy need not get better with every page more; what is answered is a size that works, with the size below it seen
 * to fail.
 * @param works whether so many pages are enough
 * @param leastPages a size below which nothing can work, such as the peak of live pages
 * @param mostPages where to give up; null is answered then
 */
export function smallestMemory(
  works: (pages: number) => boolean,
  leastPages: number,
  mostPages: number,
): number | null {
  let fails = leastPages - 1;
  let pages = leastPages;
  while (!works(pages)) {
    fails = pages;
    if (pages === mostPages) return null;
    pages = Math.min(mostPages, pages * 2);
  }
  while (pages - fails > 1) {
    const middle = fails + Math.floor((pages - fails) / 2);
    if (works(middle)) pages = middle;
    else fails = middle;
  }
  return pages;
}
