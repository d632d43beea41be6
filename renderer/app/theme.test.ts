import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RESERVED_STYLE } from '../map/cell-code.ts';
import { mix } from '../map/css-colour.ts';
import { coloursOf, DOT_STRENGTH } from '../map/looks.ts';
import { mapPalette } from '../map/theme.ts';

type Rgb = readonly [number, number, number];
type Tokens = ReadonlyMap<string, string>;

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');

/** The custom properties of the first block behind this text. */
function tokensAfter(...places: readonly string[]): Tokens {
  let at = 0;
  for (const place of places) {
    at = css.indexOf(place, at);
    expect(at, place).toBeGreaterThanOrEqual(0);
    at += place.length;
  }
  const block = css.slice(at, css.indexOf('}', at));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const LIGHT = '@media (prefers-color-scheme: light) {';
const CONTRAST = ":root[data-contrast='more'] {";
const dark = tokensAfter(':root {');
const light = new Map([...dark, ...tokensAfter(LIGHT, ':root {')]);
const THEMES: Readonly<Record<string, Tokens>> = {
  dark,
  light,
  'high contrast, dark': new Map([...dark, ...tokensAfter(CONTRAST)]),
  'high contrast, light': new Map([...light, ...tokensAfter(CONTRAST, LIGHT, CONTRAST)]),
};

function colour(tokens: Tokens, name: string): Rgb {
  const value = Number.parseInt((tokens.get(name) ?? '').slice(1), 16);
  expect(value, name).toBeGreaterThanOrEqual(0);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

const linear = (channel: number): number => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** WCAG 2: from 1, no contrast, to 21, black on white. */
function contrast(one: Rgb, other: Rgb): number {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

const mixed = (one: Rgb, other: Rgb, share: number): Rgb => {
  const at = (index: 0 | 1 | 2): number => one[index] * share + other[index] * (1 - share);
  return [at(0), at(1), at(2)];
};

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; rows of three. */
const SIGHTS: Readonly<Record<string, readonly number[]>> = {
  'usual sight': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** CIE L*a*b* of what somebody with this sight sees, D65. */
function lab(rgb: Rgb, sight: readonly number[]): Rgb {
  const from = rgb.map(linear);
  const row = (matrix: readonly number[], at: number): number =>
    from.reduce((sum, value, column) => sum + value * (matrix[at * 3 + column] ?? 0), 0);
  const seen = [0, 1, 2].map((at) => Math.min(1, Math.max(0, row(sight, at))));
  const [r = 0, g = 0, b = 0] = seen;
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const difference = (one: Rgb, other: Rgb, sight: readonly number[]): number => {
  const [a, b] = [lab(one, sight), lab(other, sight)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

/** Colours that lie side by side on the map and in legends; about 2 is the least that an eye can tell at all. */
const CATEGORIES = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `category-${index}`);
const LEAST_BETWEEN_CATEGORIES = 8;
/** Statuses have a shape and a word besides. */
const STATUSES = ['status-1', 'status-2', 'status-3', 'status-4'];
const LEAST_BETWEEN_STATUSES = 8;

const SEQUENCE = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `sequence-${index}`);
const LEAST_BETWEEN_STEPS = 4;

const SURFACES = ['background', 'panel', 'raised'];
const TEXTS = ['text', 'dim', 'faint', 'accent', 'note', 'warning', 'error', 'diagnostic', ...STATUSES];

describe.each(Object.entries(THEMES))('the theme: %s', (name, tokens) => {
  const high = name.startsWith('high');

  it.each(TEXTS)('%s can be read on every surface', (text) => {
    for (const surface of SURFACES) {
      const found = contrast(colour(tokens, text), colour(tokens, surface));
      expect(found, `${text} on ${surface}`).toBeGreaterThanOrEqual(high ? 7 : 4.5);
    }
  });

  it('words on the filled button and on the badges of statuses can be read', () => {
    const [onAccent, fill, hover] = ['on-accent', 'accent-fill', 'accent-fill-hover'].map((token) =>
      colour(tokens, token),
    );
    expect(contrast(onAccent!, fill!)).toBeGreaterThanOrEqual(high ? 7 : 4.5);
    expect(contrast(onAccent!, hover!)).toBeGreaterThanOrEqual(4.5);
    for (const status of [...STATUSES, 'note', 'warning', 'error']) {
      const own = colour(tokens, status);
      for (const surface of ['panel', 'background']) {
        const badge = mixed(own, colour(tokens, surface), 0.12);
        expect(contrast(own, badge), `${status} on its badge on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('what can be used has an edge that can be seen', () => {
    if (high) expect(contrast(colour(tokens, 'line'), colour(tokens, 'panel'))).toBeGreaterThanOrEqual(3);
    for (const surface of SURFACES)
      expect(contrast(colour(tokens, 'accent'), colour(tokens, surface))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(SIGHTS))('queues and providers can be told apart: %s', (_sight, matrix) => {
    for (const one of CATEGORIES) {
      const free = difference(colour(tokens, one), colour(tokens, 'free'), matrix);
      expect(free, `${one} and free`).toBeGreaterThanOrEqual(2 * LEAST_BETWEEN_CATEGORIES);
      for (const other of CATEGORIES) {
        if (one >= other) continue;
        const found = difference(colour(tokens, one), colour(tokens, other), matrix);
        expect(found, `${one} and ${other}`).toBeGreaterThanOrEqual(LEAST_BETWEEN_CATEGORIES);
      }
    }
  });

  it.each(Object.entries(SIGHTS))('what is reserved stands out from all else: %s', (_sight, matrix) => {
    const { free, reserved, styles } = coloursOf(mapPalette((token) => tokens.get(token.slice(2)) ?? ''));
    const ground = styles[RESERVED_STYLE] ?? free;
    const dash = mix(ground, reserved, DOT_STRENGTH);
    expect(difference(dash, ground, matrix), 'its dashes').toBeGreaterThanOrEqual(
      2 * LEAST_BETWEEN_CATEGORIES,
    );
    expect(difference(dash, free, matrix), 'its dashes and free').toBeGreaterThanOrEqual(
      2 * LEAST_BETWEEN_CATEGORIES,
    );
    for (const one of [...CATEGORIES, ...SEQUENCE.slice(high ? 0 : 2), ...STATUSES])
      expect(difference(ground, colour(tokens, one), matrix), `its ground and ${one}`).toBeGreaterThanOrEqual(
        LEAST_BETWEEN_CATEGORIES,
      );
  });

  it('sizes and ages go from what is near the background to what is far from it, in steps', () => {
    const free = colour(tokens, 'free');
    const far = SEQUENCE.map((token) => contrast(colour(tokens, token), free));
    if (high) expect(far[0]).toBeGreaterThanOrEqual(3);
    expect(far).toEqual(far.toSorted((a, b) => a - b));
  });

  it.each(Object.entries(SIGHTS))(
    'neighbours among sizes and ages can be told apart: %s',
    (_sight, matrix) => {
      for (const [index, one] of SEQUENCE.slice(1).entries()) {
        const before = SEQUENCE[index] ?? '';
        const found = difference(colour(tokens, one), colour(tokens, before), matrix);
        expect(found, `${before} and ${one}`).toBeGreaterThanOrEqual(LEAST_BETWEEN_STEPS);
      }
    },
  );

  it.each(Object.entries(SIGHTS))('statuses can be told apart: %s', (_sight, matrix) => {
    for (const one of STATUSES) {
      for (const other of STATUSES) {
        if (one >= other) continue;
        const found = difference(colour(tokens, one), colour(tokens, other), matrix);
        expect(found, `${one} and ${other}`).toBeGreaterThanOrEqual(LEAST_BETWEEN_STATUSES);
      }
    }
  });
});
