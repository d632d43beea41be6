import { type Sentence } from '../../words/sentence.ts';
import { MAX_REQUESTS } from '../trace-program.ts';
import { sayOfTrace } from './trace-sentences.ts';

/** Why a trace cannot be read, and where. */
export interface TraceError {
  readonly code:
    'not-text' | 'line-too-long' | 'cut-off' | 'bad-line' | 'bad-count' | 'unknown-format' | 'too-long';
  /** Line, from 1. */
  readonly line: number;
  /** Column in bytes, from 1, where one place is at fault. */
  readonly column?: number;
  readonly found: Sentence;
  readonly expected: Sentence;
}

const SHOWN = 40;

/** Bytes as printable text of at most 40 characters, for messages. */
export function printable(bytes: Uint8Array): Sentence {
  return sayOfTrace('text', { text: printableText(bytes) });
}

/** The same as plain text. */
export function printableText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, SHOWN)) {
    text +=
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    if (text.length >= SHOWN) break;
  }
  return bytes.length > SHOWN || text.length >= SHOWN ? `"${text.slice(0, SHOWN)}…"` : `"${text}"`;
}

/** `line 7, column 3: found "x", expected a number`. */
export const sentenceOfTraceError = ({ line, column, found, expected }: TraceError): Sentence =>
  column === undefined
    ? sayOfTrace('inLine', { line, found, expected })
    : sayOfTrace('inColumn', { line, column, found, expected });

/** Latin-1 bytes as text; TextDecoder belongs to hosts. The call takes anything array-like, its type only arrays. */
export const latin1 = (bytes: Uint8Array): string =>
  String.fromCharCode.apply(null, bytes as unknown as number[]);

/**
 * Column from which on a line is not what it should be: behind the parts, one after the other, that it does begin with.
 * @param parts sticky patterns
 */
export function mistakeColumn(text: string, parts: readonly RegExp[]): number {
  let at = 0;
  for (const part of parts) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (found === null) break;
    at += found[0].length;
  }
  return at + 1;
}

/** A trace with more requests than a program holds. */
export const tooLong = (line: number): TraceError => ({
  code: 'too-long',
  line,
  found: sayOfTrace('moreRequests'),
  expected: sayOfTrace('fewerRequests', { most: MAX_REQUESTS }),
});
