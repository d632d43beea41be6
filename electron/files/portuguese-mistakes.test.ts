import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EXPORT_CSV_HEADER } from '../../core/exports/event-pieces.ts';
import { englishOf, type Sentence, wordSentence } from '../../core/words/sentence.ts';
import { openRecording } from './open-recording.ts';
import { parseLesson } from './read-lesson.ts';
import { parseScenario } from './read-scenario.ts';
import { readSessionFile } from './read-session-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-mistakes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The Portuguese of what libraries and the system say; templates stay English here, so that each can be seen. */
const libraryPortuguese = (sentence: Sentence): string => wordSentence(sentence, 'pt', (table) => table);

const scenarioMistake = (text: string): string => {
  const read = parseScenario('x.json', text);
  const problem = read.ok ? read.problem : read.message;
  return problem === null ? '' : libraryPortuguese(problem);
};

it('a schema’s own checks are worded by the library in both languages', () => {
  expect(scenarioMistake('{"format":"ndis-lab-scenario","version":2,"title":"t","steps":[]}')).toBe(
    'x.json, line 1, column 41: version: Entrada inválida: esperava 1',
  );
  const queues = '{"format":"ndis-lab-scenario","version":1,"title":"t","queues":"two","steps":[]}';
  expect(scenarioMistake(queues)).toBe(
    'x.json, line 1, column 64: queues: Entrada inválida: esperava um número, recebeu um texto',
  );
  // A command's own schema is asked from inside of another one.
  const commands = '"commands":[{"kind":"allocate","lengthBytes":4096,"times":0}]';
  const step = `{"format":"ndis-lab-scenario","version":1,"title":"t","steps":[{"title":"s",${commands}}]}`;
  expect(scenarioMistake(step)).toContain(
    'steps.0.commands.0.times: Pequeno demais: esperava que o número fosse >= 1',
  );
});

it('mistakes that parsers find have Portuguese by their codes', async () => {
  expect(scenarioMistake('{"format":')).toBe('x.json, line 1, column 11: JSON: falta um valor');
  const lesson = parseLesson('x.md', '---\nid: a\nid: b\n---\n');
  expect(lesson.ok ? [] : lesson.messages.map(libraryPortuguese)).toEqual([
    'x.md:3:1: YAML: o mesmo nome aparece duas vezes',
  ]);
  const table = join(folder, 'cells.csv');
  writeFileSync(table, `${EXPORT_CSV_HEADER.trimEnd()}\n"0,1\n`);
  const read = await openRecording(table);
  expect(read?.ok).toBe(false);
  if (read?.ok === false)
    expect(libraryPortuguese(read.message)).toContain('as aspas de uma célula não fecham');
});

it('the system’s errors have Portuguese by their codes, and stay as they are in English', async () => {
  const read = await readSessionFile(join(folder, 'nowhere.ndislab'));
  expect(read.ok).toBe(false);
  if (read.ok) return;
  expect(libraryPortuguese(read.message)).toMatch(/nowhere\.ndislab: não existe \(ENOENT\)$/);
  expect(englishOf(read.message)).toMatch(/: ENOENT: no such file or directory/);
});
