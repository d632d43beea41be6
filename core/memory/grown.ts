/** The array, or a larger one with the same beginning, so that it has `length` places: room grows by doubling. */
export function grown(values: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  let room = values.length;
  while (room < length) room *= 2;
  if (room === values.length) return values;
  const larger = new Uint32Array(room);
  larger.set(values);
  return larger;
}
