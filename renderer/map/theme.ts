import { RESERVED_STYLE } from './cell-code.ts';
import { CellPattern } from './cell-patterns.ts';
import { mix, parseColour, toCss } from './css-colour.ts';
import { type MapPalette } from './map-model.ts';

/** Gives the value of a CSS custom property such as `--background`, or an empty string. */
export type ReadToken = (name: string) => string;

/** Reads an element's tokens: `tokensOf(document.documentElement)`. */
export function tokensOf(element: Element): ReadToken {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

/**
 * The map's colours from the theme's tokens. `--free` and `--category-1` to `--category-8` are used where the
 * theme has them; the rest follows from `--background`, `--text`, `--accent` and their like.
 */
export function mapPalette(read: ReadToken): MapPalette {
  const token = (name: string, otherwise: string): string => read(name) || otherwise;
  const background = token('--background', '#0d1117');
  const text = token('--text', '#dbe3ec');
  const free = token('--free', '#19212b');
  const accent = token('--accent', '#6cb2ff');
  return {
    background,
    free,
    edge: background,
    padding: background,
    reserved: text,
    dimmed: toCss(mix(parseColour(free), parseColour(text), 0.18)),
    categories: STYLE_TOKENS.map((name, index) => token(`--${name}`, DARK_STYLES[index] ?? free)),
    selection: token('--map-selection', text),
    hover: text,
    highlight: token('--taught', accent),
    text: token('--dim', '#8b98a8'),
    nodeLine: token('--line-strong', '#242e3a'),
    font: token('--font-ui', 'system-ui, sans-serif'),
    fontMono: token('--font-mono', 'monospace'),
  };
}

const numbered = (name: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${name}-${first + index}`);

/** The theme's token of every palette entry, entry 1 first: categories, a sequence, statuses, severities, differences. */
export const STYLE_TOKENS: readonly string[] = [
  ...numbered('category', 1, 8),
  ...numbered('sequence', 1, 8),
  ...numbered('status', 0, 8),
  ...['note', 'warning', 'error'],
  ...['category-0', 'category-3', 'category-2', 'category-6', 'category-4', 'category-5'],
];

/** The first of the entries for what became of pages between two moments. */
export const COMPARE_FIRST_STYLE = 29;
/** Patterns of those entries, so that they differ by more than colour, and of reserved pages. */
export const STYLE_PATTERNS: ReadonlyMap<number, number> = new Map([
  [RESERVED_STYLE, CellPattern.dashes],
  [COMPARE_FIRST_STYLE + 1, CellPattern.minus],
  [COMPARE_FIRST_STYLE + 2, CellPattern.plus],
  [COMPARE_FIRST_STYLE + 3, CellPattern.checks],
  [COMPARE_FIRST_STYLE + 4, CellPattern.falling],
  [COMPARE_FIRST_STYLE + 5, CellPattern.rising],
]);

/** The token of a palette entry; 0 is "dimmed". */
export const styleToken = (style: number): string => STYLE_TOKENS[style - 1] ?? 'category-0';

/** Where a page has no theme. */
const DARK_STYLES: readonly string[] = [
  ...['#5092ea', '#2fb5a5', '#d98a3d', '#aa69d1', '#d9cf5b', '#e06a8b', '#7fb069', '#8aa0b8'],
  ...['#4a4f9c', '#3a689b', '#2b8290', '#239a86', '#3bb574', '#6fcb58', '#b0da3c', '#fde725'],
  ...['#8b98a8', '#4cc38a', '#e8ad3c', '#c98bff', '#f2665c', '#f2665c', '#f2665c', '#f2665c', '#f2665c'],
  ...['#6cb2ff', '#e8ad3c', '#f2665c'],
  ...['#3a4552', '#d98a3d', '#2fb5a5', '#e06a8b', '#b678e0', '#d9cf5b'],
];
