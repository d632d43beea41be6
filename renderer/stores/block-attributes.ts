import {
  Flag,
  makesBlock,
  PAGE_SIZE,
  recordBlock,
  recordDiagnostic,
  recordElements,
  recordFirstPage,
  recordFlags,
  recordGrantedPages,
  recordLength,
  recordNode,
  recordOwner,
  recordProvider,
  recordStatus,
  recordUsage,
  type RecordedSession,
} from '../../electron/contract/core.ts';
import { COLOUR_BYS, type ColourBy, NO_VPORT, sizeClassOf, statusKeyOf, VPORT_MEMORY } from './colour-by.ts';

interface Columns {
  provider: Uint8Array;
  /** Queue id, or VPORT_MEMORY. */
  queue: Uint32Array;
  /** VPort id plus 1, or NO_VPORT. */
  vport: Uint32Array;
  usage: Uint8Array;
  node: Uint8Array;
  size: Uint8Array;
  status: Uint8Array;
  /** Bytes of the last page that Length does not cover. */
  padding: Uint16Array;
  /** Page that holds the end of the block, from the memory's first. */
  lastPage: Uint32Array;
  /** Index of its first pair among the runs, and how many it has. */
  runAt: Uint32Array;
  runCount: Uint32Array;
}

/** What a block is coloured by without regard to the moment: all but its age. */
type FixedColourBy = Exclude<ColourBy, 'age'>;

const FIXED_COLOUR_BYS = COLOUR_BYS.filter((colourBy) => colourBy !== 'age');

const createColumns = (capacity: number): Columns => ({
  provider: new Uint8Array(capacity),
  queue: new Uint32Array(capacity),
  vport: new Uint32Array(capacity),
  usage: new Uint8Array(capacity),
  node: new Uint8Array(capacity),
  size: new Uint8Array(capacity),
  status: new Uint8Array(capacity),
  padding: new Uint16Array(capacity),
  lastPage: new Uint32Array(capacity),
  runAt: new Uint32Array(capacity),
  runCount: new Uint32Array(capacity),
});

/** The few members of every block that the map asks for a million times a frame, by block ordinal. */
export class BlockAttributes {
  private columns = createColumns(4096);
  private read = 0;
  /** First page (from the memory's first) and pages of every run of every block, in pairs. */
  runs = new Uint32Array(8192);
  /** The highest ordinal so far. */
  highest = 0;
  private usedRuns = 0;
  private readonly seen: Readonly<Record<FixedColourBy, Set<number>>> = {
    ...{ queue: new Set(), provider: new Set(), usage: new Set(), node: new Set() },
    ...{ vport: new Set(), size: new Set(), status: new Set() },
  };

  constructor(private readonly basePage: number) {}

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession): void {
    const { log } = session;
    for (; this.read < log.length; this.read++) {
      const words = log.wordsOf(this.read);
      const at = log.offsetOf(this.read);
      if (makesBlock(words, at)) this.add(session, words, at);
    }
  }

  /** The member that a block is coloured by. */
  keyOf(block: number, colourBy: FixedColourBy): number {
    return this.columns[colourBy][block] ?? 0;
  }

  /** Whether any block has been made. */
  get any(): boolean {
    return this.seen.provider.size > 0;
  }

  /** Every key that a block has had so far: the entries of the legend. */
  keysSeen(colourBy: FixedColourBy): ReadonlySet<number> {
    return this.seen[colourBy];
  }

  paddingOf(block: number): number {
    return this.columns.padding[block] ?? 0;
  }

  lastPageOf(block: number): number {
    return this.columns.lastPage[block] ?? 0;
  }

  runAt(block: number): number {
    return this.columns.runAt[block] ?? 0;
  }

  runCount(block: number): number {
    return this.columns.runCount[block] ?? 0;
  }

  private add(session: RecordedSession, words: Uint32Array, at: number): void {
    const block = recordBlock(words, at);
    while (block >= this.columns.provider.length) this.grow();
    const { columns } = this;
    columns.provider[block] = recordProvider(words, at);
    const ofVPort = (recordFlags(words, at) & Flag.vport) !== 0;
    columns.queue[block] = ofVPort ? VPORT_MEMORY : recordOwner(words, at);
    columns.vport[block] = ofVPort ? recordOwner(words, at) + 1 : NO_VPORT;
    columns.usage[block] = recordUsage(words, at);
    columns.node[block] = recordNode(words, at);
    columns.size[block] = sizeClassOf(recordLength(words, at));
    columns.status[block] = statusKeyOf(recordStatus(words, at), recordDiagnostic(words, at));
    for (const colourBy of FIXED_COLOUR_BYS) this.seen[colourBy].add(this.keyOf(block, colourBy));
    const granted = recordGrantedPages(words, at);
    columns.padding[block] = Math.min(PAGE_SIZE - 1, granted * PAGE_SIZE - recordLength(words, at));
    if (block > this.highest) this.highest = block;
    columns.runAt[block] = this.usedRuns;
    this.addRuns(session, words, at);
    columns.runCount[block] = this.usedRuns - (columns.runAt[block] ?? 0);
    const last = 2 * (this.usedRuns - 1);
    columns.lastPage[block] = (this.runs[last] ?? 0) + (this.runs[last + 1] ?? 0) - 1;
  }

  private addRuns(session: RecordedSession, words: Uint32Array, at: number): void {
    const list = recordElements(words, at) > 1 ? session.scatterGatherOf(this.read) : -1;
    if (list < 0) {
      this.addRun(recordFirstPage(words, at), recordGrantedPages(words, at));
      return;
    }
    const { side } = session;
    const count = side.word(list + 3);
    for (let run = list + 4; run < list + 4 + 2 * count; run += 2)
      this.addRun(side.word(run), side.word(run + 1));
  }

  private addRun(firstPage: number, pages: number): void {
    const index = 2 * this.usedRuns++;
    if (index >= this.runs.length) {
      const larger = new Uint32Array(this.runs.length * 2);
      larger.set(this.runs);
      this.runs = larger;
    }
    this.runs[index] = firstPage - this.basePage;
    this.runs[index + 1] = pages;
  }

  private grow(): void {
    const before = this.columns;
    const after = createColumns(before.provider.length * 2);
    for (const name of Object.keys(before) as (keyof Columns)[]) after[name].set(before[name]);
    this.columns = after;
  }
}
