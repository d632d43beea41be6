import { type TraceProgram } from '../trace-program.ts';
import { FtraceReader } from './ftrace.ts';
import { LineSplitter } from './lines.ts';
import { RepReader } from './rep.ts';
import { printable, type TraceError } from './trace-error.ts';

/** A trace that is read as it comes in. After an error nothing more should be pushed. */
export interface TraceImport {
  /** The line that is being read, from 1. */
  readonly line: number;
  push(chunk: Uint8Array): TraceError | null;
  finish():
    | { readonly ok: true; readonly program: TraceProgram }
    | { readonly ok: false; readonly error: TraceError };
}

const FORMATS =
  'a malloc-lab .rep file (a number in line 1) or ftrace text ("# tracer:" or TASK-PID [CPU] lines)';

/** Reads a trace whose format is told by its first line, never by its name. Compressed bytes have to be unpacked before. */
export function createTraceImport(): TraceImport {
  let rep: RepReader | null = null;
  let ftrace: FtraceReader | null = null;
  const splitter = new LineSplitter((bytes, from, to, line) => {
    if (rep === null && ftrace === null) {
      if (isRepStart(bytes, from, to)) rep = new RepReader();
      else if (isFtraceStart(bytes, from, to)) ftrace = new FtraceReader();
      else if (isBlank(bytes, from, to)) return null;
      else
        return {
          code: 'unknown-format',
          line,
          found: printable(bytes.subarray(from, to)),
          expected: FORMATS,
        };
    }
    return (rep ?? ftrace)?.read(bytes, from, to, line) ?? null;
  });
  return {
    get line() {
      return splitter.lines + 1;
    },
    push: (chunk) => splitter.push(chunk),
    finish: () => {
      const error = splitter.finish();
      if (error !== null) return { ok: false, error };
      const result = rep?.finish(splitter.lines) ?? ftrace?.finish() ?? EMPTY;
      return 'code' in result ? { ok: false, error: result } : { ok: true, program: result };
    },
  };
}

const EMPTY: TraceError = { code: 'unknown-format', line: 1, found: 'an empty file', expected: FORMATS };

/** Digits, with blanks around them as RepReader takes them. */
function isRepStart(bytes: Uint8Array, from: number, to: number): boolean {
  return /^[ \t]*\d+[ \t]*$/.test(String.fromCharCode(...bytes.subarray(from, to)));
}

function isFtraceStart(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] === 0x23) return true;
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return /-\d+\s+(?:\(\s*[-\d]*\)\s+)?\[\d+\]/.test(text) || /^CPU:\d+ \[LOST/.test(text);
}

const isBlank = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (bytes[at] !== 0x20 && bytes[at] !== 9) return false;
  return true;
};
