import { type Paint, type PictureFont } from '../../../electron/contract/core.ts';

const LEGACY = /^rgba?\(([\d.]+), ?([\d.]+), ?([\d.]+)(?:, ?([\d.]+))?\)$/;
/** What becomes of `color-mix`. */
const SRGB = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/;
const COLOURS = /rgba?\([^)]*\)|color\([^)]*\)/g;

/** A computed colour as other programs read it too: six digits, and how much of it is seen. Null where nothing is. */
export function paintOf(css: string, opacity = 1): Paint | null {
  const legacy = LEGACY.exec(css);
  const parts = legacy ?? SRGB.exec(css);
  if (parts === null) return null;
  const [, red = '0', green = '0', blue = '0', alpha = '1'] = parts;
  const most = legacy === null ? 255 : 1;
  const seen = Number(alpha) * opacity;
  return seen <= 0
    ? null
    : { colour: hex([red, green, blue].map((part) => Number(part) * most)), opacity: seen };
}

const hex = (parts: readonly number[]): string =>
  `#${parts
    .map((part) =>
      Math.min(255, Math.max(0, Math.round(part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** The colours that a computed value names, in its order. */
export const coloursIn = (css: string): readonly string[] => css.match(COLOURS) ?? [];

/** Lengths in px of a computed value: those of `5px 2px`, none of `none`. */
export const lengthsIn = (css: string): readonly number[] =>
  [...css.matchAll(/(-?[\d.]+)px/g)].map(([, length]) => Number(length));

export const px = (css: string): number => Number.parseFloat(css) || 0;

export function fontOf(style: CSSStyleDeclaration): PictureFont {
  const spacingPx = px(style.letterSpacing);
  return {
    sizePx: px(style.fontSize),
    family: style.fontFamily,
    weight: Number(style.fontWeight),
    ...(style.fontStyle === 'italic' ? { italic: true } : {}),
    ...(style.fontFeatureSettings.includes('"calt" 0') ? { literal: true } : {}),
    ...(spacingPx === 0 ? {} : { spacingPx }),
  };
}
