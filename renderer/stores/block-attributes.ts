import {
  Flag,
  grown,
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
  RECORD_WORDS,
  type RecordedSession,
} from '../../electron/contract/core.ts';
import { type PageRun } from '../map/map-model.ts';
import { type ColourBy, NO_VPORT, sizeClassOf, statusKeyOf, VPORT_MEMORY } from './colour-by.ts';

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

/** Blocks that stand together: a few hundred kilobytes. Growing by pieces, nothing is ever copied. */
const CHUNK_SHIFT = 14;
const CHUNK_BLOCKS = 1 << CHUNK_SHIFT;
const CHUNK_MASK = CHUNK_BLOCKS - 1;

const createColumns = (): Columns => ({
  provider: new Uint8Array(CHUNK_BLOCKS),
  queue: new Uint32Array(CHUNK_BLOCKS),
  vport: new Uint32Array(CHUNK_BLOCKS),
  usage: new Uint8Array(CHUNK_BLOCKS),
  node: new Uint8Array(CHUNK_BLOCKS),
  size: new Uint8Array(CHUNK_BLOCKS),
  status: new Uint8Array(CHUNK_BLOCKS),
  padding: new Uint16Array(CHUNK_BLOCKS),
  lastPage: new Uint32Array(CHUNK_BLOCKS),
  runAt: new Uint32Array(CHUNK_BLOCKS),
  runCount: new Uint32Array(CHUNK_BLOCKS),
});

/** Keys that were met, in the order of their first time. A flag a key: the question is asked for every block. */
class MetKeys {
  readonly keys = new Set<number>();
  private met = new Uint8Array(256);

  add(key: number): void {
    if (key < this.met.length && this.met[key] === 1) return;
    while (key >= this.met.length) {
      const larger = new Uint8Array(this.met.length * 2);
      larger.set(this.met);
      this.met = larger;
    }
    this.met[key] = 1;
    this.keys.add(key);
  }
}

const NO_PAGES: readonly PageRun[] = [];

/** The few members of every block that the map asks for a million times a frame, by block ordinal. */
export class BlockAttributes {
  private readonly chunks: Columns[] = [];
  private read = 0;
  /** First page (from the memory's first) and pages of every run of every block, in pairs. */
  runs = new Uint32Array(8192);
  /** The highest ordinal so far. */
  highest = 0;
  private usedRuns = 0;
  /** Pages beyond Length by block, for the few blocks that have any. */
  private readonly spare = new Map<number, readonly PageRun[]>();
  private readonly met: Readonly<Record<FixedColourBy, MetKeys>> = {
    ...{ queue: new MetKeys(), provider: new MetKeys(), usage: new MetKeys(), node: new MetKeys() },
    ...{ vport: new MetKeys(), size: new MetKeys(), status: new MetKeys() },
  };

  constructor(private readonly basePage: number) {}

  /** Makes room for so many blocks at once, where it is known that they will come. */
  reserve(blocks: number): void {
    this.grow(blocks);
    this.makeRoom(blocks);
  }

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession): void {
    const { log } = session;
    while (this.read < log.length) {
      const words = log.wordsOf(this.read);
      const first = log.offsetOf(this.read);
      const span = log.spanOf(this.read);
      const end = first + span * RECORD_WORDS;
      for (let at = first; at < end; at += RECORD_WORDS)
        if (makesBlock(words, at)) this.add(session, words, at);
      this.read += span;
    }
  }

  /** The member that a block is coloured by. */
  keyOf(block: number, colourBy: FixedColourBy): number {
    return this.chunks[block >>> CHUNK_SHIFT]?.[colourBy][block & CHUNK_MASK] ?? 0;
  }

  /** Whether any block has been made. */
  get any(): boolean {
    return this.met.provider.keys.size > 0;
  }

  /** Every key that a block has had so far: the entries of the legend. */
  keysSeen(colourBy: FixedColourBy): ReadonlySet<number> {
    return this.met[colourBy].keys;
  }

  paddingOf(block: number): number {
    return this.chunks[block >>> CHUNK_SHIFT]?.padding[block & CHUNK_MASK] ?? 0;
  }

  lastPageOf(block: number): number {
    return this.chunks[block >>> CHUNK_SHIFT]?.lastPage[block & CHUNK_MASK] ?? 0;
  }

  /** Whole pages that were granted beyond Length. */
  sparePagesOf(block: number): readonly PageRun[] {
    return this.spare.get(block) ?? NO_PAGES;
  }

  runAt(block: number): number {
    return this.chunks[block >>> CHUNK_SHIFT]?.runAt[block & CHUNK_MASK] ?? 0;
  }

  runCount(block: number): number {
    return this.chunks[block >>> CHUNK_SHIFT]?.runCount[block & CHUNK_MASK] ?? 0;
  }

  private add(session: RecordedSession, words: Uint32Array, at: number): void {
    const block = recordBlock(words, at);
    if (block >>> CHUNK_SHIFT >= this.chunks.length) this.grow(block);
    const columns = this.chunks[block >>> CHUNK_SHIFT]!;
    const { met } = this;
    const place = block & CHUNK_MASK;
    const ofVPort = (recordFlags(words, at) & Flag.vport) !== 0;
    const owner = recordOwner(words, at);
    const lengthBytes = recordLength(words, at);
    met.provider.add((columns.provider[place] = recordProvider(words, at)));
    met.queue.add((columns.queue[place] = ofVPort ? VPORT_MEMORY : owner));
    met.vport.add((columns.vport[place] = ofVPort ? owner + 1 : NO_VPORT));
    met.usage.add((columns.usage[place] = recordUsage(words, at)));
    met.node.add((columns.node[place] = recordNode(words, at)));
    met.size.add((columns.size[place] = sizeClassOf(lengthBytes)));
    met.status.add(
      (columns.status[place] = statusKeyOf(recordStatus(words, at), recordDiagnostic(words, at))),
    );
    const granted = recordGrantedPages(words, at);
    const needed = Math.min(granted, Math.max(1, Math.ceil(lengthBytes / PAGE_SIZE)));
    columns.padding[place] = Math.min(PAGE_SIZE - 1, needed * PAGE_SIZE - lengthBytes);
    if (block > this.highest) this.highest = block;
    const runAt = this.usedRuns;
    columns.runAt[place] = runAt;
    this.addRuns(session, block, words, at);
    columns.runCount[place] = this.usedRuns - runAt;
    const last = 2 * (this.usedRuns - 1);
    columns.lastPage[place] = this.runs[last]! + this.runs[last + 1]! - 1;
    if (needed < granted) this.noteSpare(block, needed);
  }

  /** A provider gave whole pages more than Length needs: those at the end of its list. */
  private noteSpare(block: number, needed: number): void {
    const { runs } = this;
    const columns = this.chunks[block >>> CHUNK_SHIFT]!;
    const place = block & CHUNK_MASK;
    const spare: PageRun[] = [];
    let before = 0;
    const from = columns.runAt[place]!;
    for (let run = from; run < from + columns.runCount[place]!; run++) {
      const firstPage = runs[2 * run]!;
      const pages = runs[2 * run + 1]!;
      const used = Math.max(0, Math.min(pages, needed - before));
      if (used > 0) columns.lastPage[place] = firstPage + used - 1;
      if (used < pages) spare.push({ firstPage: firstPage + used, pages: pages - used });
      before += pages;
    }
    this.spare.set(block, spare);
  }

  private addRuns(session: RecordedSession, block: number, words: Uint32Array, at: number): void {
    const list = recordElements(words, at) > 1 ? session.listOfBlock(block) : -1;
    const count = list < 0 ? 1 : session.side.word(list + 3);
    this.makeRoom(count);
    const { runs, basePage } = this;
    let to = 2 * this.usedRuns;
    this.usedRuns += count;
    if (list < 0) {
      runs[to] = recordFirstPage(words, at) - basePage;
      runs[to + 1] = recordGrantedPages(words, at);
      return;
    }
    session.side.forEachPair(list + 4, count, (firstPage, pages) => {
      runs[to++] = firstPage - basePage;
      runs[to++] = pages;
    });
  }

  private makeRoom(moreRuns: number): void {
    this.runs = grown(this.runs, 2 * (this.usedRuns + moreRuns));
  }

  /** @param block the highest ordinal that there has to be room for */
  private grow(block: number): void {
    while (this.chunks.length <= block >>> CHUNK_SHIFT) this.chunks.push(createColumns());
  }
}
