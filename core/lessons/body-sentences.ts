import { sentencesOf } from '../words/sentence.ts';

/** What can be wrong with the Markdown of a lesson. */
export const BODY_SENTENCES = {
  noHeading: 'expected "# " and the id of a step, or "## en" or "## pt"',
  noStep: 'expected "# " and the id of a step before the first part',
  otherPart: 'expected ## en, pt, after en, after pt, notes en or notes pt, found "## {{found}}"',
  partAgain: 'expected each part once, found "## {{found}}" again',
} as const;
export const sayOfBody = sentencesOf(BODY_SENTENCES);
