import {
  type DescriptionContext,
  PAGE_SIZE,
  RECORD_WORDS,
  RecordedSession,
  FreeSpaceMeter,
  memoryFigures,
  type MemoryFigures,
  ReplayCursor,
  UsageSeries,
} from '../../electron/contract/core.ts';
import { type Handle } from '../../electron/contract/core.ts';
import { type SessionInfo, type StreamMessage } from '../../electron/contract/schemas.ts';
import { BlockAttributes, type ColourBy } from './block-attributes.ts';

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
  readonly attributes = new BlockAttributes();
  readonly context: DescriptionContext;
  colourBy: ColourBy = 'queue';
  /** The legend entry that is shown alone, or null. */
  isolated: number | null = null;
  /** Events that did not continue the log; stays 0 unless something is broken. */
  eventsLost = 0;
  private readonly changes: number[] = [];
  private everythingChanged = true;
  private readonly meter: FreeSpaceMeter;

  constructor(readonly info: SessionInfo) {
    this.context = {
      session: this.recorded,
      ndisVersion: info.ndisVersion,
      adapterHandle: info.adapterHandle as Handle,
    };
    this.cursor = new ReplayCursor(
      this.recorded,
      info.basePage,
      this.pageCount,
      (firstPage, pages) => this.noteChange(firstPage, pages),
      () => {
        this.everythingChanged = true;
        this.meter.noteEverything();
      },
    );
    this.meter = new FreeSpaceMeter(info.nodeStarts, this.cursor.owners);
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

  /** Adds a batch; a gap in the sequence numbers is counted and shown, never hidden. */
  append(batch: Extract<StreamMessage, { type: 'batch' }>): void {
    if (!this.recorded.append(batch)) {
      this.eventsLost += batch.records.length / RECORD_WORDS;
      return;
    }
    this.series.update(this.recorded);
    this.attributes.update(this.recorded);
  }

  /** The memory at the cursor as a whole. */
  figures(): MemoryFigures {
    return memoryFigures(this.meter.look(), this.pageCount, this.cursor.totals.liveBytes);
  }

  /** Each NUMA node at the cursor; a block's bytes count where its first page lies. */
  nodeFigures(): readonly MemoryFigures[] {
    const { nodeStarts, cursor } = this;
    return this.meter.look().map((extents, node) => {
      const pages = (nodeStarts[node + 1] ?? 0) - (nodeStarts[node] ?? 0);
      return memoryFigures([extents], pages, cursor.totals.nodeBytes[node] ?? 0);
    });
  }

  styleOf(block: number): number {
    const key = this.attributes.keyOf(block, this.colourBy);
    if (this.isolated !== null && this.isolated !== key) return 0;
    return categoryOf(this.colourBy, key);
  }

  paddingOf(block: number): number {
    return this.attributes.paddingOf(block);
  }

  lastPageOf(block: number): number {
    return this.attributes.lastPageOf(block) - this.info.basePage;
  }

  drainChanges(visit: (firstPage: number, pages: number) => void): boolean {
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
  }

  private noteChange(firstPage: number, pages: number): void {
    this.meter.note(firstPage, pages, this.owners[firstPage] !== 0);
    if (this.everythingChanged) return;
    if (this.changes.length >= 2 * MAX_CHANGES) this.everythingChanged = true;
    else this.changes.push(firstPage, pages);
  }
}

const CATEGORIES = 8;

/** Palette entry, 1 to 8, of a queue id, provider code or usage; the default queue is grey, like its kind. */
export function categoryOf(colourBy: ColourBy, key: number): number {
  if (colourBy === 'queue') return key === 0 ? CATEGORIES : ((key - 1) % (CATEGORIES - 1)) + 1;
  if (colourBy === 'provider') return ((key - 1) % CATEGORIES) + 1;
  return (key % CATEGORIES) + 1;
}
