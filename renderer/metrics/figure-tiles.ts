import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { type Format } from '../app/format.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** A figure of the memory at the cursor; `id` names its words. */
export interface FigureTile {
  readonly id: string;
  readonly value: string;
  /** Bytes, where the value is rounded to a larger unit. */
  readonly exact?: number;
}

export function figureTiles(model: SessionModel, format: Format): readonly FigureTile[] {
  const figures = model.figures();
  const bytes = (id: string, exact: number): FigureTile => ({ id, value: format.bytes(exact), exact });
  return [
    bytes('used', (figures.pages - figures.freePages - figures.reservedPages) * PAGE_SIZE),
    bytes('asked', figures.askedBytes),
    bytes('beyond', figures.beyondBytes),
    bytes('reserved', figures.reservedPages * PAGE_SIZE),
    bytes('free', figures.freePages * PAGE_SIZE),
    { id: 'extents', value: format.integer(figures.freeExtents) },
    bytes('largest', figures.largestFreePages * PAGE_SIZE),
    { id: 'external', value: format.ratio(figures.external) },
    { id: 'squared', value: format.ratio(figures.squared) },
    { id: 'internal', value: format.ratio(figures.internal) },
  ];
}
