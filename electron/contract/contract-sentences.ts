import { sentencesOf } from '../../core/words/sentence.ts';

/** What was expected in a message or in the description of a session. */
export const CONTRACT_SENTENCES = {
  page: 'expected a page from 0 to 4294967295',
  nodeStarts: 'expected the first page of each node in rising order, then the number of pages',
  address: 'expected a 64-bit value in hexadecimal, such as 0xffff…',
  layer: 'expected one of {{forms}}',
  path: 'expected a path',
  scriptName: 'expected 1 to 40 letters, digits, spaces, dots, dashes or underscores',
  smallerPicture: 'expected at most {{most}} bytes',
  png: 'expected a PNG file',
  svg: 'expected an SVG file',
  payload: 'a valid payload',
  inChannel: '{{channel}}: {{what}}',
  inField: '{{channel}}, field {{field}}: {{what}}',
} as const;
export const sayOfContract = sentencesOf(CONTRACT_SENTENCES);
