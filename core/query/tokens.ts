import { FilterError } from './filter-error.ts';

export type TokenKind = 'word' | 'number' | 'text' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; without its quotes for a text. */
  readonly text: string;
  /** Offset in the filter's text from 0. */
  readonly at: number;
  readonly length: number;
}

/** Longer filters are refused before anything else looks at them. */
export const LONGEST_FILTER = 2000;

const SPACE = /\s+/y;
const PATTERNS: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'number', pattern: /(?:0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.\d+)?)(?:[a-zA-Zµ]+)?/y },
  { kind: 'word', pattern: /[a-zA-Z_][\w:.-]*/y },
  { kind: 'text', pattern: /"[^"]*"/y },
  { kind: 'symbol', pattern: /&&|\|\||==|!=|>=|<=|\.\.\+?|[<>!(){},~]/y },
];

/** @throws FilterError at the first character that begins nothing */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > LONGEST_FILTER) {
    throw new FilterError(LONGEST_FILTER, 1, {
      expected: 'shorter',
      values: { most: LONGEST_FILTER },
    });
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(text);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length, length: 0 });
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const { kind, pattern } of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    // `1..5` is a range and no number with a point.
    return { kind, text: kind === 'text' ? found.slice(1, -1) : found, at, length: found.length };
  }
  throw new FilterError(at + 1, 1, { expected: 'anything', found: text[at] ?? null });
}
