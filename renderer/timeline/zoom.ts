/** The part of an axis that is in view. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A nearer or wider view around a place that stays where it is.
 * @param view null for the whole axis, from 0 to `end`
 * @param factor below 1 to come nearer
 * @param least the narrowest view that shows anything more
 * @returns null for the whole axis
 */
export function zoomed(
  view: AxisRange | null,
  end: number,
  at: number,
  factor: number,
  least: number,
): AxisRange | null {
  const { from, to } = view ?? { from: 0, to: end };
  const width = Math.max(Math.min(least, end), (to - from) * factor);
  if (width >= end) return null;
  const part = to > from ? (at - from) / (to - from) : 0.5;
  return moved({ from: at - part * width, to: at + (1 - part) * width }, end, 0);
}

/** The view moved along the axis, never beyond its ends. */
export function moved({ from, to }: AxisRange, end: number, by: number): AxisRange {
  const width = to - from;
  const start = Math.max(0, Math.min(end - width, from + by));
  return { from: start, to: start + width };
}
