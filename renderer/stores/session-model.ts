import {
  BlockEventIndex,
  type DescriptionContext,
  PAGE_SIZE,
  RECORD_WORDS,
  recordLength,
  recordProvider,
  RecordedSession,
  FindingIndex,
  FreeSpaceMeter,
  memoryFigures,
  type MemoryFigures,
  ReplayCursor,
  UsageSeries,
} from '../../electron/contract/core.ts';
import { type Handle } from '../../electron/contract/core.ts';
import { type SessionInfo, type StreamMessage } from '../../electron/contract/schemas.ts';
import { type BlockHistory } from '../map/block-history.ts';
import { type PageRun } from '../map/map-model.ts';
import { BlockAttributes } from './block-attributes.ts';
import { KeysSeen } from './keys-seen.ts';
import { AGE_LIMITS, ageClassOf, type ColourBy, NO_VPORT, styleOfKey, VPORT_MEMORY } from './colour-by.ts';
import { RESERVED_STYLE } from '../map/cell-code.ts';
import { SessionHistory } from './session-history.ts';

/** The legend entry for free memory: all blocks are dimmed when it is shown alone. */
export const FREE_ENTRY = -1;
/** The legend entry for pages that are held back and have no block. */
export const RESERVED_ENTRY = -2;

/** Usages that a record can name. */
const USAGES = 16;
/** Buckets of the timeline: more than the widest screen has pixels to tell apart. */
const TIMELINE_BUCKETS = 2048;
/** Changed runs that are kept one by one; beyond, redrawing everything is cheaper. */
const MAX_CHANGES = 20_000;

/**
 * The page's own copy of one session: its log, the cursor over it and what the views read from both. Lives outside
 * React; a frame loop moves it and tells the stores afterwards. It also is what the map draws (`MapModel`).
 */
export class SessionModel {
  readonly recorded = new RecordedSession();
  readonly cursor: ReplayCursor;
  readonly series = new UsageSeries(TIMELINE_BUCKETS);
  readonly attributes: BlockAttributes;
  readonly keysSeen = new KeysSeen();
  /** What deserves attention in the events so far. */
  readonly findings = new FindingIndex();
  readonly history: BlockHistory;
  readonly blockEvents = new BlockEventIndex(this.recorded);
  readonly context: DescriptionContext;
  colourBy: ColourBy = 'queue';
  /** The legend entry that is shown alone, or null. */
  isolated: number | null = null;
  /** Rises with every change of colours that the passing of events does not explain. */
  styleVersion = 0;
  /** Events that did not continue the log; stays 0 unless something is broken. */
  eventsLost = 0;
  private readonly changes: number[] = [];
  private everythingChanged = true;
  /** The position that the ages on the map belong to. */
  private agedAt = 0;
  private readonly meter: FreeSpaceMeter;

  /** @param blocks how many are known to come at once */
  constructor(
    readonly info: SessionInfo,
    blocks = 0,
  ) {
    this.recorded.reserve(blocks);
    this.context = {
      session: this.recorded,
      ndisVersion: info.ndisVersion,
      adapterHandle: info.adapterHandle as Handle,
    };
    this.cursor = new ReplayCursor(
      this.recorded,
      info.basePage,
      this.pageCount,
      (firstPage, pages, reserved) => this.noteChange(firstPage, pages, reserved),
      () => {
        this.everythingChanged = true;
        this.meter.noteEverything();
      },
    );
    this.meter = new FreeSpaceMeter(info.nodeStarts, this.cursor);
    this.attributes = new BlockAttributes(this.recorded, info.basePage);
    this.history = new SessionHistory(this.recorded, this.cursor, this.attributes, info.basePage, () =>
      this.colourBy === 'age' ? (events) => this.shownStyle(ageClassOf(events)) : null,
    );
  }

  get basePage(): number {
    return this.info.basePage;
  }

  get pageCount(): number {
    return this.info.memoryBytes / PAGE_SIZE;
  }

  get nodeStarts(): readonly number[] {
    return this.info.nodeStarts;
  }

  get owners(): Uint32Array {
    return this.cursor.owners;
  }

  /** Whether the session ever held pages back for no block. */
  get everReserved(): boolean {
    return this.recorded.side.reservedEvents > 0;
  }

  get reserved(): Uint32Array | null {
    return this.cursor.reserved;
  }

  reservedStyleOf(): number {
    return this.isolated === null || this.isolated === RESERVED_ENTRY ? RESERVED_STYLE : 0;
  }

  providerOfHolder(holder: number): number {
    const { log } = this.recorded;
    return recordProvider(log.wordsOf(holder - 1), log.offsetOf(holder - 1));
  }

  /** Adds a batch; a gap in the sequence numbers is counted and shown, never hidden. */
  append(batch: Extract<StreamMessage, { type: 'batch' }>): void {
    if (!this.recorded.append(batch)) {
      this.eventsLost += batch.records.length / RECORD_WORDS;
      return;
    }
    this.series.update(this.recorded);
    this.keysSeen.update(this.recorded);
    this.findings.update(this.recorded);
  }

  /** The memory at the cursor as a whole. */
  figures(): MemoryFigures {
    const { reservedPages, totals } = this.cursor;
    return memoryFigures(this.meter.look(), this.pageCount, reservedPages, totals.liveBytes);
  }

  /** Each NUMA node at the cursor; a block's bytes count where its first page lies. */
  nodeFigures(): readonly MemoryFigures[] {
    const { nodeStarts, cursor } = this;
    return this.meter.look().map((extents, node) => {
      const [first = 0, end = 0] = nodeStarts.slice(node);
      const bytes = cursor.totals.nodeBytes[node] ?? 0;
      return memoryFigures([extents], end - first, cursor.reservedPagesIn(first, end), bytes);
    });
  }

  /** Whether any block has been made. */
  get hasBlocks(): boolean {
    return this.recorded.lastBlock > 0;
  }

  /** Codes of the providers that had blocks so far, in the order in which they first had one. */
  get providers(): readonly number[] {
    return this.series.providers;
  }

  providerOf(block: number): number {
    return this.attributes.keyOf(block, 'provider');
  }

  /** Where a block lies at the cursor; nothing before it was made and after it was freed. */
  runsOf(block: number): readonly PageRun[] {
    const { history, cursor } = this;
    const made = history.madeAt(block);
    const ended = history.endedAt(block);
    if (made < 0 || made >= cursor.position || (ended >= 0 && ended < cursor.position)) return [];
    return this.allRunsOf(block);
  }

  /** Where a block lies or lay. */
  allRunsOf(block: number): readonly PageRun[] {
    const { attributes } = this;
    return Array.from({ length: attributes.runCount(block) }, (_, index) => {
      const at = 2 * (attributes.runAt(block) + index);
      return { firstPage: attributes.runs[at] ?? 0, pages: attributes.runs[at + 1] ?? 0 };
    });
  }

  /** Length in bytes, as it was asked for. */
  lengthOf(block: number): number {
    const { log } = this.recorded;
    const seq = this.recorded.seqOfBlock(block);
    return seq < 0 ? 0 : recordLength(log.wordsOf(seq), log.offsetOf(seq));
  }

  /** Equal for blocks of the same owner, usage and Length. */
  sameness(block: number): number {
    const { attributes } = this;
    const vport = attributes.keyOf(block, 'vport');
    const owner = vport === NO_VPORT ? attributes.keyOf(block, 'queue') : VPORT_MEMORY + vport;
    return (owner * USAGES + attributes.keyOf(block, 'usage')) * 2 ** 32 + this.lengthOf(block);
  }

  /** What a block is coloured by; its age is that at the cursor. */
  keyOf(block: number, colourBy: ColourBy): number {
    if (colourBy !== 'age') return this.attributes.keyOf(block, colourBy);
    return ageClassOf(this.cursor.position - this.recorded.seqOfBlock(block));
  }

  styleOf(block: number): number {
    return this.shownStyle(this.keyOf(block, this.colourBy));
  }

  paddingOf(block: number): number {
    return this.attributes.paddingOf(block);
  }

  sparePagesOf(block: number): readonly PageRun[] {
    return this.attributes.sparePagesOf(block);
  }

  lastPageOf(block: number): number {
    return this.attributes.lastPageOf(block);
  }

  drainChanges(visit: (firstPage: number, pages: number) => void): boolean {
    this.noteAges();
    const everything = this.everythingChanged;
    if (!everything) {
      for (let index = 0; index < this.changes.length; index += 2) {
        visit(this.changes[index] ?? 0, this.changes[index + 1] ?? 0);
      }
    }
    this.changes.length = 0;
    this.everythingChanged = false;
    return everything;
  }

  /** Says that every block may look different: after a change of colours or of the isolated entry. */
  recolour(colourBy: ColourBy, isolated: number | null): void {
    this.colourBy = colourBy;
    this.isolated = isolated;
    this.everythingChanged = true;
    this.agedAt = this.cursor.position;
    this.styleVersion++;
  }

  private shownStyle(key: number): number {
    return this.isolated !== null && this.isolated !== key ? 0 : styleOfKey(this.colourBy, key);
  }

  /** Blocks that have come into another age class since the last look: those made so many events before the cursor. */
  private noteAges(): void {
    const { cursor, agedAt } = this;
    if (this.colourBy !== 'age' || this.everythingChanged || cursor.position === agedAt) return;
    this.agedAt = cursor.position;
    const [from, to] = [Math.min(agedAt, cursor.position), Math.max(agedAt, cursor.position)];
    if ((to - from) * AGE_LIMITS.length > MAX_CHANGES) {
      this.everythingChanged = true;
      return;
    }
    for (const limit of AGE_LIMITS) {
      for (let seq = Math.max(0, from - limit + 1); seq <= to - limit; seq++) this.noteBlockOf(seq);
    }
  }

  /** The pages of the block that an event made may look different. */
  private noteBlockOf(seq: number): void {
    const block = this.history.changeAt(seq);
    if (block <= 0) return;
    for (const { firstPage, pages } of this.allRunsOf(block)) this.changes.push(firstPage, pages);
  }

  private noteChange(firstPage: number, pages: number, reserved: boolean): void {
    this.meter.note(firstPage, pages, reserved);
    if (this.everythingChanged) return;
    if (this.changes.length >= 2 * MAX_CHANGES) this.everythingChanged = true;
    else this.changes.push(firstPage, pages);
  }
}
