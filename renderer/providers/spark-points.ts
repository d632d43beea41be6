/**
 * A series in so many columns, each the highest of the values that fall into it, as a part of the highest of all.
 * With fewer values than columns a value fills several.
 */
export function sparkPoints(values: Float64Array, columns: number): Float64Array {
  const points = new Float64Array(columns);
  let highest = 0;
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column / columns) * values.length);
    const to = Math.max(from + 1, Math.floor(((column + 1) / columns) * values.length));
    for (let at = from; at < Math.min(to, values.length); at++) {
      points[column] = Math.max(points[column] ?? 0, values[at] ?? 0);
    }
    highest = Math.max(highest, points[column] ?? 0);
  }
  return highest === 0 ? points : points.map((value) => value / highest);
}
