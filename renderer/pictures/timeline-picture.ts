import { type Picture, type PictureFont, type Shape } from '../../electron/contract/core.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { stackedUsage, STATUS_LANES, usedProviders } from '../timeline/stacked-usage.ts';
import { type MeasureText } from './fonts.ts';
import { framed, type FrameLooks, type FrameWords } from './frame.ts';

const WIDTH = 1200;
const LEFT = 84;
const RIGHT = 16;
const PLOT_HEIGHT = 240;
const TOP = 8;
const LANE_HEIGHT = 7;
const AXIS_HEIGHT = 24;
/** Room above the highest value. */
const HEADROOM = 1.08;
const CURSOR_WIDTH = 2;

export interface TimelineWords extends FrameWords {
  readonly bytes: (value: number) => string;
  readonly event: (position: number) => string;
}

/** Used bytes by provider over the whole session, what did not succeed below, and the cursor. */
export function timelinePicture(
  model: SessionModel,
  words: TimelineWords,
  looks: FrameLooks & { readonly colour: (name: string) => string },
  measure: MeasureText,
): Picture {
  const providers = usedProviders(model);
  const { positions, sums } = stackedUsage(model.series, providers);
  const length = Math.max(1, model.recorded.log.length);
  const peak = (sums[0] ?? new Float64Array(0)).reduce((best, value) => Math.max(best, value), 0);
  const most = Math.max(1, peak) * HEADROOM;
  const plotWidth = WIDTH - LEFT - RIGHT;
  const x = (position: number): number => LEFT + (position / length) * plotWidth;
  const y = (bytes: number): number => TOP + PLOT_HEIGHT * (1 - bytes / most);
  const baseline = TOP + PLOT_HEIGHT;
  const shapes: Shape[] = sums.map((sum, index) => ({
    kind: 'polygon',
    fill: looks.colour(`category-${styleOfKey('provider', providers[providers.length - 1 - index] ?? 0)}`),
    points: steps(positions, sum, x, y, baseline),
  }));
  shapes.push(line(looks.line, LEFT, baseline, plotWidth, 1), ...ticks(model, looks, x, baseline));
  const cursor = x(model.cursor.position) - CURSOR_WIDTH / 2;
  shapes.push(line(looks.text, cursor, TOP, CURSOR_WIDTH, PLOT_HEIGHT));
  const lanes = STATUS_LANES.length * LANE_HEIGHT + 6;
  const font: PictureFont = { sizePx: 11, family: looks.fontMono, weight: 400 };
  const label = (text: string, at: number, height: number, align: 'left' | 'right'): Shape => ({
    ...{ kind: 'text', text, x: at, y: height, fill: looks.dim, font, align },
  });
  shapes.push(label(words.bytes(peak), LEFT - 10, Math.max(TOP + 6, y(peak)), 'right'));
  shapes.push(label(words.bytes(0), LEFT - 10, baseline, 'right'));
  const foot = baseline + lanes + AXIS_HEIGHT / 2;
  shapes.push(label(words.event(0), LEFT, foot, 'left'));
  shapes.push(label(words.event(model.recorded.log.length), WIDTH - RIGHT, foot, 'right'));
  const height = baseline + lanes + AXIS_HEIGHT;
  return framed({ width: WIDTH, height, shapes }, words, looks, measure);
}

/** The outline of a sum: each value holds from the position before to its own. */
function steps(
  positions: Float64Array,
  sum: Float64Array,
  x: (position: number) => number,
  y: (bytes: number) => number,
  baseline: number,
): readonly number[] {
  const points = [x(0), baseline];
  for (let column = 1; column < positions.length; column++) {
    const top = y(sum[column] ?? 0);
    points.push(x(positions[column - 1] ?? 0), top, x(positions[column] ?? 0), top);
  }
  points.push(x(positions[positions.length - 1] ?? 0), baseline);
  return points;
}

function ticks(
  { series }: SessionModel,
  looks: { readonly colour: (name: string) => string },
  x: (position: number) => number,
  baseline: number,
): readonly Shape[] {
  return STATUS_LANES.flatMap(({ mark, colour }, lane) => {
    const boxes: number[] = [];
    for (let bucket = 0; bucket < series.length; bucket++) {
      if (((series.marks[bucket] ?? 0) & mark) === 0) continue;
      boxes.push(x(series.positionOf(bucket)), baseline + 5 + lane * LANE_HEIGHT, 1, LANE_HEIGHT - 2);
    }
    return boxes.length === 0 ? [] : [{ kind: 'boxes', fill: looks.colour(colour), boxes }];
  });
}

const line = (fill: string, x: number, y: number, width: number, height: number): Shape => ({
  ...{ kind: 'overlay', fill, opacity: 1, pattern: null, boxes: [x, y, width, height] },
});
