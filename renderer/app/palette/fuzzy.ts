/** Small letters without accents, as people type in a hurry. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Rewards of a matched letter: at the start of a word, and right behind the letter before. */
const WORD_START = 8;
const NEXT_TO = 9;
const MATCH = 1;
/** Long texts with the same matches come later. */
const LENGTH_COST = 0.02;

/**
 * How well a text answers what was typed: every letter of each typed word must occur in order. Null when it does not;
 * more is better. Both must be `plain`.
 */
export function score(typed: string, text: string): number | null {
  let total = 0;
  for (const word of typed.split(' ')) {
    if (word === '') continue;
    const value = scoreOfWord(word, text);
    if (value === null) return null;
    total += value;
  }
  return total - text.length * LENGTH_COST;
}

/** The best of all placements, letter by letter: `best[i]` is for the letters so far with the last one at `i`. */
function scoreOfWord(word: string, text: string): number | null {
  let best: number[] = Array.from({ length: text.length }, () => -Infinity);
  for (let letter = 0; letter < word.length; letter++) {
    const next: number[] = Array.from({ length: text.length }, () => -Infinity);
    let anyBefore = letter === 0 ? 0 : -Infinity;
    for (let at = 0; at < text.length; at++) {
      if (text[at] === word[letter]) {
        const start = at === 0 || !isWordLetter(text[at - 1] ?? '') ? WORD_START : 0;
        const adjacent = letter > 0 ? (best[at - 1] ?? -Infinity) + NEXT_TO : -Infinity;
        next[at] = MATCH + start + Math.max(anyBefore, adjacent);
      }
      if (letter > 0) anyBefore = Math.max(anyBefore, best[at] ?? -Infinity);
    }
    best = next;
  }
  const value = Math.max(...best, -Infinity);
  return Number.isFinite(value) ? value : null;
}

const isWordLetter = (letter: string): boolean => /[\p{Letter}\p{Number}]/u.test(letter);
