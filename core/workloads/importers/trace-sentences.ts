import { sentencesOf } from '../../words/sentence.ts';

/** What is found in a recorded trace, and what was expected there. */
export const TRACE_SENTENCES = {
  inLine: 'line {{line}}: found {{found}}, expected {{expected}}',
  inColumn: 'line {{line}}, column {{column}}: found {{found}}, expected {{expected}}',
  text: '{{text}}',
  // What is found.
  emptyFile: 'an empty file',
  endOfFile: 'the end of the file',
  lineWithoutEnd: '{{text}} and then the end of the file',
  longerLine: 'a longer line',
  gzip: 'gzip data',
  byte: 'byte {{byte}}',
  moreRequests: 'more requests',
  moreBlocks: 'more blocks',
  requestsAndEnd: 'the end of the file after {{requests}} requests',
  onlyColumns: 'only {{columns}} columns',
  // What is expected.
  knownFormat:
    'a malloc-lab .rep file (a number in line 1), a log of mtrace ("= Start"), a recording of the Vulkan Memory ' +
    'Allocator or ftrace text ("# tracer:" or TASK-PID [CPU] lines)',
  lineEnd: 'a line end (the file seems cut off; if it is whole, end its last line)',
  shorterLines: 'lines of at most {{most}} bytes',
  unpackedText: 'text (unpack the data once more)',
  plainText: 'text (the file holds binary data here)',
  fewerRequests: 'at most {{most}} requests',
  fewerBlocks: 'at most {{most}} at a time',
  heapSize: 'the suggested heap size',
  idCount: 'the number of ids',
  requestCount: 'the number of requests',
  weight: 'the weight',
  wholeNumber: '{{what}}, a whole number',
  fewerIds: 'at most {{most}} ids',
  repRequest: 'a request: "a ID BYTES", "r ID BYTES" or "f ID"',
  repShape: '{{shape}} with whole numbers',
  announcedRequests: '{{requests}} requests, as line {{line}} says',
  announcedId: 'an id below {{ids}}, as line {{line}} says',
  ftraceLine: 'an ftrace line: TASK-PID [CPU] FLAGS SECONDS: EVENT: FIELDS',
  ftraceFields: 'pfn=NUMBER and order=0 to {{most}} behind {{event}}, with page frames of 32 bits',
  mtraceLine: 'a line of mtrace: @ PLACE, then + ADDRESS SIZE, - ADDRESS, < ADDRESS or > ADDRESS SIZE',
  reallocEnd: '> ADDRESS SIZE, because the line before begins a realloc',
  reallocBegin: '< ADDRESS before it',
  configurationEnd: 'Config,End',
  vmaVersion: 'the version of the format, such as 1,8',
  vmaFirstVersion: 'version 1 of the format, such as 1,8',
  inVmaColumn: '{{what}} (column {{column}} of the line)',
  seconds: 'seconds, such as 0.017',
  vmaFunction: 'a function, vmaCreateBuffer',
  size: 'a size, a whole number of bytes',
  address: 'an address, hexadecimal digits',
} as const;
export const sayOfTrace = sentencesOf(TRACE_SENTENCES);
