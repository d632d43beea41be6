import { type Point } from './camera.ts';
import { type Pick } from './map-model.ts';

/** What the pointer is over, for the tooltip. Outside React, so that a moving pointer renders the tooltip only. */
export class HoverStore {
  private pick: Pick | null = null;
  private at: Point = { x: 0, y: 0 };
  private readonly listeners = new Set<() => void>();

  /** The same object until page or owner change. */
  readonly getPick = (): Pick | null => this.pick;

  /** Where the pointer is, in CSS px of the window. */
  get pointer(): Point {
    return this.at;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** True when page or owner changed. */
  set(pick: Pick | null, pointer: Point = this.at): boolean {
    const changed =
      pick?.page !== this.pick?.page || pick?.block !== this.pick?.block || pick?.event !== this.pick?.event;
    if (changed) this.pick = pick;
    if (!changed && pointer.x === this.at.x && pointer.y === this.at.y) return false;
    this.at = pointer;
    for (const listener of this.listeners) listener();
    return changed;
  }
}
