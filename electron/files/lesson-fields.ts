import { z } from 'zod';
import { englishOf, type Sentence } from '../../core/words/sentence.ts';
import { nearest } from '../../core/query/values.ts';
import {
  IRQL_NAMES,
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NDIS_SHARED_MEMORY_USAGES,
  usageShortName,
} from '../../core/ndis/constants.ts';
import {
  diagnosticCode,
  diagnosticName,
  type DiagnosticName,
  NO_DIAGNOSTIC,
} from '../../core/ndis/diagnostics.ts';
import { NO_RULE, RULES } from '../../core/ndis/rules.ts';
import { NDIS_STATUS_VALUES, NO_STATUS, statusOfValue, type StatusCode } from '../../core/ndis/status.ts';
import { parseSaid, saidBy, type SaidIssue } from '../contract/said-issue.ts';
import { sayOfSchema as say } from './schema-sentences.ts';

/** Keys that a lesson's front matter can have anywhere: what a misspelt one is compared with. */
const knownKeys = new Set<string>();

/** A strict object whose keys are remembered for errors. */
export function known<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  for (const key of Object.keys(shape)) knownKeys.add(key);
  return z.strictObject(shape);
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** What an issue says was expected; of a misspelt key, which it may be. */
export function saidOf({ issue, sentence }: SaidIssue): Sentence {
  if (issue.code !== 'unrecognized_keys') return sentence;
  const [key = ''] = issue.keys;
  const [one = '', other] = nearest(key.toLowerCase(), [...knownKeys]).map((name) => quoted([name]));
  const likely = other === undefined ? say('value', { value: one }) : say('either', { one, other });
  return say('unknownKey', { keys: quoted(issue.keys), likely });
}

/** What a schema that `chosen` made chooses from. */
const alternatives = new WeakMap<z.core.$ZodType, readonly z.ZodType[]>();
export const alternativesOf = (schema: z.core.$ZodType): readonly z.ZodType[] =>
  alternatives.get(schema) ?? [];

/**
 * Takes the schema that fits what is there, so that errors speak of it and not of every alternative.
 * @param all what `choose` can answer, for the JSON schema
 */
export function chosen<Output>(
  choose: (value: Readonly<Record<string, unknown>>) => z.ZodType<Output>,
  all: readonly z.ZodType[],
) {
  const schema = z.unknown().transform((value, context): Output => {
    const members = z.record(z.string(), z.unknown()).safeParse(value);
    if (!members.success) {
      context.addIssue({ code: 'custom', ...saidBy(say('members')) });
      return z.NEVER;
    }
    const parsed = parseSaid(choose(members.data), value);
    if (parsed.ok) return parsed.value;
    for (const wrong of parsed.issues)
      context.addIssue({ code: 'custom', ...saidBy(saidOf(wrong)), path: [...wrong.issue.path] });
    return z.NEVER;
  });
  alternatives.set(schema, all);
  return schema;
}

/** How a value may be written, as JSON Schema; what such a form lets pass can still be refused. */
type JsonForm = Readonly<Record<string, unknown>>;

/** What a table has under a name that may be anything at all. */
export const named = <Value>(table: Readonly<Record<string, Value>>, name: unknown): Value | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;

/** A value that a function reads; null where it cannot. */
export const read = <Output>(
  expected: Sentence,
  convert: (value: unknown) => Output | null,
  form: JsonForm,
) =>
  z
    .unknown()
    .transform((value, context): Output => {
      const output = convert(value);
      if (output !== null) return output;
      context.addIssue({ code: 'custom', ...saidBy(say('found', { expected, found: shown(value) })) });
      return z.NEVER;
    })
    .meta({ description: englishOf(expected), ...form });

const shown = (value: unknown): Sentence =>
  value === undefined ? say('nothing') : say('value', { value: JSON.stringify(value).slice(0, 60) });

const UNITS: Readonly<Record<string, number>> = { b: 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };

const SIZE_FORM: JsonForm = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^[0-9]{1,12}(\\.[0-9]{1,6})?\\s*([bB]|[kmgKMG][iI][bB])$' },
  ],
};

/** Bytes, as a number or with a unit. */
export const size = read(
  say('bytes'),
  (value) => {
    if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null;
    const match = typeof value === 'string' ? /^(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]+)$/i.exec(value) : null;
    const bytes = Number(match?.[1]) * (UNITS[(match?.[2] ?? '').toLowerCase()] ?? NaN);
    return Number.isSafeInteger(bytes) ? bytes : null;
  },
  SIZE_FORM,
);

const BOUND_FORM: JsonForm = { anyOf: [{ type: 'number' }, SIZE_FORM] };
/** A number, or how far it may go. */
export const SPAN_FORM: JsonForm = {
  anyOf: [
    { type: 'number' },
    {
      type: 'object',
      properties: { atLeast: BOUND_FORM, above: BOUND_FORM, atMost: BOUND_FORM, below: BOUND_FORM },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
};
export const BYTE_SPAN_FORM: JsonForm = { anyOf: [SIZE_FORM, SPAN_FORM] };

/** A ULONG given as a number, or by one of some names. */
const uint32Or = (expected: Sentence, names: readonly string[], named: (name: string) => number | null) =>
  read(
    expected,
    (value) => {
      if (typeof value === 'string') return named(value);
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff
        ? value
        : null;
    },
    { anyOf: [{ type: 'integer', minimum: 0, maximum: 0xffff_ffff }, { enum: names }] },
  );

const found = (index: number): number | null => (index < 0 ? null : index);

const usageNames = NDIS_SHARED_MEMORY_USAGES.flatMap((full, value) => [usageShortName(value), full]);
export const usage = uint32Or(say('usage'), usageNames, (name) =>
  found(
    NDIS_SHARED_MEMORY_USAGES.findIndex((full, value) => full === name || usageShortName(value) === name),
  ),
);
export const flags = uint32Or(say('flags'), ['CONTIGUOUS'], (name) =>
  name === 'CONTIGUOUS' ? NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS : null,
);
export const preferredNode = uint32Or(say('preferredNode'), ['any'], (name) =>
  name === 'any' ? MM_ANY_NODE_OK : null,
);
export const irql = uint32Or(say('irql'), IRQL_NAMES, (name) =>
  found(IRQL_NAMES.findIndex((level) => level === name)),
);

const STATUS_PREFIX = 'NDIS_STATUS_';
const statusNames = Object.keys(NDIS_STATUS_VALUES).map((name) => name.slice(STATUS_PREFIX.length));

/** A status by its name without NDIS_STATUS_, or `none`. */
export const status = read<StatusCode>(
  say('status'),
  (value) => {
    if (value === 'none') return NO_STATUS;
    const number = typeof value === 'string' ? NDIS_STATUS_VALUES[STATUS_PREFIX + value] : undefined;
    return number === undefined ? null : statusOfValue(number);
  },
  { enum: [...statusNames, 'none'] },
);

const RULE_IDS = RULES.map(({ id }) => id);

export const ruleId = read(
  say('ruleId'),
  (value) => (RULES.some(({ id }) => id === value) ? String(value) : null),
  { enum: RULE_IDS },
);
export const ruleOrNone = read(
  say('ruleOrNone'),
  (value) => (value === 'none' ? NO_RULE : (RULES.find(({ id }) => id === value)?.code ?? null)),
  { enum: [...RULE_IDS, 'none'] },
);

const DIAGNOSTIC_NAMES: readonly DiagnosticName[] = Array.from({ length: 255 }, (_, index) =>
  diagnosticName(index + 1),
).filter((name) => name !== null);

const diagnosticNamed = (value: unknown): DiagnosticName | null =>
  DIAGNOSTIC_NAMES.find((name) => name === value) ?? null;

export const diagnosticOrNone = read(
  say('diagnosticOrNone'),
  (value) => {
    if (value === 'none') return NO_DIAGNOSTIC;
    const name = diagnosticNamed(value);
    return name === null ? null : diagnosticCode(name);
  },
  { enum: [...DIAGNOSTIC_NAMES, 'none'] },
);
export const remark = read(
  say('remark'),
  (value) => (RULES.some(({ id }) => id === value) || diagnosticNamed(value) !== null ? String(value) : null),
  { enum: [...RULE_IDS, ...DIAGNOSTIC_NAMES] },
);
