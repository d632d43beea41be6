import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { parse as parseTolerantly, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { z } from 'zod';
import { EXPORT_CSV_HEADER, JSON_LINES_FORMAT } from '../../core/exports/event-pieces.ts';
import { STOPPED } from '../../core/session-file/file-sentences.ts';
import { type Sentence, SentenceError } from '../../core/words/sentence.ts';
import { parseSaid, saidBy } from '../contract/said-issue.ts';
import { storedSession } from '../contract/stored-session.ts';
import { EventCollector, LineError } from './event-collector.ts';
import { sayOfEventText as say } from './event-text-sentences.ts';
import { HeadGuess } from './head-guess.ts';
import { sentenceOfCsv, sentenceOfJson } from './parser-words.ts';
import { type OpenedSession } from './read-session-file.ts';
import { type ReadPhase, type ReadWatch } from './read-watch.ts';
import { sayOfReading } from './reading-sentences.ts';
import { sentenceOfError } from './system-errors.ts';

export type EventTextKind = 'csv' | 'jsonl';

const jsonHeader = z.object({
  format: z.literal(JSON_LINES_FORMAT),
  version: z
    .number()
    .int()
    .refine((version) => version >= 2, saidBy(say('version'))),
  settings: storedSession,
  providers: z.array(z.object({ code: z.number().int().min(1).max(255), id: z.string().max(200) })).max(255),
});
const jsonEvent = z.object({ seq: z.number(), record: z.string(), side: z.string() });
const csvRow = z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) });

const START_BYTES = 64;
const CSV_START = EXPORT_CSV_HEADER.slice(0, 24);

/** Which of the two forms a file begins like; null for neither. A file that cannot be read is left to its reader. */
export async function eventTextKind(path: string): Promise<EventTextKind | null> {
  let start = '';
  try {
    for await (const chunk of createReadStream(path, { end: START_BYTES - 1, encoding: 'utf8' }))
      start += String(chunk);
  } catch {
    return null;
  }
  const text = start.replace(/^\uFEFF/, '');
  if (text.startsWith(`{"format":"${JSON_LINES_FORMAT}"`)) return 'jsonl';
  // A spreadsheet may have put the names into quotes.
  return text.replaceAll('"', '').startsWith(CSV_START) ? 'csv' : null;
}

/**
 * Reads events that an export has written as CSV or JSON Lines. What stands before the first mistake is kept, and the
 * mistake is named with its file, line, field and what was expected.
 */
export async function readEventText(
  path: string,
  kind: EventTextKind,
  watch?: ReadWatch,
): Promise<
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly message: Sentence }
> {
  let collector: EventCollector | null = null;
  let problem: Sentence | null = null;
  try {
    const adding = kind === 'jsonl' ? readJsonLines(path, watch) : readCsv(path, watch);
    for await (collector of adding);
  } catch (error) {
    const what = error instanceof SentenceError ? error.sentence : sentenceOfError(error);
    problem = sayOfReading('ofFile', { file: path, what });
  }
  if (collector !== null && collector.session.log.length > 0)
    return { ok: true, opened: collector.opened(problem) };
  return { ok: false, message: problem ?? sayOfReading('ofFile', { file: path, what: say('noEvents') }) };
}

/** Yields the collector after every event, so that it is known when a mistake ends the reading. */
async function* readJsonLines(path: string, watch?: ReadWatch): AsyncGenerator<EventCollector> {
  let collector: EventCollector | null = null;
  let line = 0;
  const input = createReadStream(path, 'utf8');
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line++;
    look(watch, line, input.bytesRead, 'reading');
    if (text === '') continue;
    const value = jsonOf(text, line);
    if (collector === null) collector = new EventCollector(checked(jsonHeader, value, line, text));
    else {
      const { seq, record, side } = checked(jsonEvent, value, line, text);
      collector.add(line, (field) => memberPlace(text, [field]), seq, record, side);
    }
    yield collector;
  }
}

const LINES_PER_LOOK = 512;

/** Says how far reading is. @throws when a person has stopped it */
function look(watch: ReadWatch | undefined, line: number, bytes: number, phase: ReadPhase): void {
  if (watch === undefined || line % LINES_PER_LOOK !== 0) return;
  watch.onProgress(bytes, phase);
  if (watch.signal.aborted) throw new SentenceError(sayOfReading('inLine', { line, what: STOPPED }));
}

function jsonOf(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The engine's own reader does not always say where.
    const mistakes: ParseError[] = [];
    parseTolerantly(text, mistakes, { disallowComments: true });
    const [mistake] = mistakes;
    const why = sentenceOfJson(mistake === undefined ? '' : printParseErrorCode(mistake.error), reason);
    const column = (mistake?.offset ?? text.length) + 1;
    throw new LineError(line, say('column', { column }), say('jsonObject', { why }));
  }
}

/** The column of a member and its path; that of the line where the member is not there. */
function memberPlace(text: string, path: readonly PropertyKey[]): Sentence {
  let at = 0;
  for (const name of path) {
    const found = typeof name === 'string' ? text.indexOf(`${JSON.stringify(name)}:`, at) : -1;
    if (found >= 0) at = found;
  }
  return say('columnOfField', { column: at + 1, field: path.join('.') });
}

function checked<T>(schema: z.ZodType<T>, value: unknown, line: number, text: string): T {
  const parsed = parseSaid(schema, value);
  if (parsed.ok) return parsed.value;
  const [wrong] = parsed.issues;
  const place = memberPlace(text, wrong?.issue.path ?? []);
  const what = wrong === undefined ? say('event') : withoutOpening(wrong.sentence);
  throw new SentenceError(say('badMember', { line, place, what }));
}

/** What a schema says, without the words that only begin its sentence. */
function withoutOpening(said: Sentence): Sentence {
  if ('table' in said) return said;
  return { en: said.en.replace(/^Invalid input: /, ''), pt: said.pt.replace(/^Entrada inválida: /, '') };
}

/** CSV has no room for the machine: it is guessed from all rows first, then they are taken one by one. */
async function* readCsv(path: string, watch?: ReadWatch): AsyncGenerator<EventCollector> {
  const rows: { line: number; seq: number; record: string; side: string }[] = [];
  const guess = new HeadGuess(basename(path));
  let broken: SentenceError | null = null;
  const input = createReadStream(path);
  try {
    const parser = input.pipe(parse({ columns: true, bom: true, info: true }));
    for await (const row of parser) {
      const { info, record: cells } = csvRow.parse(row);
      look(watch, info.lines, input.bytesRead, 'reading');
      const { seq, record, side } = cells;
      for (const [column, cell] of Object.entries({ seq, record, side })) {
        if (cell === undefined) throw new LineError(1, say('column', { column }), say('thisColumn'));
      }
      rows.push({ line: info.lines, seq: Number(seq || NaN), record: record ?? '', side: side ?? '' });
      guess.note(cells);
    }
  } catch (error) {
    broken = error instanceof SentenceError ? error : new SentenceError(sentenceOfCsv(error));
  }
  const collector = new EventCollector(guess.head());
  // Rows before a mistake, or before a person has had enough, are kept; they are taken without a second question.
  const asked = broken === null ? watch : undefined;
  for (const [index, { line, seq, record, side }] of rows.entries()) {
    if (index % LINES_PER_LOOK === 0) await new Promise(setImmediate);
    look(asked, line, (index / rows.length) * input.bytesRead, 'checking');
    collector.add(line, (column) => say('column', { column }), seq, record, side);
    yield collector;
  }
  if (broken !== null) throw broken;
}
