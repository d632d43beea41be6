import { RESERVED_STYLE } from '../map/cell-code.ts';
import { type MapModel, type PageRun } from '../map/map-model.ts';
import { compareStyle, type PageFate } from './fates.ts';
import { type ComparedSession, heldAt, type MemoryDifference, ownersOf } from './memory-difference.ts';

const NO_PAGES: readonly PageRun[] = [];

interface DifferenceSource extends ComparedSession {
  readonly basePage: number;
  readonly nodeStarts: readonly number[];
  allRunsOf(block: number): readonly PageRun[];
}

/**
 * The memory as the difference of two moments, for the map. What the map takes for a block is a stretch of pages that
 * had one owner at A and one at B; `ownersAt` tells whose it was.
 */
export class DifferenceModel implements MapModel {
  readonly basePage: number;
  readonly pageCount: number;
  readonly nodeStarts: readonly number[];
  readonly owners: Uint32Array;
  readonly providers: readonly number[] = [];
  /** 1 for pages that have no block at either moment and are held back at one of them at least. */
  readonly reserved: Uint32Array | null;
  readonly history = null;
  readonly styleVersion = 0;
  /** How many pages without an owner are held back at A and at B. */
  readonly reservedPages: { readonly atA: number; readonly atB: number };
  /** Owners at A and at B of stretch i + `firstStretch`. */
  private readonly ownersA: number[] = [];
  private readonly ownersB: number[] = [];
  private readonly firstStretch: number;
  /** Held back at A and at B, 1 each. */
  private readonly heldA: Uint8Array | null;
  private readonly heldB: Uint8Array | null;
  private readonly movedFrom: ReadonlySet<number>;
  private readonly movedTo: ReadonlySet<number>;
  private alone: PageFate | null = null;
  private changed = true;

  constructor(
    private readonly source: DifferenceSource,
    difference: MemoryDifference,
    { a, b }: { readonly a: number; readonly b: number },
  ) {
    this.basePage = source.basePage;
    this.pageCount = source.pageCount;
    this.nodeStarts = source.nodeStarts;
    this.firstStretch = source.history.blocks + 1;
    this.movedFrom = new Set(difference.movedFrom);
    this.movedTo = new Set(difference.movedTo);
    const atA = ownersOf(source, [difference.onlyA, difference.both]);
    const atB = ownersOf(source, [difference.onlyB, difference.both]);
    this.owners = this.stretchesOf(atA, atB);
    this.heldA = heldAt(source, a);
    this.heldB = heldAt(source, b);
    this.reservedPages = { atA: pagesOf(this.heldA, atA), atB: pagesOf(this.heldB, atB) };
    this.reserved = eitherOf(this.heldA, this.heldB);
  }

  /** Ordinals of the blocks that own a page at A and at B; 0 where it is free. */
  ownersAt(page: number): { readonly atA: number; readonly atB: number } {
    const index = (this.owners[page] ?? 0) - this.firstStretch;
    return { atA: this.ownersA[index] ?? 0, atB: this.ownersB[index] ?? 0 };
  }

  /** Whether somebody holds a page back at A and at B; what has an owner then is its owner's. */
  heldAt(page: number): { readonly atA: boolean; readonly atB: boolean } {
    return { atA: this.heldA?.[page] === 1, atB: this.heldB?.[page] === 1 };
  }

  fateOf(stretch: number): PageFate {
    const index = stretch - this.firstStretch;
    const [a = 0, b = 0] = [this.ownersA[index], this.ownersB[index]];
    if (a === b) return 'kept';
    if (a !== 0 && b !== 0) return 'replaced';
    if (b === 0) return this.movedFrom.has(a) ? 'movedFrom' : 'freed';
    return this.movedTo.has(b) ? 'movedTo' : 'added';
  }

  /** Shows one fate alone, or all. */
  showAlone(fate: PageFate | null): void {
    this.alone = fate;
    this.changed = true;
  }

  styleOf(stretch: number): number {
    const fate = this.fateOf(stretch);
    return this.alone !== null && this.alone !== fate ? 0 : compareStyle(fate);
  }

  /** Runs of a block, or of the blocks that a stretch belongs to. */
  runsOf(blockOrStretch: number): readonly PageRun[] {
    if (blockOrStretch < this.firstStretch) return this.source.allRunsOf(blockOrStretch);
    const index = blockOrStretch - this.firstStretch;
    const owners = new Set([this.ownersA[index] ?? 0, this.ownersB[index] ?? 0]);
    return [...owners].flatMap((block) => (block === 0 ? [] : this.source.allRunsOf(block)));
  }

  providerOf(): number {
    return 0;
  }

  reservedStyleOf(): number {
    return this.alone === null ? RESERVED_STYLE : 0;
  }

  providerOfHolder(): number {
    return 0;
  }

  paddingOf(): number {
    return 0;
  }

  lastPageOf(): number {
    return -1;
  }

  sparePagesOf(): readonly PageRun[] {
    return NO_PAGES;
  }

  drainChanges(): boolean {
    const { changed } = this;
    this.changed = false;
    return changed;
  }

  private stretchesOf(atA: Uint32Array, atB: Uint32Array): Uint32Array {
    const stretches = new Uint32Array(atA.length);
    let [a, b, current] = [0, 0, 0];
    for (let page = 0; page < stretches.length; page++) {
      if (atA[page] !== a || atB[page] !== b) {
        a = atA[page] ?? 0;
        b = atB[page] ?? 0;
        if (a === 0 && b === 0) current = 0;
        else {
          current = this.firstStretch + this.ownersA.length;
          this.ownersA.push(a);
          this.ownersB.push(b);
        }
      }
      stretches[page] = current;
    }
    return stretches;
  }
}

/** How many of the pages that are held back have no owner. */
function pagesOf(held: Uint8Array | null, owners: Uint32Array): number {
  let pages = 0;
  if (held === null) return pages;
  for (let page = 0; page < held.length; page++) if (held[page] === 1 && owners[page] === 0) pages++;
  return pages;
}

function eitherOf(one: Uint8Array | null, other: Uint8Array | null): Uint32Array | null {
  if (one === null || other === null) return null;
  const either = new Uint32Array(one.length);
  for (let page = 0; page < either.length; page++) either[page] = (one[page] ?? 0) | (other[page] ?? 0);
  return either;
}
