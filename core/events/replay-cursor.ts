import { NO_OWNER } from '../memory/page-owners.ts';
import { copyTotals, countEvents, type CursorTotals, emptyTotals } from './cursor-totals.ts';
import {
  Flag,
  makesBlock,
  recordBlock,
  recordElements,
  recordFirstPage,
  recordFlags,
  recordGrantedPages,
  recordProvider,
  RECORD_WORDS,
} from './record.ts';
import { type RecordedSession } from './recorded-session.ts';
import { forEachReserved, ReservedFor } from './reserved-pages.ts';

/** Counts are kept every so many events at first; the distance doubles whenever there would be more than MOST_KEYFRAMES. */
const FIRST_INTERVAL = 16_384;
const MOST_KEYFRAMES = 512;
/** Keyframes of memories up to so many pages keep the owner of each: copying them is quicker than to look at every block. */
const MOST_KEPT_PAGES = 16_384;

/** Pages that are painted one by one. */
const SHORT_RUN = 32;

interface Keyframe {
  readonly position: number;
  /** Null where the memory is too large for that. */
  readonly owners: Uint32Array | null;
  /** Null where the memory is too large, or nothing was held back so far. */
  readonly reserved: Uint32Array | null;
  readonly totals: CursorTotals;
}

/** Told which pages changed: relative first page and count, and whether it was their owner or that they are held back. */
export type ChangeListener = (firstPage: number, pages: number, reserved: boolean) => void;

/**
 * The state of the machine's memory after any number of events, computed from the log alone. Moving forward and
 * backward applies and takes back events. A far jump goes to the keyframe before its target first. It
 * keeps the counts; in a large memory, who owned which page follows from the blocks that lived then, so that a jump
 * costs by the block and never by the page, and keyframes are as close together as in a small one.
 */
export class ReplayCursor {
  /** Block ordinal that owns each page, NO_OWNER where free; index relative to the memory's base. */
  readonly owners: Uint32Array;
  readonly totals = emptyTotals();
  private held: Uint32Array | null = null;
  /** How many `reserved` entries have been applied. */
  private reservedDone = 0;
  private at = 0;
  /** The events that the cursor passes now, from the first up to the last. */
  private goFrom = 0;
  private goTo = 0;
  private keyframes: Keyframe[] = [];
  private keyframeInterval = FIRST_INTERVAL;

  /**
   * @param onPages called for every run of pages that changes owner, or is held back from now on or no longer
   * @param onJump called when the cursor went to a keyframe, so that every page may have changed
   */
  constructor(
    private readonly session: RecordedSession,
    private readonly basePage: number,
    pageCount: number,
    private readonly onPages: ChangeListener = () => undefined,
    private readonly onJump: () => void = () => undefined,
  ) {
    this.owners = new Uint32Array(pageCount);
  }

  /**
   * Number plus 1 of the event by which a page is held back (`ReservedFor`), 0 where it is not; null where nothing was
   * so far. A page with an owner is its owner's, whatever stands here.
   */
  get reserved(): Uint32Array | null {
    return this.held;
  }

  /** Pages that are held back and have no owner. */
  get reservedPages(): number {
    return this.held === null ? 0 : this.totals.reservedPages.reduce((sum, pages) => sum + pages, 0);
  }

  /** The same among pages `first` to `end - 1`; a look at each, where anything is held back at all. */
  reservedPagesIn(first: number, end: number): number {
    const { held, owners } = this;
    if (held === null || this.reservedPages === 0) return 0;
    let pages = 0;
    for (let page = first; page < end; page++) if (held[page] !== 0 && owners[page] === NO_OWNER) pages++;
    return pages;
  }

  /** Events applied: the state is the one after event `position - 1`. */
  get position(): number {
    return this.at;
  }

  /** Moves to the state after `position` events, from 0 to the log's length. */
  seek(position: number): void {
    this.session.indexNew();
    const target = Math.max(0, Math.min(position, this.session.log.length));
    const keyframe = this.nearestKeyframe(target);
    const fromKeyframe = target - (keyframe?.position ?? 0);
    const jump = this.keepsOwners ? 0 : this.keyframeInterval;
    if (fromKeyframe + jump < Math.abs(target - this.at)) this.restore(keyframe);
    if (this.at < target) this.goForward(target);
    else if (this.at > target) this.goBackward(target);
  }

  private goForward(target: number): void {
    const { log } = this.session;
    this.goFrom = this.at;
    this.goTo = target;
    while (this.at < target) {
      const last = this.keyframes[this.keyframes.length - 1]?.position ?? 0;
      const nextKeyframe = last + this.keyframeInterval;
      let end = Math.min(target, this.at + log.spanOf(this.at));
      if (nextKeyframe > this.at) end = Math.min(end, nextKeyframe);
      // A keyframe with the owners of all pages needs them as they are at that very event.
      if (this.keepsOwners) [this.goFrom, this.goTo] = [this.at, end];
      countEvents(this.totals, this.session, this.at, end, 1);
      this.paintForward(end);
      this.at = end;
      if (end === nextKeyframe) this.addKeyframe();
    }
  }

  /** Paints what the events from here up to `end`, which lie in one piece of the log, did to the pages. */
  private paintForward(end: number): void {
    const { log, side } = this.session;
    const words = log.wordsOf(this.at);
    let offset = log.offsetOf(this.at);
    let nextReserved = side.reservedEventAt(this.reservedDone);
    for (let seq = this.at; seq < end; seq++, offset += RECORD_WORDS) {
      this.apply(words, offset, 1);
      if (seq === nextReserved) nextReserved = this.applyReserved();
    }
  }

  private goBackward(target: number): void {
    const { log } = this.session;
    this.goFrom = target;
    this.goTo = this.at;
    let lastReserved = this.lastReserved();
    while (this.at > target) {
      const last = this.at - 1;
      const first = Math.max(target, last - log.offsetOf(last) / RECORD_WORDS);
      const words = log.wordsOf(first);
      let offset = log.offsetOf(last);
      for (let seq = last; seq >= first; seq--, offset -= RECORD_WORDS) {
        if (seq === lastReserved) lastReserved = this.takeBackReserved();
        this.apply(words, offset, -1);
      }
      countEvents(this.totals, this.session, first, this.at, -1);
      this.at = first;
    }
  }

  /** The event of the last applied `reserved` entry, -1 when there is none. */
  private lastReserved(): number {
    return this.reservedDone === 0 ? -1 : this.session.side.reservedEventAt(this.reservedDone - 1);
  }

  /** Applies the next `reserved` entry; answers the event of the one after it. */
  private applyReserved(onPages = this.onPages): number {
    const { side } = this.session;
    const entry = side.reservedAt(this.reservedDone++);
    forEachReserved(side, entry, (firstPage, pages, takenBy, why) =>
      this.paintReserved(firstPage, pages, takenBy, why === ReservedFor.nothing ? -1 : 1, onPages),
    );
    return side.reservedEventAt(this.reservedDone);
  }

  /** Takes the last `reserved` entry back; answers the event of the one before it. */
  private takeBackReserved(onPages = this.onPages): number {
    const { side } = this.session;
    const entry = side.reservedAt(--this.reservedDone);
    forEachReserved(side, entry, (firstPage, pages, takenBy, why) =>
      this.paintReserved(firstPage, pages, takenBy, why === ReservedFor.nothing ? 1 : -1, onPages),
    );
    return this.lastReserved();
  }

  /** @param sign 1 for pages that are held back from now on, -1 for those that are no longer */
  private paintReserved(
    firstPage: number,
    pages: number,
    takenBy: number,
    sign: 1 | -1,
    onPages: ChangeListener,
  ): void {
    const { owners } = this;
    const held = (this.held ??= new Uint32Array(owners.length));
    const first = firstPage - this.basePage;
    held.fill(sign === 1 ? takenBy : 0, first, first + pages);
    let unowned = 0;
    for (let page = first; page < first + pages; page++) if (owners[page] === NO_OWNER) unowned++;
    this.totals.reservedPages[this.providerAt(takenBy)]! += sign * unowned;
    onPages(first, pages, true);
  }

  private providerAt(takenBy: number): number {
    const { log } = this.session;
    return recordProvider(log.wordsOf(takenBy - 1), log.offsetOf(takenBy - 1));
  }

  /** Counts pages that are held back and get an owner, or lose theirs. */
  private countHeld(held: Uint32Array, first: number, pages: number, change: 1 | -1): void {
    const { reservedPages } = this.totals;
    for (let page = first; page < first + pages; page++) {
      const takenBy = held[page]!;
      if (takenBy !== 0) reservedPages[this.providerAt(takenBy)]! += change;
    }
  }

  /**
   * Whether a block was made and ended within the way that the cursor goes now: its pages are free at both ends of
   * it, and need not be painted in between, unless somebody counts which of those that are held back have an owner.
   */
  private livesOnTheWayOnly(block: number): boolean {
    const endedAt = this.session.endOfBlock(block);
    if (endedAt < 0 || endedAt >= this.goTo || this.session.seqOfBlock(block) < this.goFrom) return false;
    return this.session.side.reservedEvents === 0;
  }

  private get keepsOwners(): boolean {
    return this.owners.length <= MOST_KEPT_PAGES;
  }

  private addKeyframe(): void {
    const totals = emptyTotals();
    copyTotals(this.totals, totals);
    const owners = this.keepsOwners ? this.owners.slice() : null;
    const reserved = this.keepsOwners && this.held !== null ? this.held.slice() : null;
    this.keyframes.push({ position: this.at, owners, reserved, totals });
    if (this.keyframes.length < MOST_KEYFRAMES) return;
    this.keyframeInterval *= 2;
    this.keyframes = this.keyframes.filter(({ position }) => position % this.keyframeInterval === 0);
  }

  /** Paints what an event did to the pages (sign 1), or takes it back (-1). */
  private apply(words: Uint32Array, offset: number, sign: 1 | -1): void {
    if ((recordFlags(words, offset) & Flag.changedMemory) === 0) return;
    const block = recordBlock(words, offset);
    if (this.livesOnTheWayOnly(block)) return;
    const owner = makesBlock(words, offset) === (sign === 1) ? block : NO_OWNER;
    this.paintBlock(words, offset, block, owner, this.onPages);
  }

  /** Gives the pages of a block an owner. */
  private paintBlock(
    words: Uint32Array,
    offset: number,
    block: number,
    owner: number,
    onPages: ChangeListener,
  ): void {
    const list = recordElements(words, offset) <= 1 ? -1 : this.session.listOfBlock(block);
    if (list < 0) {
      this.paint(recordFirstPage(words, offset), recordGrantedPages(words, offset), owner, onPages);
      return;
    }
    const { side } = this.session;
    side.forEachPair(list + 4, side.word(list + 3), (firstPage, pages) =>
      this.paint(firstPage, pages, owner, onPages),
    );
  }

  private paint(firstPage: number, pages: number, owner: number, onPages: ChangeListener): void {
    const first = firstPage - this.basePage;
    const { owners } = this;
    // Most runs are short, and a call of `fill` costs more than a few pages.
    if (pages > SHORT_RUN) owners.fill(owner, first, first + pages);
    else for (let page = first; page < first + pages; page++) owners[page] = owner;
    if (this.held !== null) this.countHeld(this.held, first, pages, owner === NO_OWNER ? 1 : -1);
    onPages(first, pages, false);
  }

  private nearestKeyframe(target: number): Keyframe | undefined {
    let best: Keyframe | undefined;
    for (const keyframe of this.keyframes) if (keyframe.position <= target) best = keyframe;
    return best;
  }

  private restore(keyframe: Keyframe | undefined): void {
    const position = keyframe?.position ?? 0;
    this.restoreReserved(position, keyframe);
    if (keyframe?.owners) this.owners.set(keyframe.owners);
    else {
      // First those that go, since others may get their pages.
      this.paintLiving(this.at, position, false);
      this.paintLiving(position, this.at, true);
    }
    copyTotals(keyframe?.totals ?? emptyTotals(), this.totals);
    this.at = position;
    this.onJump();
  }

  /** What is held back after `position` events: from the keyframe, or entry by entry. The counts follow from elsewhere. */
  private restoreReserved(position: number, keyframe: Keyframe | undefined): void {
    const { side } = this.session;
    if (side.reservedEvents === 0) return;
    const done = side.reservedBefore(position);
    if (this.held !== null && (done === 0 || keyframe?.owners)) {
      if (keyframe?.reserved && done > 0) this.held.set(keyframe.reserved);
      else this.held.fill(0);
      this.reservedDone = done;
    }
    while (this.reservedDone < done) this.applyReserved(NOBODY);
    while (this.reservedDone > done) this.takeBackReserved(NOBODY);
  }

  /** Paints the blocks that live after `position` events and not after `other`: as theirs, or free. */
  private paintLiving(position: number, other: number, living: boolean): void {
    const { session } = this;
    const { log } = session;
    const last = session.lastBlock;
    for (let block = 1; block <= last; block++) {
      const madeAt = session.seqOfBlock(block);
      if (madeAt < 0 || madeAt >= position) continue;
      const endedAt = session.endOfBlock(block);
      if (endedAt >= 0 && endedAt < position) continue;
      const inOther = madeAt < other && (endedAt < 0 || endedAt >= other);
      if (inOther) continue;
      this.paintBlock(log.wordsOf(madeAt), log.offsetOf(madeAt), block, living ? block : NO_OWNER, NOBODY);
    }
  }
}

/** A jump is told as a whole. */
const NOBODY: ChangeListener = () => undefined;
