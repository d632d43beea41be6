import { sentencesOf } from '../words/sentence.ts';

/** What in a lesson does not fit the engine. */
export const STEP_SENTENCES = {
  ofScript: 'script {{script}}: {{what}}',
  scriptFailed: '{{message}}',
  scriptLine: 'line {{line}}: {{message}}',
  callWithoutRecord: 'question of call {{call}}: the call recorded nothing',
  answerNoOption: 'question {{kind}}: the answer is not among its options',
  oneAnswer: 'question choice: expected one answer to be right, found {{found}}',
  noHighlight: 'highlight {{kind}}: there is no such thing after the step',
} as const;
export const sayOfStep = sentencesOf(STEP_SENTENCES);
