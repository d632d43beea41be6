import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { parse as parseTolerantly, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { EXPORT_CSV_HEADER, JSON_LINES_FORMAT } from '../../core/exports/event-pieces.ts';
import { storedSession } from '../contract/stored-session.ts';
import { EventCollector, LineError } from './event-collector.ts';
import { HeadGuess } from './head-guess.ts';
import { type OpenedSession } from './read-session-file.ts';
import { type ReadPhase, type ReadWatch, STOPPED } from './read-watch.ts';

export type EventTextKind = 'csv' | 'jsonl';

const jsonHeader = z.object({
  format: z.literal(JSON_LINES_FORMAT),
  version: z.number().int().min(2, 'expected version 2 or later: earlier ones cannot come back'),
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
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly message: string }
> {
  let collector: EventCollector | null = null;
  let problem: string | null = null;
  try {
    const adding = kind === 'jsonl' ? readJsonLines(path, watch) : readCsv(path, watch);
    for await (collector of adding);
  } catch (error) {
    problem = `${path}, ${error instanceof Error ? error.message : String(error)}`;
  }
  if (collector !== null && collector.session.log.length > 0)
    return { ok: true, opened: collector.opened(problem) };
  return { ok: false, message: problem ?? `${path}, line 2: expected events behind the first line` };
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
  if (watch.signal.aborted) throw new Error(`line ${line}: ${STOPPED}`);
}

function jsonOf(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The engine's own reader does not always say where.
    const mistakes: ParseError[] = [];
    parseTolerantly(text, mistakes, { disallowComments: true });
    throw new LineError(
      line,
      `column ${(mistakes[0]?.offset ?? text.length) + 1}`,
      `a JSON object (${reason})`,
    );
  }
}

/** The column of a member and its path; that of the line where the member is not there. */
function memberPlace(text: string, path: readonly PropertyKey[]): string {
  let at = 0;
  for (const name of path) {
    const found = typeof name === 'string' ? text.indexOf(`${JSON.stringify(name)}:`, at) : -1;
    if (found >= 0) at = found;
  }
  return `column ${at + 1}, field ${path.join('.')}`;
}

function checked<T>(schema: z.ZodType<T>, value: unknown, line: number, text: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const reason = (issue?.message ?? 'an event').replace(/^(Invalid input: )?expected /, '');
  throw new LineError(line, memberPlace(text, issue?.path ?? []), reason);
}

/** CSV has no room for the machine: it is guessed from all rows first, then they are taken one by one. */
async function* readCsv(path: string, watch?: ReadWatch): AsyncGenerator<EventCollector> {
  const rows: { line: number; seq: number; record: string; side: string }[] = [];
  const guess = new HeadGuess(basename(path));
  let broken: Error | null = null;
  const input = createReadStream(path);
  try {
    const parser = input.pipe(parse({ columns: true, bom: true, info: true }));
    for await (const row of parser) {
      const { info, record: cells } = csvRow.parse(row);
      look(watch, info.lines, input.bytesRead, 'reading');
      const { seq, record, side } = cells;
      for (const [column, cell] of Object.entries({ seq, record, side })) {
        if (cell === undefined)
          throw new LineError(1, `column ${column}`, 'this column, as an export writes it');
      }
      rows.push({ line: info.lines, seq: Number(seq || NaN), record: record ?? '', side: side ?? '' });
      guess.note(cells);
    }
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
  }
  const collector = new EventCollector(guess.head());
  // Rows before a mistake, or before a person has had enough, are kept; they are taken without a second question.
  const asked = broken === null ? watch : undefined;
  for (const [index, { line, seq, record, side }] of rows.entries()) {
    if (index % LINES_PER_LOOK === 0) await new Promise(setImmediate);
    look(asked, line, (index / rows.length) * input.bytesRead, 'checking');
    collector.add(line, (column) => `column ${column}`, seq, record, side);
    yield collector;
  }
  if (broken !== null) throw broken;
}
