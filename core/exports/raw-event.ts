import { Flag, RECORD_WORDS, recordFlags } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

const WORD_DIGITS = 8;
const NONE = new Uint32Array(0);

/** The record's eight words as hexadecimal text: with its side words, all that brings the event back. */
export const rawRecord = (session: RecordedSession, seq: number): string => hexOf(recordWords(session, seq));

/** The words of the event's entries in the side table; empty where it has none. */
export const rawSide = (session: RecordedSession, seq: number): string => hexOf(sideWords(session, seq));

/** The record's eight words; valid until the log grows. */
export function recordWords({ log }: RecordedSession, seq: number): Uint32Array {
  const at = log.offsetOf(seq);
  return log.wordsOf(seq).subarray(at, at + RECORD_WORDS);
}

/** The words of the event's entries in the side table. */
export function sideWords({ log, side }: RecordedSession, seq: number): Uint32Array {
  if ((recordFlags(log.wordsOf(seq), log.offsetOf(seq)) & Flag.side) === 0) return NONE;
  return side.copyRange(side.endBefore(seq), side.endBefore(seq + 1));
}

/** The words that `rawRecord` or `rawSide` has written; null for any other text. */
export function wordsOfHex(text: string): Uint32Array<ArrayBuffer> | null {
  if (text.length % WORD_DIGITS !== 0 || !/^[0-9a-f]*$/i.test(text)) return null;
  const words = new Uint32Array(text.length / WORD_DIGITS);
  for (let word = 0; word < words.length; word++) {
    words[word] = Number.parseInt(text.slice(word * WORD_DIGITS, (word + 1) * WORD_DIGITS), 16);
  }
  return words;
}

function hexOf(words: Uint32Array): string {
  let text = '';
  for (const word of words) text += word.toString(16).padStart(WORD_DIGITS, '0');
  return text;
}
