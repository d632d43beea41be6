import { type TFunction } from 'i18next';
import { type Picture } from '../../electron/contract/core.ts';
import { type Format } from '../app/format.ts';
import { STYLE_PATTERNS } from '../map/theme.ts';
import { frameLooks, reservedEntry, textMeasure } from '../pictures/draw-view.ts';
import { type LegendEntry } from '../pictures/frame.ts';
import { mapPicture } from '../pictures/map-picture.ts';
import { patternNamed } from '../pictures/patterns.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { compareStyle, PAGE_FATES } from './fates.ts';

interface ComparedMoments {
  readonly session: string;
  readonly a: number;
  readonly b: number;
  /** Whether the session ever held pages back for no block. */
  readonly everReserved: boolean;
}

/** The comparison as it is on screen, with its moments and signs; null while no map of it is there. */
export function drawComparison(
  { session, a, b, everReserved }: ComparedMoments,
  t: TFunction,
  format: Format,
): Picture | null {
  const scene = mapHandle.current?.scene() ?? null;
  if (scene === null) return null;
  const { palette } = scene;
  const legend: LegendEntry[] = PAGE_FATES.map((fate) => {
    const style = compareStyle(fate);
    const pattern = STYLE_PATTERNS.get(style);
    return {
      text: t(`compare.fate.${fate}`),
      colour: palette.categories[style - 1] ?? palette.dimmed,
      over: pattern === undefined ? undefined : { pattern: patternNamed(pattern), colour: palette.edge },
    };
  });
  const words = {
    title: `${t('routes.compare')} · ${session}`,
    subtitle: t('compare.moments', { a: format.integer(a), b: format.integer(b) }),
    legend: [
      ...legend,
      { text: t('legend.free'), colour: palette.free },
      ...(everReserved ? [reservedEntry(palette, t)] : []),
    ],
  };
  return mapPicture(scene, words, frameLooks(), textMeasure());
}
