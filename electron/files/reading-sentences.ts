import { sentencesOf } from '../../core/words/sentence.ts';

/** Where in a file something is, and what can be wrong with any file. */
export const READING_SENTENCES = {
  inFile: '{{file}}: {{what}}',
  atByte: '{{file}}, byte {{at}}: {{what}}',
  ofFile: '{{file}}, {{what}}',
  inLine: 'line {{line}}: {{what}}',
  tooLarge: 'expected at most {{most}} bytes, found {{found}}',
  unreadable: 'expected a file that can be read ({{why}})',
  noTrace: 'no such file, expected a trace to read',
  traceIsFolder: 'this is a folder, expected a trace file',
  traceIsForbidden: 'the file may not be read, expected read permission',
  gzipEnds: 'the compressed data ends too early, expected a whole gzip file',
  gzipDamaged: 'the compressed data is damaged, expected a whole gzip file',
} as const;
export const sayOfReading = sentencesOf(READING_SENTENCES);
