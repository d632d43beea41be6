import { sentencesOf } from '../words/sentence.ts';

/** Why no machine can have recorded an event. */
export const EVENT_SENTENCES = {
  ofEvent: 'event {{seq}}: {{what}}',
  sideUnannounced: 'it has side words and its record says that it has none',
  reservedOutside: 'pages that it holds back or gives back lie outside the memory',
  reservedForOther: 'it holds pages back as taken by event {{other}}',
  notReserved: 'page {{page}} is not held back by event {{other}}',
  reservedTwice: 'page {{page}} is held back already',
  blockOutOfOrder: 'block {{block}} cannot be the next one',
  blockAgain: 'block {{block}} was made before',
  noList: 'block {{block}} has {{elements}} elements and no list of them',
  otherList: 'its list does not have {{elements}} elements',
  blockDead: 'block {{block}} ends and does not live',
  otherEnd: 'block {{block}} does not end as it was made',
  pagesOutside: 'its pages lie outside the memory',
  pageTaken: 'page {{page}} belongs to another block',
  otherPages: 'its elements have {{listed}} pages, the record says {{recorded}}',
  sideWord: 'side word {{at}}: {{what}}',
  noHead: 'a head of two words was expected',
  otherEvent: 'it belongs to event {{seq}}, which is not here',
  passesEnd: 'its {{words}} words pass the end',
  tooShort: '{{words}} words are too few for its kind',
  otherLength: 'its length does not fit what it holds',
} as const;
export const sayOfEvent = sentencesOf(EVENT_SENTENCES);
