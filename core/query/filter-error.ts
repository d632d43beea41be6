import { englishOf, type Sentence } from '../words/sentence.ts';
import { FILTER_EXPECTATIONS, sayOfFilter as say } from './filter-sentences.ts';

/** What was expected instead, and the values that belong into its sentence. */
export interface FilterProblem {
  readonly expected: keyof typeof FILTER_EXPECTATIONS;
  readonly values?: Readonly<Record<string, string | number>>;
  /** What stands there as written; null for the end of the filter, absent where naming it says nothing. */
  readonly found?: string | null;
}

/** Something that a filter's text does not say right: where, how long, and what was expected. Columns count from 1. */
export class FilterError extends Error {
  constructor(
    readonly column: number,
    readonly length: number,
    readonly problem: FilterProblem,
  ) {
    super(englishOf(sentenceOf(problem)));
  }

  get sentence(): Sentence {
    return sentenceOf(this.problem);
  }
}

function sentenceOf({ expected, values = {}, found }: FilterProblem): Sentence {
  const what = { table: FILTER_EXPECTATIONS, id: expected, values };
  if (found === undefined) return say('expected', { what });
  return found === null ? say('foundEnd', { what }) : say('found', { what, found });
}
