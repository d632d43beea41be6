import { sentencesOf } from '../../core/words/sentence.ts';

/** What was expected in a message or in the description of a session. */
export const CONTRACT_SENTENCES = {
  page: 'expected a page from 0 to 4294967295',
  nodeStarts: 'expected the first page of each node in rising order, then the number of pages',
  address: 'expected a 64-bit value in hexadecimal, such as 0xffff…',
  layer: 'expected one of {{forms}}',
  path: 'expected a path',
  payload: 'a valid payload',
  inChannel: '{{channel}}: {{what}}',
  inField: '{{channel}}, field {{field}}: {{what}}',
} as const;
export const sayOfContract = sentencesOf(CONTRACT_SENTENCES);
