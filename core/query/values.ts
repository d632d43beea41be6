import { type Field, type FieldKind, type FilterContext } from './fields.ts';
import { FilterError, type FilterProblem } from './filter-error.ts';
import { type Token } from './tokens.ts';

const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
};
const TIMES: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 };

const fail = (token: Token, problem: FilterProblem): never => {
  throw new FilterError(token.at + 1, Math.max(1, token.length), problem);
};
const written = (token: Token): string | null => (token.kind === 'end' ? null : token.text);

/** A number with its unit, as the field counts it: bytes, nanoseconds, or plain. */
export function numberOf(token: Token, kind: FieldKind): number {
  const [, digits = '', unit = ''] = /^(0[xX][0-9a-fA-F_]+|[\d_]+(?:\.\d+)?)(.*)$/.exec(token.text) ?? [];
  const value = Number(digits.replaceAll('_', ''));
  if (token.kind !== 'number' || !Number.isFinite(value))
    return fail(token, { expected: 'number', found: written(token) });
  if (unit === '') return value;
  const scale = (kind === 'bytes' ? BYTES : kind === 'time' ? TIMES : {})[unit.toLowerCase()];
  if (scale !== undefined) return value * scale;
  const expected = kind === 'bytes' ? 'unitOfBytes' : kind === 'time' ? 'unitOfTime' : 'noUnit';
  return fail(token, { expected, found: unit });
}

/** A 64-bit address or handle, exact. */
export function addressOf(token: Token): bigint {
  const text = token.text.replaceAll('_', '');
  if (token.kind !== 'number' || !/^(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) {
    return fail(token, {
      expected: 'address',
      values: { example: '0xffff8083e02ce1a0' },
      found: written(token),
    });
  }
  const value = BigInt(text);
  return value >= 1n << 64n ? fail(token, { expected: 'bits' }) : value;
}

/** A length in bytes behind `..+`. */
export const lengthOf = (token: Token): bigint => BigInt(Math.max(1, Math.floor(numberOf(token, 'bytes'))));

/** The code of a named value. */
export function codeOf(token: Token, field: Field, context: FilterContext): number {
  const values = field.names?.(context) ?? [];
  const wanted = token.text.toLowerCase();
  const found = values.find(({ names }) => names.some((name) => name.toLowerCase() === wanted));
  if (found !== undefined) return found.code;
  const known = values.map(({ names }) => names[0] ?? '');
  const shown = known.length > 12 ? `${nearest(wanted, known).join(', ')}, …` : known.join(', ');
  return fail(token, {
    expected: 'valueOf',
    values: { field: field.name, names: shown },
    found: written(token),
  });
}

/** The names that are most like a word, for errors; those that begin with it are the likeliest. */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => {
      const begins = word !== '' && name.toLowerCase().startsWith(word);
      return { name, distance: begins ? 0 : distanceOf(word, name.toLowerCase()) };
    })
    .sort((one, two) => one.distance - two.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance. */
function distanceOf(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let at = 1; at <= Math.min(one.length, 40); at++) {
    const next = [at];
    for (let index = 1; index <= two.length; index++) {
      const same = one[at - 1] === two[index - 1] ? 0 : 1;
      next.push(Math.min(next[index - 1]! + 1, row[index]! + 1, row[index - 1]! + same));
    }
    row = next;
  }
  return row[two.length]!;
}
