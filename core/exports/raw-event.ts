import { Flag, RECORD_WORDS, recordFlags } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

const WORD_DIGITS = 8;

/** The record's eight words as hexadecimal text: with its side words, all that brings the event back. */
export function rawRecord({ log }: RecordedSession, seq: number): string {
  const at = log.offsetOf(seq);
  return hexOf(log.wordsOf(seq).subarray(at, at + RECORD_WORDS));
}

/** The words of the event's entries in the side table; empty where it has none. */
export function rawSide({ log, side }: RecordedSession, seq: number): string {
  if ((recordFlags(log.wordsOf(seq), log.offsetOf(seq)) & Flag.side) === 0) return '';
  return hexOf(side.copyRange(side.endBefore(seq), side.endBefore(seq + 1)));
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
