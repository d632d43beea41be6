import { z } from 'zod';
import { formatAddress } from '../../core/memory/units.ts';
import {
  Journal,
  type JournalEntry,
  type ScriptSource,
  type WorkloadSource,
} from '../../core/history/journal.ts';
import { type LabCommand } from '../../core/history/lab-command.ts';
import { formatDecorator, parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import {
  allocateManyRequest,
  allocateRequest,
  closeProviderRequest,
  freeRequest,
  machineCommand,
  useProviderRequest,
} from '../contract/schemas.ts';
import { type JournalPart, packPart, unpackPart } from './journal-parts.ts';

/** A command as a file keeps it: as the page sends it, so that it is read with the same care. */
const storedCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('allocate'), request: allocateRequest }),
  z.strictObject({ kind: z.literal('allocateMany'), ...allocateManyRequest.shape }),
  z.strictObject({ kind: z.literal('free'), ...freeRequest.shape }),
  z.strictObject({ kind: z.literal('openQueue') }),
  z.strictObject({ kind: z.literal('machine'), command: machineCommand }),
  z.strictObject({ kind: z.literal('useProvider'), ...useProviderRequest.shape }),
  z.strictObject({ kind: z.literal('closeProvider'), ...closeProviderRequest.shape }),
]);
type StoredCommand = z.infer<typeof storedCommand>;

const count = z.number().int().min(0);
const storedEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), command: storedCommand, firstSeq: count }),
  z.strictObject({ kind: z.literal('script'), part: count, firstSeq: count }),
  z.strictObject({ kind: z.literal('run'), part: count, steps: count, firstSeq: count }),
]);
type StoredEntry = z.infer<typeof storedEntry>;

/** A journal chunk: the entries of a line from number `from` on, in place of what was there. */
const storedJournal = z.strictObject({
  line: count,
  setupEntries: count,
  from: count,
  entries: z.array(storedEntry),
});

export interface JournalChunk {
  readonly kind: 'part' | 'journal';
  readonly raw: Uint8Array;
}

/** Says piece by piece what was done to the machines of a session: each time only what is new. */
export class JournalWriter {
  private readonly parts = new Map<ScriptSource | WorkloadSource, number>();
  private readonly written = new Map<number, readonly JournalEntry[]>();

  /** The chunks that a file lacks of the journal of a line. */
  chunksOf(line: number, { entries, setupEntries }: Journal): readonly JournalChunk[] {
    const before = this.written.get(line) ?? [];
    let from = 0;
    while (from < before.length && from < entries.length && before[from] === entries[from]) from++;
    if (this.written.has(line) && from === entries.length && from === before.length) return [];
    this.written.set(line, [...entries]);
    const chunks: JournalChunk[] = [];
    const stored = entries.slice(from).map((entry) => this.stored(entry, chunks));
    const text = JSON.stringify({ line, setupEntries, from, entries: stored });
    return [...chunks, { kind: 'journal', raw: new TextEncoder().encode(text) }];
  }

  private stored(entry: JournalEntry, chunks: JournalChunk[]): StoredEntry {
    const { firstSeq } = entry;
    if (entry.kind === 'command')
      return { kind: 'command', command: commandToStore(entry.command), firstSeq };
    if (entry.kind === 'run') {
      const { name, recipe } = entry.workload;
      const part = this.part(entry.workload, { ...recipe, name }, chunks);
      return { kind: 'run', part, steps: entry.steps, firstSeq };
    }
    return {
      kind: 'script',
      part: this.part(entry.script, { kind: 'script', ...entry.script }, chunks),
      firstSeq,
    };
  }

  /** The number of a part, which is written when it is spoken of for the first time. */
  private part(source: ScriptSource | WorkloadSource, part: JournalPart, chunks: JournalChunk[]): number {
    const known = this.parts.get(source);
    if (known !== undefined) return known;
    const number = this.parts.size + 1;
    this.parts.set(source, number);
    chunks.push({ kind: 'part', raw: packPart(number, part) });
    return number;
  }
}

const decoder = new TextDecoder();

/** The journals of a file's lines; a line of whose journal something is missing has none. */
export function readJournals(
  parts: readonly Uint8Array[],
  chunks: readonly Uint8Array[],
): ReadonlyMap<number, Journal> {
  const known = new Map(
    parts.flatMap((bytes) => unpackPart(bytes) ?? []).map(({ number, ...part }) => [number, part]),
  );
  const lines = new Map<number, { setupEntries: number; entries: JournalEntry[] } | null>();
  for (const bytes of chunks) {
    const parsed = parsedJournal(bytes);
    if (parsed === null) return new Map();
    const { line, setupEntries, from, entries } = parsed;
    const before = lines.get(line);
    const fresh = entries.map((entry) => entryOf(entry, known));
    const whole = fresh.filter((entry) => entry !== null);
    const fits = before !== null && from <= (before?.entries.length ?? 0) && whole.length === fresh.length;
    lines.set(
      line,
      fits ? { setupEntries, entries: [...(before?.entries.slice(0, from) ?? []), ...whole] } : null,
    );
  }
  return new Map(
    [...lines].flatMap(([line, read]) =>
      read === null ? [] : [[line, new Journal(read.entries, read.setupEntries)]],
    ),
  );
}

function parsedJournal(bytes: Uint8Array): z.infer<typeof storedJournal> | null {
  try {
    return storedJournal.safeParse(JSON.parse(decoder.decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}

type KnownParts = ReadonlyMap<number, Omit<NonNullable<ReturnType<typeof unpackPart>>, 'number'>>;

function entryOf(entry: StoredEntry, parts: KnownParts): JournalEntry | null {
  const { firstSeq } = entry;
  if (entry.kind === 'command') return { kind: 'command', command: commandOf(entry.command), firstSeq };
  const part = parts.get(entry.part);
  if (entry.kind === 'script')
    return part?.script === undefined ? null : { kind: 'script', script: part.script, firstSeq };
  return part?.workload === undefined
    ? null
    : { kind: 'run', workload: part.workload, steps: entry.steps, firstSeq };
}

function commandToStore(command: LabCommand): StoredCommand {
  switch (command.kind) {
    case 'free':
      return { ...command, allocationHandle: formatAddress(command.allocationHandle) };
    case 'useProvider':
      return { ...command, layers: command.layers.map(formatDecorator) };
    case 'machine': {
      const { command: asked } = command;
      if (asked.kind === 'receive')
        return {
          kind: 'machine',
          command: { ...asked, sharedMemoryHandle: formatAddress(asked.sharedMemoryHandle) },
        };
      if (asked.kind === 'completeAllocations')
        return { kind: 'machine', command: { ...asked, ids: [...asked.ids] } };
      return { kind: 'machine', command: asked };
    }
    default:
      return command;
  }
}

function commandOf(stored: StoredCommand): LabCommand {
  switch (stored.kind) {
    case 'free':
      return { ...stored, allocationHandle: BigInt(stored.allocationHandle) };
    case 'useProvider':
      return { ...stored, layers: stored.layers.flatMap((layer) => parseDecorator(layer) ?? []) };
    case 'machine': {
      const { command } = stored;
      return command.kind === 'receive'
        ? { kind: 'machine', command: { ...command, sharedMemoryHandle: BigInt(command.sharedMemoryHandle) } }
        : { kind: 'machine', command };
    }
    default:
      return stored;
  }
}
