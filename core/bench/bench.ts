/** What a bench may ask of the process that runs it. */
export interface BenchHost {
  /** Milliseconds from some moment on. */
  now(): number;
  /** Bytes of the JavaScript heap in use, after a full collection. */
  heapAfterCollection(): number;
  /** Bytes of the JavaScript heap in use as it stands, garbage included. */
  heapNow(): number;
}

export interface BenchOptions {
  /** Fewer and shorter runs, for a first look. */
  quick: boolean;
}

/** One line of a bench's table: numbers, or null where a column does not apply. */
export type BenchRow = Readonly<Record<string, string | number | null>>;

/** A named bench: cases that each run in a process of their own, so that none warms or spoils the code of another. */
export interface Bench {
  name: string;
  title: string;
  cases(options: BenchOptions): readonly string[];
  run(name: string, options: BenchOptions, host: BenchHost): BenchRow | Promise<BenchRow>;
  /** Adds what needs all rows, ratios for example. */
  finish(rows: readonly BenchRow[]): readonly BenchRow[];
}

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
