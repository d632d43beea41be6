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

/**
 * Live blocks and their bytes by key, at the cursor. Carried on event by event; after a jump, and for ages, which change
 * with every event, counted anew from the lives of all blocks.
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
    if (!known || colourBy === 'age' || distance > model.history.blocks + 1000) {
      if (!known || colourBy !== 'age' || performance.now() >= this.recountAfterMs)
        this.recount(model, colourBy);
    } else this.carryOn(model, colourBy);
    return this.counts;
  }

  private recount(model: SessionModel, colourBy: ColourBy): void {
    const started = performance.now();
    const { history, cursor } = model;
    this.counts = new Map();
    for (let block = 1; block <= history.blocks; block++) {
      const made = history.madeAt(block);
      if (made < 0 || made >= cursor.position) continue;
      const ended = history.endedAt(block);
      if (ended < 0 || ended >= cursor.position) this.add(model, colourBy, block, 1);
    }
    this.note(model, colourBy);
    const now = performance.now();
    this.recountAfterMs = now + PATIENCE * (now - started);
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
