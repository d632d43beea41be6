import { type ColourBy } from './colour-by.ts';
import { type SessionModel } from './session-model.ts';

/** What stands behind a legend entry at the cursor. */
export interface LegendCount {
  blocks: number;
  /** Bytes asked for. */
  bytes: number;
}

/** A count that cannot be carried on event by event is made anew after this many times its own cost. */
const PATIENCE = 15;
/** Passing over so many pages without a block takes as long as carrying on over one event. */
const PAGES_AN_EVENT = 32;

/**
 * Live blocks and their bytes by key, at the cursor. Carried on event by event over a short way; over a long one, such as
 * a live stream goes between two looks, and for ages, which change with every event, counted anew from the memory.
 */
export class LegendCounts {
  private counts = new Map<number, LegendCount>();
  private model: SessionModel | null = null;
  private colourBy: ColourBy | null = null;
  private position = 0;
  private recountAfterMs = 0;

  at(model: SessionModel, colourBy: ColourBy): ReadonlyMap<number, LegendCount> {
    const { position } = model.cursor;
    const known = model === this.model && colourBy === this.colourBy;
    if (known && position === this.position) return this.counts;
    const distance = Math.abs(position - this.position);
    if (!known || colourBy === 'age' || distance > recountCost(model)) {
      if (!known || colourBy !== 'age' || performance.now() >= this.recountAfterMs)
        this.recount(model, colourBy);
    } else this.carryOn(model, colourBy);
    return this.counts;
  }

  private recount(model: SessionModel, colourBy: ColourBy): void {
    const started = performance.now();
    if (!this.countOwners(model, colourBy)) this.countLives(model, colourBy);
    this.note(model, colourBy);
    const now = performance.now();
    this.recountAfterMs = now + PATIENCE * (now - started);
  }

  /**
   * Counts the blocks whose first page is theirs: a step a block, and one a page that no block has. False where that is
   * not all of them: a file can say that two blocks had the same pages.
   */
  private countOwners(model: SessionModel, colourBy: ColourBy): boolean {
    const { owners, attributes } = model;
    this.counts = new Map();
    let found = 0;
    for (let page = 0; page < owners.length;) {
      const block = owners[page]!;
      const at = block === 0 ? 0 : 2 * attributes.runAt(block);
      if (block !== 0 && attributes.runs[at] === page) {
        found++;
        this.add(model, colourBy, block, 1);
        page += attributes.runs[at + 1]!;
      } else page++;
    }
    return found === liveBlocks(model);
  }

  private countLives(model: SessionModel, colourBy: ColourBy): void {
    const { history, cursor } = model;
    this.counts = new Map();
    for (let block = 1; block <= history.blocks; block++) {
      const made = history.madeAt(block);
      if (made < 0 || made >= cursor.position) continue;
      const ended = history.endedAt(block);
      if (ended < 0 || ended >= cursor.position) this.add(model, colourBy, block, 1);
    }
  }

  private carryOn(model: SessionModel, colourBy: ColourBy): void {
    model.recorded.forEachDifference(this.position, model.cursor.position, (block, sign) =>
      this.add(model, colourBy, block, sign),
    );
    this.note(model, colourBy);
  }

  private note(model: SessionModel, colourBy: ColourBy): void {
    this.model = model;
    this.colourBy = colourBy;
    this.position = model.cursor.position;
  }

  private add(model: SessionModel, colourBy: ColourBy, block: number, sign: 1 | -1): void {
    const key = model.keyOf(block, colourBy);
    let count = this.counts.get(key);
    if (count === undefined) this.counts.set(key, (count = { blocks: 0, bytes: 0 }));
    count.blocks += sign;
    count.bytes += sign * model.lengthOf(block);
  }
}

/** What counting anew costs at most, in events that a count is carried on over. */
const recountCost = (model: SessionModel): number => liveBlocks(model) + model.owners.length / PAGES_AN_EVENT;

const liveBlocks = ({ cursor }: SessionModel): number =>
  cursor.totals.blocks.reduce((sum, blocks) => sum + blocks, 0);
