import { sentencesOf } from '../words/sentence.ts';

/** What can be wrong with a session file. */
export const FILE_SENTENCES = {
  noSession: 'expected a session file, which begins with NDISLAB',
  noHeader: 'expected a header of 16 bytes; the file ends here',
  damagedHeader: 'the header is damaged',
  otherVersion: 'format version {{found}} was found; this program reads what it knows of version {{known}}',
  noSettings: 'expected the settings of the session',
  breaksOff: 'the file breaks off inside a chunk',
  noChunk: '{{bytes}} bytes are no chunk',
  eventsOfNobody: 'events from {{first}} on belong to nobody knows which branch',
  damagedChunk: 'a chunk of kind {{kind}} is damaged',
  nothingToGoOnWith: 'what this chunk goes on with is missing',
  chunkWithoutEnd: 'of a chunk of kind {{kind}} the end is missing',
  laterKind: 'a chunk of kind {{kind}} is of a later version and was skipped',
  otherSettings: 'the settings are not those of a session',
  settingsTooLate: 'settings stand behind the events that they are for',
  noLine: 'expected the number of a line, its parent and the events that they share',
  lineOfNobody: 'line {{line}} goes off from an unknown one',
  stopped: 'reading was stopped here; what was read until then is kept',
  lineNotRead: 'line {{line}} was not read: {{why}}',
  eventsNotRead: '{{events}} events were not read: {{why}}',
  eventsLeftOut: '{{events}} events stand behind what is missing and were left out',
  damagedEvents: 'events {{first}} to {{last}} are damaged',
  packedEvents: 'events from {{first}} on cannot be unpacked',
} as const;
export const sayOfFile = sentencesOf(FILE_SENTENCES);

/** What is said of a file that a person has stopped reading. */
export const STOPPED = sayOfFile('stopped');
