import { type MapTexts } from './map-model.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size in the largest binary unit that keeps it at 1 or more: 4 KiB, 1.5 GiB. */
export function sizeText(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(bytes) / 10)));
  const value = bytes / 2 ** (10 * unit);
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** English, for tests and until the caller passes its own. */
export const ENGLISH_MAP_TEXTS: MapTexts = {
  map: 'Memory map',
  keys: 'Wheel or + and - zoom, drag or W A S D move, 0 fits, F focuses the selection, Escape clears it.',
  cell: (bytes) => `1 cell = ${sizeText(bytes)}`,
  mergedCell: (bytes) => `1 cell = ${sizeText(bytes)}, merged`,
  node: (node, bytes) => `Node ${node} · ${sizeText(bytes)}`,
};
