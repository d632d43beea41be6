import {
  endsBlock,
  makesBlock,
  MANY_ELEMENTS,
  Flag,
  recordBlock,
  recordElements,
  recordFirstPage,
  recordFlags,
  recordGrantedPages,
  RECORD_WORDS,
} from '../events/record.ts';
import { type EventBatch } from '../events/recorded-session.ts';
import { ReservedFor, RESERVED_RUN_WORDS } from '../events/reserved-pages.ts';
import { SideKind } from '../events/side-table.ts';
import { type Sentence } from '../words/sentence.ts';
import { sayOfEvent as say } from './event-sentences.ts';

/** Words that an entry of each kind has at least; a kind that is not here belongs to a later version. */
const LEAST_WORDS = new Map<number, number>([
  [SideKind.scatterGather, 4],
  [SideKind.sharedMemoryHandle, 1],
  [SideKind.reason, 4],
  [SideKind.request, 15],
  [SideKind.furtherFindings, 0],
  [SideKind.longDelta, 2],
  [SideKind.freeHandles, 4],
  [SideKind.providerAnswer, 2],
  [SideKind.queueParameters, 8],
  [SideKind.filter, 1],
  [SideKind.netBuffers, 1],
  [SideKind.thread, 1],
  [SideKind.vportParameters, 4],
  [SideKind.binding, 2],
  [SideKind.registration, 3],
  [SideKind.providerMessage, 2],
  [SideKind.probes, 1],
  [SideKind.reserved, RESERVED_RUN_WORDS],
]);
const HEAD_WORDS = 2;
/** Interleaved callers finish in another order than they began; more than this apart is no machine's doing. */
const ORDINAL_SLACK = 1024;
/** No block has so many pages; NDIS gives no handle twice. */
const ENDED = 0xffff_ffff;

/**
 * Holds events from outside to what a machine can have recorded, so that whatever a file says, the replay of it has a
 * state: pages inside the memory and owned once, blocks that end as they began, pages that are held back once and given
 * back as they were taken, side entries of the right shape.
 */
export class EventChecker {
  /** Pages of a live block by its ordinal, 0 before it was made, ENDED afterwards; with its first page and its elements. */
  private pages = new Uint32Array(1024);
  private firstPages = new Uint32Array(1024);
  private elements = new Uint32Array(1024);
  /** Runs (first page, pages) of live blocks in several pieces. */
  private readonly lists = new Map<number, Uint32Array>();
  private readonly taken: Uint8Array;
  /** Number plus 1 of the event that holds a page back; null before the first does. */
  private reserved: Uint32Array | null = null;
  private newest = 0;

  /** @param basePage first page of the memory, @param pageCount its pages */
  constructor(
    private readonly basePage: number,
    private readonly pageCount: number,
  ) {
    this.taken = new Uint8Array(pageCount);
  }

  /**
   * Takes the events that come next; answers what is wrong with the first bad one, or null. After a problem the
   * checker should not be used on.
   */
  problemOf({ firstSeq, records, side }: EventBatch): Sentence | null {
    const shape = sideProblem(side, firstSeq, records.length / RECORD_WORDS);
    if (shape !== null) return shape;
    let entry = 0;
    for (let at = 0; at < records.length; at += RECORD_WORDS) {
      const seq = firstSeq + at / RECORD_WORDS;
      const from = entry;
      while (entry < side.length && side[entry + 1] === seq) entry += HEAD_WORDS + (side[entry]! >>> 8);
      const problem =
        this.recordProblem(records, at, side, from, entry) ?? this.reservedProblem(seq, side, from, entry);
      if (problem !== null) return say('ofEvent', { seq, what: problem });
    }
    return null;
  }

  private recordProblem(
    words: Uint32Array,
    at: number,
    side: Uint32Array,
    from: number,
    to: number,
  ): Sentence | null {
    const hasSide = (recordFlags(words, at) & Flag.side) !== 0;
    if (!hasSide && to > from) return say('sideUnannounced');
    if (makesBlock(words, at)) return this.made(words, at, side, from, to);
    if (endsBlock(words, at)) return this.ended(words, at);
    return null;
  }

  private reservedProblem(seq: number, side: Uint32Array, from: number, to: number): Sentence | null {
    for (let at = from; at < to; at += HEAD_WORDS + (side[at]! >>> 8)) {
      if ((side[at]! & 0xff) !== SideKind.reserved) continue;
      const end = at + HEAD_WORDS + (side[at]! >>> 8);
      for (let word = at + HEAD_WORDS; word < end; word += RESERVED_RUN_WORDS) {
        const problem = this.reserve(seq, side.subarray(word, word + RESERVED_RUN_WORDS));
        if (problem !== null) return problem;
      }
    }
    return null;
  }

  /** One run of four words, as `reserved-pages.ts` describes them. */
  private reserve(
    seq: number,
    [firstPage = 0, pages = 0, takenBy = 0, why = 0]: Uint32Array,
  ): Sentence | null {
    const first = firstPage - this.basePage;
    if (pages === 0 || first < 0 || first + pages > this.pageCount) return say('reservedOutside');
    const ends = why === ReservedFor.nothing;
    if (!ends && takenBy !== seq + 1) return say('reservedForOther', { other: takenBy - 1 });
    const reserved = (this.reserved ??= new Uint32Array(this.pageCount));
    const before = ends ? takenBy : 0;
    const other = reserved.subarray(first, first + pages).findIndex((taker) => taker !== before);
    if (other >= 0 || (ends && takenBy === 0)) {
      const page = firstPage + Math.max(0, other);
      return ends ? say('notReserved', { page, other: takenBy - 1 }) : say('reservedTwice', { page });
    }
    reserved.fill(ends ? 0 : takenBy, first, first + pages);
    return null;
  }

  private made(words: Uint32Array, at: number, side: Uint32Array, from: number, to: number): Sentence | null {
    const block = recordBlock(words, at);
    if (block === 0 || block > this.newest + ORDINAL_SLACK) return say('blockOutOfOrder', { block });
    this.newest = Math.max(this.newest, block);
    this.makeRoom(block);
    if (this.pages[block] !== 0) return say('blockAgain', { block });
    const elements = recordElements(words, at);
    const first = recordFirstPage(words, at);
    const pages = recordGrantedPages(words, at);
    let runs = Uint32Array.of(first, pages);
    if (elements > 1) {
      const list = listIn(side, from, to);
      if (list === null) return say('noList', { block, elements });
      if (Math.min(list.length / 2, MANY_ELEMENTS) !== elements) return say('otherList', { elements });
      runs = list;
    }
    const problem = this.take(runs, pages);
    if (problem !== null) return problem;
    if (elements > 1) this.lists.set(block, runs);
    this.pages[block] = pages;
    this.firstPages[block] = first;
    this.elements[block] = elements;
    return null;
  }

  private ended(words: Uint32Array, at: number): Sentence | null {
    const block = recordBlock(words, at);
    if (block === 0 || block >= this.pages.length || this.pages[block] === 0 || this.pages[block] === ENDED) {
      return say('blockDead', { block });
    }
    const same =
      this.pages[block] === recordGrantedPages(words, at) &&
      this.firstPages[block] === recordFirstPage(words, at) &&
      this.elements[block] === recordElements(words, at);
    if (!same) return say('otherEnd', { block });
    const runs = this.lists.get(block);
    if (runs === undefined) this.mark(this.firstPages[block]!, this.pages[block]!, 0);
    else for (let run = 0; run < runs.length; run += 2) this.mark(runs[run]!, runs[run + 1]!, 0);
    this.lists.delete(block);
    this.pages[block] = ENDED;
    return null;
  }

  private take(runs: Uint32Array, pages: number): Sentence | null {
    let sum = 0;
    for (let run = 0; run < runs.length; run += 2) {
      const first = runs[run]! - this.basePage;
      const count = runs[run + 1]!;
      if (count === 0 || first < 0 || first + count > this.taken.length) return say('pagesOutside');
      for (let page = first; page < first + count; page++) {
        if (this.taken[page] !== 0) return say('pageTaken', { page: page + this.basePage });
      }
      this.mark(runs[run]!, count, 1);
      sum += count;
    }
    return sum === pages ? null : say('otherPages', { listed: sum, recorded: pages });
  }

  private mark(firstPage: number, pages: number, value: 0 | 1): void {
    const first = firstPage - this.basePage;
    this.taken.fill(value, first, first + pages);
  }

  private makeRoom(block: number): void {
    if (block < this.pages.length) return;
    const enlarged = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
      const to = new Uint32Array(Math.max(block + 1, from.length * 2));
      to.set(from);
      return to;
    };
    this.pages = enlarged(this.pages);
    this.firstPages = enlarged(this.firstPages);
    this.elements = enlarged(this.elements);
  }
}

/** The runs of a scatter-gather entry among the side words of one event. */
function listIn(side: Uint32Array, from: number, to: number): Uint32Array<ArrayBuffer> | null {
  for (let at = from; at < to; at += HEAD_WORDS + (side[at]! >>> 8)) {
    if ((side[at]! & 0xff) !== SideKind.scatterGather) continue;
    return side.slice(at + HEAD_WORDS + 4, at + HEAD_WORDS + (side[at]! >>> 8));
  }
  return null;
}

/** What is wrong with the shape of side entries of these events. */
function sideProblem(side: Uint32Array, firstSeq: number, events: number): Sentence | null {
  let before = firstSeq;
  for (let at = 0; at < side.length;) {
    if (at + HEAD_WORDS > side.length) return say('sideWord', { at, what: say('noHead') });
    const length = side[at]! >>> 8;
    const kind = side[at]! & 0xff;
    const seq = side[at + 1]!;
    if (seq < before || seq >= firstSeq + events)
      return say('sideWord', { at, what: say('otherEvent', { seq }) });
    before = seq;
    const payload = at + HEAD_WORDS;
    if (payload + length > side.length)
      return say('sideWord', { at, what: say('passesEnd', { words: length }) });
    if (length < (LEAST_WORDS.get(kind) ?? 0))
      return say('sideWord', { at, what: say('tooShort', { words: length }) });
    const wrong =
      (kind === SideKind.scatterGather && length !== 4 + 2 * side[payload + 3]!) ||
      (kind === SideKind.furtherFindings && length % 2 !== 0) ||
      (kind === SideKind.reserved && length % RESERVED_RUN_WORDS !== 0) ||
      (kind === SideKind.netBuffers && (length - 1) % 4 !== 0) ||
      (kind === SideKind.providerMessage && length !== 2 + Math.ceil(side[payload + 1]! / 2));
    if (wrong) return say('sideWord', { at, what: say('otherLength') });
    at = payload + length;
  }
  return null;
}
