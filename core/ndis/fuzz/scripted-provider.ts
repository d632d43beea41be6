import { type Answer, type Release } from './commands.ts';

/** The machine's pages as a scripted provider sees them; page numbers count from 0. */
export interface Pages {
  readonly nodeCount: number;
  freeOn(node: number): number;
  /** The lowest run of so many free pages on the node, taken; -1 when there is none. */
  take(node: number, count: number): number;
  give(page: number, count: number): void;
}

/** What a scripted provider says; both the engine's and the model's caller turn it into their own form. */
export interface ScriptedAnswer {
  readonly status: 'SUCCESS' | 'RESOURCES' | 'INVALID_PARAMETER' | 'FAILURE' | 'PENDING' | 'INVALID_LENGTH';
  /** Page (may lie outside the memory) and length of each element. */
  readonly elements: { page: number; length: number }[];
  readonly hasAddress: boolean;
  readonly context: number;
  readonly neededListBytes: number;
}

const PAGE = 4096;

/**
 * A provider that does what a command says. It is test input, so that engine and model use the same one; each has its
 * own instance over its own pages.
 */
export class ScriptedProvider {
  /** Pages held for each block that is out, by context. */
  readonly held = new Map<number, number[]>();
  /** Pages kept for nothing, and how many of them by failing answers. */
  leaked: number[] = [];
  kept = 0;
  private last = 0;

  constructor(private readonly pages: Pages) {}

  get heldPages(): number {
    let count = this.leaked.length;
    for (const pages of this.held.values()) count += pages.length;
    return count;
  }

  isHeld(page: number): boolean {
    if (this.leaked.includes(page)) return true;
    for (const pages of this.held.values()) if (pages.includes(page)) return true;
    return false;
  }

  /**
   * @param room elements that the caller's list can hold
   * @param liveFirstPage first page of the oldest live block, -1 when there is none
   */
  allocate(
    answer: Answer,
    length: number,
    node: number,
    room: number,
    liveFirstPage: number,
  ): ScriptedAnswer {
    const refuse = (status: ScriptedAnswer['status'], neededListBytes = 0): ScriptedAnswer => ({
      status,
      elements: [],
      hasAddress: false,
      context: 0,
      neededListBytes,
    });
    if (answer === 'resources') return refuse('RESOURCES');
    if (answer === 'invalid') return refuse('INVALID_PARAMETER');
    if (answer === 'failure' || answer === 'writeSlot') return refuse('FAILURE');
    if (answer === 'pending') return refuse('PENDING');
    if (answer === 'odd') return refuse('INVALID_LENGTH');
    if (answer === 'needList') return refuse('RESOURCES', 999);
    if (answer === 'leak') {
      const page = this.takeAnywhere(node, 1);
      if (page >= 0) {
        this.leaked.push(page);
        this.kept++;
      }
      return refuse('RESOURCES');
    }
    const count = Math.ceil(length / PAGE);
    const taken = answer === 'oneRun' ? this.takeRun(node, count) : this.takeSingly(node, count);
    if (taken === null) return refuse('RESOURCES');
    const elements = this.describe(taken, length, answer === 'oneRun');
    if (elements.length > room && answer !== 'tooMany') {
      for (const page of taken) this.pages.give(page, 1);
      return refuse('RESOURCES', 16 + 24 * elements.length);
    }
    this.held.set(++this.last, taken);
    if (answer === 'empty') elements.length = 0;
    if (answer === 'zeroLength') elements[0]!.length = 0;
    if (answer === 'short') elements[elements.length - 1]!.length -= 1;
    if (answer === 'overlapLive' && liveFirstPage >= 0) elements[0]!.page = liveFirstPage;
    if (answer === 'twice' && elements.length > 1) elements[1]!.page = elements[0]!.page;
    if (answer === 'outside') elements[0]!.page = -1;
    return {
      status: 'SUCCESS',
      elements,
      hasAddress: answer !== 'noAddress',
      context: this.last,
      neededListBytes: 0,
    };
  }

  free(context: number, release: Release): void {
    const pages = this.held.get(context);
    if (pages === undefined) return;
    this.held.delete(context);
    if (release === 'none') {
      this.leaked.push(...pages);
      return;
    }
    for (const page of pages) this.pages.give(page, 1);
    if (release !== 'extra') return;
    for (const other of this.held.values()) {
      const page = other.pop();
      if (page === undefined) continue;
      this.pages.give(page, 1);
      return;
    }
  }

  private describe(
    taken: readonly number[],
    length: number,
    oneRun: boolean,
  ): { page: number; length: number }[] {
    if (oneRun) return [{ page: taken[0]!, length }];
    return taken.map((page, index) => ({ page, length: Math.min(PAGE, length - index * PAGE) }));
  }

  /** Nodes in the order in which they are tried: the named one or the roomiest, then the others ascending. */
  private order(preferred: number): number[] {
    const { nodeCount } = this.pages;
    const nodes = Array.from({ length: nodeCount }, (_, node) => node);
    let first = preferred;
    if (preferred >= nodeCount) {
      first = nodes.reduce(
        (best, node) => (this.pages.freeOn(node) > this.pages.freeOn(best) ? node : best),
        0,
      );
    }
    return [first, ...nodes.filter((node) => node !== first)];
  }

  private takeAnywhere(preferred: number, count: number): number {
    for (const node of this.order(preferred)) {
      const page = this.pages.take(node, count);
      if (page >= 0) return page;
    }
    return -1;
  }

  private takeRun(preferred: number, count: number): number[] | null {
    const first = this.takeAnywhere(preferred, count);
    return first < 0 ? null : Array.from({ length: count }, (_, index) => first + index);
  }

  private takeSingly(preferred: number, count: number): number[] | null {
    const taken: number[] = [];
    for (const node of this.order(preferred)) {
      while (taken.length < count && this.pages.freeOn(node) > 0) taken.push(this.pages.take(node, 1));
    }
    if (taken.length === count) return taken;
    for (const page of taken) this.pages.give(page, 1);
    return null;
  }
}
