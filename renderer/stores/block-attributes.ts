import {
  grown,
  makesBlock,
  PAGE_SIZE,
  recordBlock,
  recordElements,
  recordFirstPage,
  recordGrantedPages,
  recordLength,
  RECORD_WORDS,
  type RecordedSession,
} from '../../electron/contract/core.ts';
import { type PageRun } from '../map/map-model.ts';
import { type FixedColourBy, keyOfRecord } from './block-keys.ts';

interface Columns {
  /** 1 where the block's event was read. */
  known: Uint8Array;
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

/** Blocks that stand together: a few hundred kilobytes. Growing by pieces, nothing is ever copied. */
const CHUNK_SHIFT = 14;
const CHUNK_BLOCKS = 1 << CHUNK_SHIFT;
const CHUNK_MASK = CHUNK_BLOCKS - 1;

/** Events that are read together, when one of their blocks is asked for. */
const PART_SHIFT = 14;

const createColumns = (): Columns => ({
  known: new Uint8Array(CHUNK_BLOCKS),
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

const NO_PAGES: readonly PageRun[] = [];

/**
 * The few members of every block that the map asks for a million times a frame, by block ordinal. Events are read when
 * one of the blocks they made is asked for first: of a long log that streams in, most blocks are gone again before
 * anybody looks.
 */
export class BlockAttributes {
  private readonly chunks: Columns[] = [];
  /** Event up to which each part of the log was read. */
  private readonly readTo: number[] = [];
  /** All parts up to this event were read. */
  private allReadTo = 0;
  private pairs = new Uint32Array(8192);
  private usedRuns = 0;
  /** Pages beyond Length by block, for the few blocks that have any. */
  private readonly spare = new Map<number, readonly PageRun[]>();

  constructor(
    private readonly session: RecordedSession,
    private readonly basePage: number,
  ) {}

  /**
   * First page (from the memory's first) and pages of every run of the blocks that were asked for, in pairs, at
   * `runAt`. Grows; read it anew behind every `runAt`.
   */
  get runs(): Uint32Array {
    return this.pairs;
  }

  /** The same of all blocks of the session so far. */
  get allRuns(): Uint32Array {
    const { length } = this.session.log;
    if (this.allReadTo < length) {
      for (let part = this.allReadTo >>> PART_SHIFT; part << PART_SHIFT < length; part++) this.readPart(part);
      this.allReadTo = length;
    }
    return this.pairs;
  }

  /** The member that a block is coloured by. */
  keyOf(block: number, colourBy: FixedColourBy): number {
    return this.columnsOf(block)?.[colourBy][block & CHUNK_MASK] ?? 0;
  }

  paddingOf(block: number): number {
    return this.columnsOf(block)?.padding[block & CHUNK_MASK] ?? 0;
  }

  lastPageOf(block: number): number {
    return this.columnsOf(block)?.lastPage[block & CHUNK_MASK] ?? 0;
  }

  /** Whole pages that were granted beyond Length. */
  sparePagesOf(block: number): readonly PageRun[] {
    this.columnsOf(block);
    return this.spare.get(block) ?? NO_PAGES;
  }

  runAt(block: number): number {
    return this.columnsOf(block)?.runAt[block & CHUNK_MASK] ?? 0;
  }

  runCount(block: number): number {
    return this.columnsOf(block)?.runCount[block & CHUNK_MASK] ?? 0;
  }

  private columnsOf(block: number): Columns | undefined {
    const columns = this.chunks[block >>> CHUNK_SHIFT];
    if (columns?.known[block & CHUNK_MASK] === 1) return columns;
    const madeAt = this.session.seqOfBlock(block);
    if (madeAt < 0) return columns;
    this.readPart(madeAt >>> PART_SHIFT);
    return this.chunks[block >>> CHUNK_SHIFT];
  }

  private readPart(part: number): void {
    const { log } = this.session;
    const start = part << PART_SHIFT;
    const from = Math.max(start, this.readTo[part] ?? 0);
    const end = Math.min(log.length, start + (1 << PART_SHIFT));
    if (from >= end) return;
    while (this.readTo.length <= part) this.readTo.push(0);
    this.readTo[part] = end;
    // A part lies in one piece of the log.
    const words = log.wordsOf(from);
    let at = log.offsetOf(from);
    for (let seq = from; seq < end; seq++, at += RECORD_WORDS) if (makesBlock(words, at)) this.add(words, at);
  }

  private add(words: Uint32Array, at: number): void {
    const block = recordBlock(words, at);
    while (this.chunks.length <= block >>> CHUNK_SHIFT) this.chunks.push(createColumns());
    const columns = this.chunks[block >>> CHUNK_SHIFT]!;
    const place = block & CHUNK_MASK;
    columns.known[place] = 1;
    columns.provider[place] = keyOfRecord.provider(words, at);
    columns.queue[place] = keyOfRecord.queue(words, at);
    columns.vport[place] = keyOfRecord.vport(words, at);
    columns.usage[place] = keyOfRecord.usage(words, at);
    columns.node[place] = keyOfRecord.node(words, at);
    columns.size[place] = keyOfRecord.size(words, at);
    columns.status[place] = keyOfRecord.status(words, at);
    const lengthBytes = recordLength(words, at);
    const granted = recordGrantedPages(words, at);
    const needed = Math.min(granted, Math.max(1, Math.ceil(lengthBytes / PAGE_SIZE)));
    columns.padding[place] = Math.min(PAGE_SIZE - 1, needed * PAGE_SIZE - lengthBytes);
    const runAt = this.usedRuns;
    columns.runAt[place] = runAt;
    this.addRuns(block, words, at);
    columns.runCount[place] = this.usedRuns - runAt;
    const last = 2 * (this.usedRuns - 1);
    columns.lastPage[place] = this.pairs[last]! + this.pairs[last + 1]! - 1;
    if (needed < granted) this.noteSpare(block, needed);
  }

  /** A provider gave whole pages more than Length needs: those at the end of its list. */
  private noteSpare(block: number, needed: number): void {
    const { pairs } = this;
    const columns = this.chunks[block >>> CHUNK_SHIFT]!;
    const place = block & CHUNK_MASK;
    const spare: PageRun[] = [];
    let before = 0;
    const from = columns.runAt[place]!;
    for (let run = from; run < from + columns.runCount[place]!; run++) {
      const firstPage = pairs[2 * run]!;
      const pages = pairs[2 * run + 1]!;
      const used = Math.max(0, Math.min(pages, needed - before));
      if (used > 0) columns.lastPage[place] = firstPage + used - 1;
      if (used < pages) spare.push({ firstPage: firstPage + used, pages: pages - used });
      before += pages;
    }
    this.spare.set(block, spare);
  }

  private addRuns(block: number, words: Uint32Array, at: number): void {
    const { session, basePage } = this;
    const list = recordElements(words, at) > 1 ? session.listOfBlock(block) : -1;
    const count = list < 0 ? 1 : session.side.word(list + 3);
    this.pairs = grown(this.pairs, 2 * (this.usedRuns + count));
    const { pairs } = this;
    let to = 2 * this.usedRuns;
    this.usedRuns += count;
    if (list < 0) {
      pairs[to] = recordFirstPage(words, at) - basePage;
      pairs[to + 1] = recordGrantedPages(words, at);
      return;
    }
    session.side.forEachPair(list + 4, count, (firstPage, pages) => {
      pairs[to++] = firstPage - basePage;
      pairs[to++] = pages;
    });
  }
}
