import { type Sentence, sentencesOf } from '../words/sentence.ts';

/** A member of a description that cannot be used, and what was expected there. */
export interface FieldProblem {
  readonly field: string;
  readonly expected: Sentence;
}

/** What was expected of a memory. */
export const GEOMETRY_SENTENCES = {
  inField: '{{field}}: {{expected}}',
  nodes: 'expected a whole number from 1 to {{most}}',
  wholePages: 'expected a multiple of {{page}} bytes (one page)',
  memory: 'expected from {{least}} bytes (a page for each node) to 64 GiB',
} as const;
export const sayOfGeometry = sentencesOf(GEOMETRY_SENTENCES);

/** `nodes: expected a whole number from 1 to 64`. */
export const sentenceOfField = ({ field, expected }: FieldProblem): Sentence =>
  sayOfGeometry('inField', { field, expected });
