import { expect, it } from 'vitest';
import { EventChecker } from '../session-file/check-events.ts';
import { sayOfEvent } from '../session-file/event-sentences.ts';
import { sayOfFile } from '../session-file/file-sentences.ts';
import { readSession } from '../session-file/session-reader.ts';
import { tryFilter } from '../query/compile-filter.ts';
import { RecordedSession } from '../events/recorded-session.ts';
import { splitLessonBody } from '../lessons/lesson-body.ts';
import { sayOfBody } from '../lessons/body-sentences.ts';
import { createTraceImport } from '../workloads/importers/import-trace.ts';
import { sentenceOfTraceError } from '../workloads/importers/trace-error.ts';
import { sayOfTrace } from '../workloads/importers/trace-sentences.ts';
import { englishOf, isSentence, SentenceError, sentencesOf, wordSentence } from './sentence.ts';

const ENGLISH = { inLine: 'line {{line}}: {{what}}', broken: 'it is broken' } as const;
const PORTUGUESE = { inLine: '{{what}} (linha {{line}})', broken: 'está quebrado' };
const say = sentencesOf(ENGLISH);
const inPortuguese = (table: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  table === ENGLISH ? PORTUGUESE : table;

it('a sentence is worded with the sentences that are in it, each by its own table', () => {
  const sentence = say('inLine', { line: 7, what: say('broken') });
  expect(englishOf(sentence)).toBe('line 7: it is broken');
  expect(wordSentence(sentence, 'pt', inPortuguese)).toBe('está quebrado (linha 7)');
  const library = say('inLine', { line: 1, what: { en: 'no such file', pt: 'não existe' } });
  expect(englishOf(library)).toBe('line 1: no such file');
  expect(wordSentence(library, 'pt', inPortuguese)).toBe('não existe (linha 1)');
  expect(new SentenceError(sentence).message).toBe('line 7: it is broken');
});

it('what is quoted is never taken for a part of the template', () => {
  for (const what of ['{{line}}', '$&', '$1', '{{', ''])
    expect(englishOf(say('inLine', { line: 7, what }))).toBe(`line 7: ${what}`);
});

it('a sentence is told from everything else', () => {
  expect([say('broken'), { en: 'a', pt: 'b' }].every(isSentence)).toBe(true);
  expect(['broken', null, 7, {}, { en: 'a' }].some(isSentence)).toBe(false);
});

it('readers of files say with numbers where something is wrong, not with words', () => {
  const host = {
    deflate: (raw: Uint8Array) => raw,
    inflate: () => null,
    parseSettings: () => null,
    parseLineNumbers: () => null,
  };
  expect(readSession(new Uint8Array(3), host)).toEqual({
    ok: false,
    problem: { offsetBytes: 0, message: sayOfFile('noSession') },
  });

  const records = new Uint32Array(8);
  const problem = new EventChecker(0, 16).problemOf({ firstSeq: 5, records, side: Uint32Array.of(0) });
  expect(problem).toEqual(sayOfEvent('sideWord', { at: 0, what: sayOfEvent('noHead') }));

  const trace = createTraceImport();
  const bytes = Uint8Array.from('100\n2\n1\n1\na 0 x\n', (letter) => letter.charCodeAt(0));
  const error = trace.push(bytes);
  expect(error && sentenceOfTraceError(error)).toEqual(
    sayOfTrace('inColumn', {
      line: 5,
      column: 5,
      found: sayOfTrace('text', { text: '"a 0 x"' }),
      expected: sayOfTrace('repShape', { shape: '"a ID BYTES"' }),
    }),
  );

  const filter = tryFilter('length >', { session: new RecordedSession(), providers: [] });
  expect(filter.ok).toBe(false);
  if (!filter.ok) expect(englishOf(filter.error.sentence)).toBe(filter.error.message);

  expect(splitLessonBody('# one\n## de\n', 10).problems).toEqual([
    { line: 11, column: 1, message: sayOfBody('otherPart', { found: 'de' }) },
  ]);
});
