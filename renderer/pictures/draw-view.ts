import { type TFunction } from 'i18next';
import { PAGE_SIZE, type Picture } from '../../electron/contract/core.ts';
import { type Format } from '../app/format.ts';
import { keysSeen, legendName } from '../app/legend-names.ts';
import { providerName } from '../app/provider-name.ts';
import { themeColour } from '../app/theme-colours.ts';
import { type MapPalette } from '../map/map-model.ts';
import { type MapScene } from '../map/map-scene.ts';
import { figureTiles } from '../metrics/figure-tiles.ts';
import { useEngine } from '../stores/engine-store.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { STATUS_LANES, usedProviders } from '../timeline/stacked-usage.ts';
import { cssFont, type MeasureText } from './fonts.ts';
import { figuresPicture } from './figures-picture.ts';
import { type FrameLooks, type FrameWords, type LegendEntry } from './frame.ts';
import { mapPicture } from './map-picture.ts';
import { timelinePicture } from './timeline-picture.ts';

/** Parts of the Explore view that pictures can be taken of. */
export const PICTURE_VIEWS = ['map', 'timeline', 'figures'] as const;
type PictureView = (typeof PICTURE_VIEWS)[number];

/** Draws a view at the cursor in the colours and words of the window; null while there is no map on screen to draw. */
export function drawView(
  view: PictureView,
  model: SessionModel,
  t: TFunction,
  format: Format,
): Picture | null {
  const looks = frameLooks();
  const measure = textMeasure();
  const { length } = model.recorded.log;
  const place = t('pictures.at', {
    position: format.integer(model.cursor.position),
    length: format.integer(length),
  });
  const named = (title: string): string => `${title} · ${model.info.name}`;
  if (view === 'map') {
    const scene = mapHandle.current?.scene() ?? null;
    if (scene === null) return null;
    const subtitle = `${place} · ${t('map.colourBy')} ${t(`map.by.${model.colourBy}`)}`;
    const words = { title: named(t('map.title')), subtitle, legend: mapLegend(scene, model, t, format) };
    return mapPicture(scene, words, looks, measure);
  }
  const words: FrameWords = { title: named(t(`pictures.view.${view}`)), subtitle: place, legend: [] };
  if (view === 'timeline') {
    const events = (position: number): string =>
      t('transport.position', { position: format.integer(position) });
    const content = {
      ...words,
      legend: timelineLegend(model, t),
      bytes: (value: number) => format.bytes(value),
      event: events,
    };
    return timelinePicture(model, content, { ...looks, colour: themeColour }, measure);
  }
  const content = {
    figures: figureTiles(model, format).map(({ id, value }) => ({ name: t(`figures.${id}`), value })),
    histogramTitle: t('figures.histogram'),
    bars: extentBars(model, format),
  };
  return figuresPicture(content, words, { ...looks, bar: themeColour('accent') }, measure);
}

/** The legend's entry for pages that are held back and have no block. */
export const reservedEntry = (palette: MapPalette, t: TFunction): LegendEntry => ({
  text: t('legend.reserved'),
  colour: palette.free,
  over: { pattern: 'dashes', colour: palette.reserved },
});

function mapLegend(
  { palette, view }: MapScene,
  model: SessionModel,
  t: TFunction,
  format: Format,
): readonly LegendEntry[] {
  const { colourBy, isolated } = model;
  const providers = useEngine.getState().status?.providers ?? [];
  const entries = keysSeen(model, colourBy).map((key) => {
    const own = palette.categories[styleOfKey(colourBy, key) - 1] ?? palette.dimmed;
    const colour = isolated === null || isolated === key ? own : palette.dimmed;
    return { text: legendName({ t, format, providers }, colourBy, key), colour };
  });
  return [
    ...entries,
    { text: t('legend.free'), colour: palette.free },
    ...(model.everReserved ? [reservedEntry(palette, t)] : []),
    ...(view.mode === 'time'
      ? []
      : [
          {
            text: t('legend.padding'),
            colour: palette.categories[7] ?? palette.dimmed,
            over: { pattern: 'hatch' as const, colour: palette.padding },
          },
        ]),
  ];
}

function timelineLegend(model: SessionModel, t: TFunction): readonly LegendEntry[] {
  const known = useEngine.getState().status?.providers ?? [];
  const providers = usedProviders(model).map((code) => ({
    text: providerName(t, known.find((provider) => provider.code === code)?.id ?? String(code)),
    colour: themeColour(`category-${styleOfKey('provider', code)}`),
  }));
  const { marks, length } = model.series;
  const lanes = STATUS_LANES.filter(({ mark }) =>
    marks.subarray(0, length).some((bucket) => (bucket & mark) !== 0),
  ).map(({ id, colour }) => ({ text: t(`pictures.lane.${id}`), colour: themeColour(colour) }));
  return [...providers, ...lanes];
}

function extentBars(model: SessionModel, format: Format) {
  const { histogram } = model.figures();
  const last = histogram.findLastIndex((count) => count > 0);
  return Array.from(histogram.subarray(0, last + 1), (count, size) => ({
    size: format.bytes(2 ** size * PAGE_SIZE),
    count,
    shown: format.integer(count),
  }));
}

/** Colours and fonts of the window. */
export const frameLooks = (): FrameLooks => ({
  background: themeColour('background'),
  text: themeColour('text'),
  dim: themeColour('dim'),
  line: themeColour('line-strong'),
  font: themeColour('font-ui'),
  fontMono: themeColour('font-mono'),
});

/** @throws Error when the browser has no 2D canvas */
export function textMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('The canvas offers no 2D context.');
  return (text, font) => {
    context.font = cssFont(font);
    return context.measureText(text).width;
  };
}
