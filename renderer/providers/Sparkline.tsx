import { useEffect, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { onPanelFrame } from '../app/frame-loop.ts';
import { themeColour } from '../app/theme-colours.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { drawSpark } from './spark-canvas.ts';

/** Drawn at most this often; the eye follows no faster. */
const INTERVAL_MS = 200;
const HEIGHT_PX = 18;

interface SparklineProps {
  readonly model: SessionModel;
  /** Code of the provider. */
  readonly code: number;
  /** Name of a colour of the theme. */
  readonly colour: string;
}

/** What a provider held over the session so far, straight from the series: no state of React changes for it. */
export function Sparkline({ model, code, colour }: SparklineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let lastMs = -Infinity;
    let drawn = '';
    return onPanelFrame(() => {
      const element = canvas.current;
      const now = performance.now();
      if (element === null || now - lastMs < INTERVAL_MS) return;
      lastMs = now;
      const { clientWidth: width } = element;
      const state = `${model.recorded.log.length} ${model.cursor.position} ${width} ${themeColour(colour)}`;
      if (state === drawn || width === 0) return;
      drawn = state;
      draw(element, width, model, code, themeColour(colour));
      // It is as high as the card has room, however little that is: the number says how much.
      const peak = format.bytes(highest(model, code) * PAGE_SIZE);
      element.title = t('providers.sparkline', { peak });
      element.setAttribute('aria-label', element.title);
    });
  }, [model, code, colour, t, format]);
  return <canvas ref={canvas} className="sparkline" role="img" style={{ height: HEIGHT_PX }} />;
}

const heldBy = ({ series }: SessionModel, code: number): Float64Array | null =>
  series.providers.includes(code) ? series.usedPagesOf(code).subarray(0, series.length) : null;

/** Pages that the provider held when it held most. */
const highest = (model: SessionModel, code: number): number =>
  heldBy(model, code)?.reduce((most, pages) => Math.max(most, pages), 0) ?? 0;

function draw(
  canvas: HTMLCanvasElement,
  width: number,
  model: SessionModel,
  code: number,
  colour: string,
): void {
  const context = drawSpark(canvas, { width, height: HEIGHT_PX }, heldBy(model, code), colour);
  if (context === null) return;
  // Where the cursor is: what lies behind it has not happened yet.
  const length = Math.max(1, model.recorded.log.length);
  context.fillStyle = themeColour('text');
  context.fillRect(
    Math.min(canvas.width - 1, (model.cursor.position / length) * canvas.width),
    0,
    1,
    canvas.height,
  );
}
