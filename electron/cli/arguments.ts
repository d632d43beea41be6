import { englishOf, type Sentence } from '../../core/words/sentence.ts';
import { parseArgs } from 'node:util';
import { isPolicyId, POLICY_IDS, type PolicyId } from '../../core/allocators/policy-ids.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { NDIS_VERSIONS, ndisVersionName } from '../../core/ndis/constants.ts';
import { COPY_FORMS, type CopyForm } from '../../core/ndis/layouts/copy-parameters.ts';
import {
  DECORATOR_FORMS,
  type DecoratorSpec,
  parseDecorator,
} from '../../core/providers/decorators/decorator-spec.ts';
import {
  isProviderChoice,
  PROVIDER_CHOICES,
  type ProviderChoice,
} from '../../core/providers/provider-choices.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../contract/schemas.ts';

/** Bad usage or bad input: the program ends with 2 and this one line. */
export class UsageError extends Error {
  constructor(what: string | Sentence) {
    super(typeof what === 'string' ? what : englishOf(what));
  }
}

export interface ReplayArguments {
  readonly file: string;
  /** With a script, what serves until it is registered: NDIS itself. Null where only a scenario says who serves. */
  readonly provider: ProviderChoice | null;
  readonly policy: PolicyId;
  /** A file with a provider in JavaScript, which takes the place of one of the program's own. */
  readonly script: string | null;
  /** Limit of time for one call of the script, in milliseconds. */
  readonly scriptMs: number;
  /** What is stacked around the provider, the innermost first. */
  readonly layers: readonly DecoratorSpec[];
  /** Null stands for the usual size. */
  readonly memoryBytes: number | null;
  readonly nodeCount: number;
  readonly seed: number;
  readonly asRecorded: boolean;
  readonly json: boolean;
  readonly events: string | null;
}

export const USAGE = `usage: lab replay FILE --provider ID[:POLICY] | --script PROVIDER.js [--script-ms 5] [--with LAYER]... [--memory 256MiB] [--nodes 2] [--seed 1] [--as-recorded] [--json] [--events OUT.csv]
       lab decode [FILE] [--arch x64|x86] [--ndis 6.30] [--json | --as c|bytes|dt]
       lab ndiskd FILE | --demo [--at EVENT] [--all]
       lab capacity FILE [--json]
       lab query FILE EXPR [MACHINE] [--limit 1000] [--count] [--json]
       lab export FILE --as csv|jsonl|arrow|perfetto|html [-o OUT] [MACHINE]
       lab export --schema jsonl|perfetto
       lab providers [--json]
       lab lesson FILE | NUMBER | --all [--lang en|pt] [--text] [--json] [--practice SEED [--solution]] [--handout OUT.html]
       lab lesson --schema
       lab scenario FILE [--json] | --schema
MACHINE, for traces: --provider ID[:POLICY] --memory 256MiB --nodes 2 --seed 1`;

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
};

/** @throws UsageError naming the option and what was expected */
export function parseReplayArguments(args: readonly string[]): ReplayArguments {
  const { values, positionals } = parsed(args, {
    provider: { type: 'string' },
    script: { type: 'string' },
    'script-ms': { type: 'string' },
    with: { type: 'string', multiple: true },
    memory: { type: 'string' },
    nodes: { type: 'string' },
    seed: { type: 'string' },
    'as-recorded': { type: 'boolean' },
    json: { type: 'boolean' },
    events: { type: 'string' },
  });
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError('replay: expected a FILE to replay');
  if (extra !== undefined) throw new UsageError(`replay: expected one FILE, found also "${extra}"`);
  const asRecorded = values['as-recorded'] === true;
  const { script } = values;
  if (script !== undefined && values.provider !== undefined)
    throw new UsageError('replay: expected --provider or --script, found both');
  if (script !== undefined && asRecorded)
    throw new UsageError('--as-recorded: asks no provider, expected no --script');
  const provider = values.provider ?? (asRecorded || script !== undefined ? 'default' : undefined);
  const ids = PROVIDER_CHOICES.map((choice) => choice.id).join(', ');
  const [choice, policy] =
    provider === undefined ? [null, DEFAULT_LAB_CONFIG.policy] : parseProvider(String(provider), ids);
  return {
    file,
    provider: choice,
    policy,
    script: typeof script === 'string' ? script : null,
    scriptMs: parseScriptMs(String(values['script-ms'] ?? '5')),
    layers: parseLayers(values.with),
    memoryBytes: values.memory === undefined ? null : parseSize(String(values.memory)),
    nodeCount: parseWhole('--nodes', String(values.nodes ?? '2')),
    seed: parseWhole('--seed', String(values.seed ?? '1')),
    asRecorded,
    json: values.json === true,
    events: typeof values.events === 'string' ? values.events : null,
  };
}

/** The machine on which a trace is replayed before it is looked at; a session file needs none. */
export interface MachineArguments {
  readonly provider: ProviderChoice;
  readonly policy: PolicyId;
  readonly memoryBytes: number | null;
  readonly nodeCount: number;
  readonly seed: number;
}

const MACHINE_OPTIONS = {
  provider: { type: 'string' },
  memory: { type: 'string' },
  nodes: { type: 'string' },
  seed: { type: 'string' },
} as const;

function machineOf(values: Readonly<Record<string, unknown>>): MachineArguments {
  const ids = PROVIDER_CHOICES.map((choice) => choice.id).join(', ');
  const given = (name: keyof typeof MACHINE_OPTIONS): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [provider, policy] = parseProvider(given('provider') ?? DEFAULT_LAB_CONFIG.provider, ids);
  const memory = given('memory');
  return {
    provider,
    policy,
    memoryBytes: memory === undefined ? null : parseSize(memory),
    nodeCount: parseWhole('--nodes', given('nodes') ?? '2'),
    seed: parseWhole('--seed', given('seed') ?? '1'),
  };
}

export interface QueryArguments {
  readonly file: string;
  readonly filter: string;
  readonly machine: MachineArguments;
  /** Rows that are shown at most. */
  readonly limit: number;
  readonly count: boolean;
  readonly json: boolean;
}

/** @throws UsageError naming the option and what was expected */
export function parseQueryArguments(args: readonly string[]): QueryArguments {
  const { values, positionals } = parsed(args, {
    ...MACHINE_OPTIONS,
    limit: { type: 'string' },
    count: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [file, filter, extra] = positionals;
  if (file === undefined) throw new UsageError('query: expected a FILE and a filter');
  if (filter === undefined)
    throw new UsageError('query: expected a filter behind the FILE, such as "status == RESOURCES"');
  if (extra !== undefined)
    throw new UsageError(`query: expected one filter, found also "${extra}"; quote it as a whole`);
  return {
    file,
    filter,
    machine: machineOf(values),
    limit: parseWhole('--limit', String(values.limit ?? '1000')),
    count: values.count === true,
    json: values.json === true,
  };
}

export interface ExportArguments {
  readonly file: string;
  readonly format: ExportFormat;
  /** Null writes to standard output. */
  readonly out: string | null;
  readonly machine: MachineArguments;
}

/** @throws UsageError naming the option and what was expected */
export function parseExportArguments(args: readonly string[]): ExportArguments {
  const { values, positionals } = parsed(args, {
    ...MACHINE_OPTIONS,
    as: { type: 'string' },
    out: { type: 'string', short: 'o' },
  });
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError('export: expected a FILE');
  if (extra !== undefined) throw new UsageError(`export: expected one FILE, found also "${extra}"`);
  const format = EXPORT_FORMATS.find((known) => known === values.as);
  if (format === undefined) {
    throw new UsageError(`--as: expected ${EXPORT_FORMATS.join(', ')}, found "${String(values.as ?? '')}"`);
  }
  return {
    file,
    format,
    out: typeof values.out === 'string' ? values.out : null,
    machine: machineOf(values),
  };
}

export interface DecodeArguments {
  /** Null reads standard input. */
  readonly file: string | null;
  /** Null tells it from Header.Size. */
  readonly architecture: string | null;
  /** NDIS version of the caller, as 630; null stands for the usual one. */
  readonly ndisVersion: number | null;
  readonly json: boolean;
  /** Null reports; otherwise the structure is written again in this form. */
  readonly as: CopyForm | null;
}

/** @throws UsageError naming the option and what was expected */
export function parseDecodeArguments(args: readonly string[]): DecodeArguments {
  const { values, positionals } = parsed(args, {
    arch: { type: 'string' },
    ndis: { type: 'string' },
    json: { type: 'boolean' },
    as: { type: 'string' },
  });
  if (positionals[1] !== undefined)
    throw new UsageError(`decode: expected one FILE, found also "${positionals[1]}"`);
  const { arch, ndis } = values;
  if (typeof arch === 'string' && arch !== 'x64' && arch !== 'x86') {
    throw new UsageError(`--arch: expected x64 or x86, found "${arch}"`);
  }
  const version = NDIS_VERSIONS.find((known) => ndisVersionName(known) === ndis);
  if (ndis !== undefined && version === undefined) {
    throw new UsageError(
      `--ndis: expected ${NDIS_VERSIONS.map(ndisVersionName).join(', ')}, found "${String(ndis)}"`,
    );
  }
  const form = COPY_FORMS.find((known) => known === values.as) ?? null;
  if (values.as !== undefined && form === null) {
    throw new UsageError(`--as: expected ${COPY_FORMS.join(', ')}, found "${String(values.as)}"`);
  }
  if (form !== null && values.json === true)
    throw new UsageError('decode: expected --json or --as, found both');
  return {
    file: positionals[0] ?? null,
    architecture: typeof arch === 'string' ? arch : null,
    ndisVersion: version ?? null,
    json: values.json === true,
    as: form,
  };
}

export interface NdiskdArguments {
  /** Empty with `demonstration`. */
  readonly file: string;
  readonly demonstration: boolean;
  /** Events that have happened; null stands for all of them. */
  readonly at: number | null;
  /** Every block, however many there are. */
  readonly all: boolean;
}

/** @throws UsageError naming the option and what was expected */
export function parseNdiskdArguments(args: readonly string[]): NdiskdArguments {
  const { values, positionals } = parsed(args, {
    demo: { type: 'boolean' },
    at: { type: 'string' },
    all: { type: 'boolean' },
  });
  const [file, extra] = positionals;
  const demonstration = values.demo === true;
  if (extra !== undefined) throw new UsageError(`ndiskd: expected one FILE, found also "${extra}"`);
  if ((file === undefined) !== demonstration) {
    throw new UsageError('ndiskd: expected a FILE (a trace, or commands as JSON lines), or --demo');
  }
  return {
    file: file ?? '',
    demonstration,
    at: values.at === undefined ? null : parseWhole('--at', String(values.at)),
    all: values.all === true,
  };
}

/** @throws UsageError for anything but --json */
export function parseProvidersArguments(args: readonly string[]): { readonly json: boolean } {
  const { values, positionals } = parsed(args, { json: { type: 'boolean' } });
  if (positionals[0] !== undefined)
    throw new UsageError(`providers: expected no argument, found "${positionals[0]}"`);
  return { json: values.json === true };
}

/** `switch` or `switch:tlsf`: who provides, and by which placement policy. */
function parseProvider(text: string, ids: string): readonly [ProviderChoice, PolicyId] {
  const at = text.indexOf(':');
  const choice = at < 0 ? text : text.slice(0, at);
  const policy = at < 0 ? DEFAULT_LAB_CONFIG.policy : text.slice(at + 1);
  if (!isProviderChoice(choice)) throw new UsageError(`--provider: expected ${ids}, found "${choice}"`);
  if (!isPolicyId(policy)) {
    throw new UsageError(
      `--provider ${choice}: expected a policy of ${POLICY_IDS.join(', ')}, found "${policy}"`,
    );
  }
  return [choice, policy];
}

export interface CapacityArguments {
  readonly file: string;
  readonly json: boolean;
}

/** @throws UsageError naming the option and what was expected */
export function parseCapacityArguments(args: readonly string[]): CapacityArguments {
  const { values, positionals } = parsed(args, { json: { type: 'boolean' } });
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError('capacity: expected a FILE');
  if (extra !== undefined) throw new UsageError(`capacity: expected one FILE, found also "${extra}"`);
  return { file, json: values.json === true };
}

function parseLayers(values: unknown): readonly DecoratorSpec[] {
  if (!Array.isArray(values)) return [];
  return values.map((text) => {
    const layer = parseDecorator(String(text));
    if (layer === null) {
      throw new UsageError(`--with: expected one of ${DECORATOR_FORMS.join(', ')}, found "${String(text)}"`);
    }
    return layer;
  });
}

type OptionTypes = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>;

/** @throws UsageError for an option that is not known or lacks its value */
export function parsed(args: readonly string[], options: OptionTypes) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(text.replace(/\s*\n\s*/g, ' '));
  }
}

function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match === null ? undefined : UNITS[(match[2] ?? '').toLowerCase()];
  const bytes = unit === undefined ? NaN : Number(match?.[1]) * unit;
  if (!Number.isSafeInteger(bytes))
    throw new UsageError(`--memory: expected a size such as 256MiB, found "${text}"`);
  return bytes;
}

function parseScriptMs(text: string): number {
  const ms = parseWhole('--script-ms', text);
  if (ms < 1 || ms > 1000) throw new UsageError(`--script-ms: expected from 1 to 1000, found "${text}"`);
  return ms;
}

/** @throws UsageError naming the option */
export function parseWhole(option: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`${option}: expected a whole number, found "${text}"`);
  return Number(text);
}
