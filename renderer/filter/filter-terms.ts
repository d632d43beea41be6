const OPENING = '({';
const CLOSING = ')}';

/** The terms of a filter that all have to hold, as typed; one term where it is something else at the top. */
export function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (OPENING.includes(letter)) depth++;
    else if (CLOSING.includes(letter)) depth--;
    else if (depth === 0 && /^(\|\||or\b)/.test(text.slice(at)) && !/\w/.test(text.charAt(at - 1))) {
      return [text.trim()];
    } else if (depth === 0 && text.startsWith('&&', at)) {
      terms.push(text.slice(from, at));
      from = at + 2;
    }
  }
  return [...terms, text.slice(from)].map((term) => term.trim()).filter((term) => term !== '');
}

/** The filter with the term added, or without it where it is one of its terms already. */
export function toggleTerm(text: string, term: string): string {
  const terms = termsOf(text);
  if (terms.includes(term)) return terms.filter((other) => other !== term).join(' && ');
  const whole = text.trim();
  if (whole === '') return term;
  // An "or" at the top would swallow what is added behind it.
  const alone = terms.length === 1 && /\|\||\bor\b/.test(whole) && !/^\(.*\)$/.test(whole);
  return `${alone ? `(${whole})` : whole} && ${term}`;
}
