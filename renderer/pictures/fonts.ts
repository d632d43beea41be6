import { type PictureFont } from '../../electron/contract/core.ts';

/** Width of a text in px. */
export type MeasureText = (text: string, font: PictureFont) => number;

export const cssFont = ({ weight, sizePx, family, italic = false }: PictureFont, scale = 1): string =>
  `${italic ? 'italic ' : ''}${weight} ${sizePx * scale}px ${family}`;
