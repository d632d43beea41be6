/** Whether the event whose record stands at `at` passes a filter. */
export type Predicate = (words: Uint32Array, at: number, seq: number) => boolean;
