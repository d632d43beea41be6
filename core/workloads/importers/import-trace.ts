import { type TraceProgram } from '../trace-program.ts';
import { FtraceReader } from './ftrace.ts';
import { LineSplitter } from './lines.ts';
import { isMtraceLine, MtraceReader } from './mtrace.ts';
import { RepReader } from './rep.ts';
import { latin1, printable, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';
import { isVmaLine, VmaReader } from './vma.ts';

/** A trace that is read as it comes in. After an error nothing more should be pushed. */
export interface TraceImport {
  /** The line that is being read, from 1. */
  readonly line: number;
  push(chunk: Uint8Array): TraceError | null;
  /** The requests that were read so far, whatever came then; null before the first one. */
  soFar(): TraceProgram | null;
  finish():
    | { readonly ok: true; readonly program: TraceProgram }
    | { readonly ok: false; readonly error: TraceError };
}

const FORMATS = say('knownFormat');

/** What reads one format, line by line. */
interface FormatReader {
  read(bytes: Uint8Array, from: number, to: number, line: number): TraceError | null;
  /** @param lines lines of the whole file */
  finish(lines: number): TraceError | TraceProgram;
  soFar(): TraceProgram;
}

/** Reads a trace whose format is told by its first line, never by its name. Compressed bytes have to be unpacked before. */
export function createTraceImport(): TraceImport {
  let reader: FormatReader | null = null;
  const splitter = new LineSplitter((bytes, from, to, line) => {
    if (reader === null && isBlank(bytes, from, to)) return null;
    reader ??= readerFor(bytes, from, to);
    if (reader !== null) return reader.read(bytes, from, to, line);
    return { code: 'unknown-format', line, found: printable(bytes.subarray(from, to)), expected: FORMATS };
  });
  return {
    get line() {
      return splitter.lines + 1;
    },
    push: (chunk) => splitter.push(chunk),
    soFar: () => {
      const program = reader?.soFar() ?? null;
      return program === null || program.length === 0 ? null : program;
    },
    finish: () => {
      const error = splitter.finish();
      if (error !== null) return { ok: false, error };
      const result = reader?.finish(splitter.lines) ?? EMPTY;
      return 'code' in result ? { ok: false, error: result } : { ok: true, program: result };
    },
  };
}

const EMPTY: TraceError = { code: 'unknown-format', line: 1, found: say('emptyFile'), expected: FORMATS };

/** The reader for a file that begins with this line; null where it is none of a known format. */
function readerFor(bytes: Uint8Array, from: number, to: number): FormatReader | null {
  const text = latin1(bytes.subarray(from, to));
  // RepReader takes blanks around the number, so they are taken here.
  if (/^[ \t]*\d+[ \t]*$/.test(text)) return new RepReader();
  if (isMtraceLine(text)) return new MtraceReader();
  if (isVmaLine(text)) return new VmaReader();
  return isFtraceLine(text) ? new FtraceReader() : null;
}

const isFtraceLine = (text: string): boolean =>
  text.startsWith('#') || /-\d+\s+(?:\(\s*[-\d]*\)\s+)?\[\d+\]/.test(text) || /^CPU:\d+ \[LOST/.test(text);

const isBlank = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (bytes[at] !== 0x20 && bytes[at] !== 9) return false;
  return true;
};
