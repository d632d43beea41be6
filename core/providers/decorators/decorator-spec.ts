import { BREAKABLE_RULES, type BreakableRule } from './breakable-rules.ts';

/** A status that an injected fault can answer with. */
export const FAULT_STATUSES = ['RESOURCES', 'INVALID_PARAMETER', 'FAILURE'] as const;
export type FaultStatus = (typeof FAULT_STATUSES)[number];

/** One layer around a provider, as plain data: what a person stacks, and what a session remembers. */
export type DecoratorSpec =
  | { readonly kind: 'quota'; readonly bytes: number }
  | { readonly kind: 'fail-nth'; readonly n: number; readonly status: FaultStatus }
  | { readonly kind: 'fail-random'; readonly probability: number; readonly status: FaultStatus }
  | { readonly kind: 'fail-below'; readonly bytes: number }
  | { readonly kind: 'break'; readonly rule: BreakableRule; readonly n: number }
  | { readonly kind: 'latency'; readonly microseconds: number }
  | { readonly kind: 'log-only' };

const SIZES: Readonly<Record<string, number>> = { '': 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };
const MOST_PAGES_BYTES = 2 ** 40;

/** How each layer is written, for usage texts and errors. */
export const DECORATOR_FORMS = [
  'quota=SIZE',
  'fail-nth=N[:STATUS]',
  'fail-random=P[:STATUS]',
  'fail-below=SIZE',
  'break=RULE[:N]',
  'latency=MICROSECONDS',
  'log-only',
] as const;

/** Reads one layer as people write it, such as `quota=4MiB`, `fail-nth=10:FAILURE`, `break=P5:3`; null where it is none. */
export function parseDecorator(text: string): DecoratorSpec | null {
  const [kind = '', rest = ''] = split(text, '=');
  const [value = '', extra = ''] = split(rest, ':');
  const number = Number(value);
  const status = extra === '' ? 'RESOURCES' : FAULT_STATUSES.find((known) => known === extra.toUpperCase());
  const count = extra === '' ? 1 : Number(extra);
  if (kind === 'log-only' && rest === '') return { kind };
  if (value === '') return null;
  if (kind === 'quota' || kind === 'fail-below') {
    const bytes = sizeOf(value);
    return bytes === null || extra !== '' ? null : { kind, bytes };
  }
  if (kind === 'fail-nth' && isCount(number) && status !== undefined) return { kind, n: number, status };
  if (kind === 'fail-random' && number >= 0 && number <= 1 && status !== undefined) {
    return { kind, probability: number, status };
  }
  if (kind === 'latency' && number >= 0 && number <= 1e9 && extra === '')
    return { kind, microseconds: number };
  const rule = BREAKABLE_RULES.find((known) => known === value.toUpperCase());
  if (kind === 'break' && rule !== undefined && isCount(count)) return { kind, rule, n: count };
  return null;
}

/** The layer as people write it; `parseDecorator` reads it back. */
export function formatDecorator(layer: DecoratorSpec): string {
  switch (layer.kind) {
    case 'quota':
    case 'fail-below':
      return `${layer.kind}=${layer.bytes}`;
    case 'fail-nth':
      return `${layer.kind}=${layer.n}:${layer.status}`;
    case 'fail-random':
      return `${layer.kind}=${layer.probability}:${layer.status}`;
    case 'break':
      return `${layer.kind}=${layer.rule}:${layer.n}`;
    case 'latency':
      return `${layer.kind}=${layer.microseconds}`;
    case 'log-only':
      return layer.kind;
  }
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1e9;

function split(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function sizeOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([kmg]ib)?$/i.exec(text);
  const bytes = Number(match?.[1]) * (SIZES[(match?.[2] ?? '').toLowerCase()] ?? NaN);
  return Number.isInteger(bytes) && bytes <= MOST_PAGES_BYTES ? bytes : null;
}
