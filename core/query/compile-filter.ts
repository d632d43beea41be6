import { hasHandle, touches } from './block-places.ts';
import { type Field, FIELDS, fieldNamed, type FilterContext } from './fields.ts';
import { type Predicate } from './predicate.ts';
import { FilterError, type FilterProblem } from './filter-error.ts';
import { type Token, tokensOf } from './tokens.ts';
import { addressOf, codeOf, lengthOf, nearest, numberOf } from './values.ts';

/** Deeper nesting is refused: nobody writes it, and the parser is recursive. */
const DEEPEST = 50;

const COMPARISONS: Readonly<Record<string, (one: number, two: number) => boolean>> = {
  '==': (one, two) => one === two,
  '!=': (one, two) => one === one && one !== two,
  '<': (one, two) => one < two,
  '<=': (one, two) => one <= two,
  '>': (one, two) => one > two,
  '>=': (one, two) => one >= two,
};

/**
 * A filter over events, in the spirit of Wireshark's display filters: `status == RESOURCES && length >= 64KiB`. The
 * grammar stands in core/query/README.md. A comparison with something that an event has not is false, `!=` too.
 * @throws FilterError that names the column and what was expected
 */
export function compileFilter(text: string, context: FilterContext): Predicate {
  const parser = new Parser(tokensOf(text), context);
  return parser.whole();
}

/** The same without an exception: the predicate, or what is wrong. */
export function tryFilter(
  text: string,
  context: FilterContext,
):
  { readonly ok: true; readonly predicate: Predicate } | { readonly ok: false; readonly error: FilterError } {
  try {
    return { ok: true, predicate: compileFilter(text, context) };
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, error };
    throw error;
  }
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly context: FilterContext,
  ) {}

  whole(): Predicate {
    const predicate = this.either();
    if (this.token.kind !== 'end') this.fail('connective');
    return predicate;
  }

  private get token(): Token {
    return this.tokens[this.index]!;
  }

  private take(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  private takes(...texts: readonly string[]): boolean {
    const { kind, text } = this.token;
    const found = (kind === 'symbol' || kind === 'word') && texts.includes(text.toLowerCase());
    if (found) this.index++;
    return found;
  }

  private fail(
    expected: FilterProblem['expected'],
    token = this.token,
    values: FilterProblem['values'] = {},
  ): never {
    const found = token.kind === 'end' ? null : token.text;
    throw new FilterError(token.at + 1, Math.max(1, token.length), { expected, values, found });
  }

  private either(): Predicate {
    let left = this.both();
    while (this.takes('||', 'or')) {
      const [one, two] = [left, this.both()];
      left = (words, at, seq) => one(words, at, seq) || two(words, at, seq);
    }
    return left;
  }

  private both(): Predicate {
    let left = this.single();
    while (this.takes('&&', 'and')) {
      const [one, two] = [left, this.single()];
      left = (words, at, seq) => one(words, at, seq) && two(words, at, seq);
    }
    return left;
  }

  private single(): Predicate {
    if (++this.depth > DEEPEST) this.fail('flatter', this.token, { most: DEEPEST });
    try {
      if (this.takes('!', 'not')) {
        const inner = this.single();
        return (words, at, seq) => !inner(words, at, seq);
      }
      if (this.takes('(')) {
        const inner = this.either();
        if (!this.takes(')')) this.fail('closing');
        return inner;
      }
      return this.term();
    } finally {
      this.depth--;
    }
  }

  private term(): Predicate {
    const token = this.take();
    if (token.kind !== 'word') this.fail('field', token);
    const field = fieldNamed(token.text);
    if (field === undefined) {
      const names = nearest(
        token.text.toLowerCase(),
        FIELDS.map(({ name }) => name),
      );
      this.fail('fieldLike', token, { names: names.join(', ') });
    }
    if (field.kind === 'address') return this.addressTerm();
    if (field.kind === 'handle') return this.handleTerm();
    if (field.readAll !== undefined) {
      const readAll = field.readAll(this.context);
      const holds = this.comparison(field);
      return (words, at, seq) => readAll(words, at, seq).some(holds);
    }
    const read = field.read(this.context);
    if (field.kind === 'flag') return (words, at, seq) => read(words, at, seq) !== 0;
    const holds = this.comparison(field);
    return (words, at, seq) => holds(read(words, at, seq));
  }

  /** What is asked of the field's value. */
  private comparison(field: Field): (value: number) => boolean {
    if (this.takes('in')) return this.takes('{') ? this.oneOf(field) : this.between(field);
    if (this.takes('~')) return this.like(field);
    const operator = this.take();
    const compare = operator.kind === 'symbol' ? COMPARISONS[operator.text] : undefined;
    if (compare === undefined) this.fail('operator', operator);
    const value = this.value(field);
    return (found) => compare(found, value);
  }

  private value(field: Field): number {
    const token = this.take();
    if (token.kind === 'end' || token.kind === 'symbol') this.fail('value', token);
    return field.kind === 'name' ? codeOf(token, field, this.context) : numberOf(token, field.kind);
  }

  private oneOf(field: Field): (value: number) => boolean {
    const values = new Set<number>();
    do values.add(this.value(field));
    while (this.takes(','));
    if (!this.takes('}')) this.fail('listEnd');
    return (value) => values.has(value);
  }

  private between(field: Field): (value: number) => boolean {
    const low = this.value(field);
    if (!this.takes('..')) this.fail('rangeOrList');
    const high = this.value(field);
    return (value) => value >= low && value <= high;
  }

  /** `diagnostic ~ "PROVIDER"`: the names that contain the text. */
  private like(field: Field): (value: number) => boolean {
    if (field.kind !== 'name') this.fail('nameField');
    const token = this.take();
    if (token.kind === 'end' || token.kind === 'symbol') this.fail('text', token);
    const part = token.text.toLowerCase();
    const codes = new Set(
      (field.names?.(this.context) ?? [])
        .filter(({ names }) => names.some((name) => name.toLowerCase().includes(part)))
        .map(({ code }) => code),
    );
    return (value) => codes.has(value);
  }

  private addressTerm(): Predicate {
    const { session } = this.context;
    if (this.takes('==')) {
      const address = addressOf(this.take());
      return touches(session, address, address);
    }
    if (!this.takes('in')) this.fail('addressOperator');
    const from = addressOf(this.take());
    if (this.takes('..+')) return touches(session, from, from + lengthOf(this.take()) - 1n);
    if (!this.takes('..')) this.fail('addressRange');
    return touches(session, from, addressOf(this.take()));
  }

  private handleTerm(): Predicate {
    if (!this.takes('==')) this.fail('handleOperator');
    return hasHandle(this.context.session, addressOf(this.take()));
  }
}
