import { sentencesOf } from '../../core/words/sentence.ts';

/** What can be wrong with events as text. */
export const EVENT_TEXT_SENTENCES = {
  inPlace: 'line {{line}}, {{place}}: expected {{expected}}',
  badMember: 'line {{line}}, {{place}}: {{what}}',
  column: 'column {{column}}',
  columnOfField: 'column {{column}}, field {{field}}',
  noEvents: 'line 2: expected events behind the first line',
  nextSeq: '{{next}}, the event behind the one before, found {{found}}',
  record: '64 hexadecimal digits',
  side: 'groups of 8 hexadecimal digits, or nothing',
  possibleEvent: 'an event that a machine can have recorded ({{why}})',
  jsonObject: 'a JSON object ({{why}})',
  thisColumn: 'this column, as an export writes it',
  event: 'expected an event',
  version: 'expected version 2 or later: earlier ones cannot come back',
} as const;
export const sayOfEventText = sentencesOf(EVENT_TEXT_SENTENCES);
