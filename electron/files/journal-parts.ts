import { z } from 'zod';
import { type ScriptSource, type WorkloadRecipe, type WorkloadSource } from '../../core/history/journal.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { ScenarioWorkload } from '../../core/scenarios/scenario-workload.ts';
import { WordPacker, WordReader } from '../../core/session-file/word-codec.ts';
import { TraceOp, type TraceProgram } from '../../core/workloads/trace-program.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { type Workload } from '../../core/workloads/workload.ts';
import { demonstrationRequest, scriptRequest } from '../contract/schemas.ts';
import { parseScenario } from './read-scenario.ts';

/** What a journal speaks of by a number: a script, or what a workload is made from. */
export type JournalPart =
  ({ readonly kind: 'script' } & ScriptSource) | (WorkloadRecipe & { readonly name: string });

const count = z.number().int().min(0).max(0xffff_ffff);
const name = z.string().max(300);
const { seed, machines } = demonstrationRequest.shape;
const head = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('script'), number: count, ...scriptRequest.shape }),
  z.strictObject({ kind: z.literal('demonstration'), number: count, name, seed, machines }),
  z.strictObject({ kind: z.literal('scenario'), number: count, name, text: z.string() }),
  z.strictObject({
    kind: z.literal('trace'),
    number: count,
    name,
    format: z.enum(['rep', 'ftrace', 'mtrace', 'vma']),
    length: count,
    idCount: count,
    pageFrames: z.strictObject({ lowest: count, highest: count }).nullable(),
    skipped: z.record(z.string(), count),
    options: z.strictObject({ asRecorded: z.boolean(), queueId: count }),
    /** Which of the columns that not every format has stand behind the others. */
    hasFrames: z.boolean(),
    times: z.enum(['none', 'steps', 'numbers']),
  }),
]);
type Head = z.infer<typeof head>;
type TraceHead = Extract<Head, { kind: 'trace' }>;

/** The length of the head, the head as UTF-8 JSON, then the columns of a trace (`packColumns`). */
export function packPart(number: number, part: JournalPart): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(headOf(number, part)));
  const columns = part.kind === 'trace' ? packColumns(part.program) : new Uint8Array(0);
  const bytes = new Uint8Array(LENGTH_BYTES + text.length + columns.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, LENGTH_BYTES);
  bytes.set(columns, LENGTH_BYTES + text.length);
  return bytes;
}

const LENGTH_BYTES = 4;

function headOf(number: number, part: JournalPart): Head {
  if (part.kind !== 'trace') return { number, ...part };
  const { format, length, idCount, pageFrames, skipped, pageFrameNumbers } = part.program;
  return {
    ...{
      kind: 'trace',
      number,
      name: part.name,
      format,
      length,
      idCount,
      pageFrames,
      skipped: { ...skipped },
    },
    options: { ...part.options },
    hasFrames: pageFrameNumbers.length > 0,
    times: timesOf(part.program),
  };
}

/** How times are kept: as whole steps of up to 2^32 ns where all of them are, else as the two words of each number. */
function timesOf({ timesNs }: TraceProgram): TraceHead['times'] {
  if (timesNs.length === 0) return 'none';
  const whole = timesNs.every((time, at) => {
    const step = time - (timesNs[at - 1] ?? 0);
    return Number.isInteger(step) && step >= 0 && step <= 0xffff_ffff;
  });
  return whole ? 'steps' : 'numbers';
}

/** Columns one behind the other in groups of seven bits; ids and page frames as differences. */
function packColumns(program: TraceProgram): Uint8Array {
  const { ops, ids, lengthsBytes, pageFrameNumbers, timesNs } = program;
  const packer = new WordPacker();
  packer.words(Uint32Array.from(ops));
  packer.words(differences(ids));
  packer.words(lengthsBytes).words(differences(pageFrameNumbers));
  if (timesOf(program) === 'steps')
    packer.words(Uint32Array.from(timesNs, (time, at) => time - (timesNs[at - 1] ?? 0)));
  else packer.words(new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length));
  return packer.take();
}

/** Each number as its difference to the one before, small in either direction is small. */
function differences(values: Uint32Array): Uint32Array {
  let before = 0;
  return values.map((value) => {
    const difference = (value - before) | 0;
    before = value;
    return ((difference << 1) ^ (difference >> 31)) >>> 0;
  });
}

function summed(differencesOf: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let before = 0;
  return differencesOf.map((zigzag) => (before = (before + ((zigzag >>> 1) ^ -(zigzag & 1))) >>> 0));
}

/** A part that was read: a script or a workload. */
export interface ReadPart {
  readonly number: number;
  readonly script?: ScriptSource;
  readonly workload?: WorkloadSource;
}

/** The part that `packPart` has packed; null for any other bytes. */
export function unpackPart(bytes: Uint8Array): ReadPart | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  let parsed: Head;
  try {
    const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
    parsed = head.parse(JSON.parse(text));
  } catch {
    return null;
  }
  const { number } = parsed;
  switch (parsed.kind) {
    case 'script': {
      const { source, name: called, callMs } = parsed;
      return { number, script: { source, name: called, callMs } };
    }
    case 'demonstration': {
      const recipe = { kind: 'demonstration', seed: parsed.seed, machines: parsed.machines } as const;
      return { number, workload: sourceOf(parsed.name, recipe, () => new VmqDemonstration(recipe)) };
    }
    case 'scenario': {
      const { text } = parsed;
      const read = parseScenario(parsed.name, text);
      if (!read.ok) return null;
      const { scenario } = read;
      return {
        number,
        workload: sourceOf(parsed.name, { kind: 'scenario', text }, () => new ScenarioWorkload(scenario)),
      };
    }
    case 'trace': {
      const program = readColumns(parsed, new WordReader(bytes, LENGTH_BYTES + length), bytes.length);
      if (program === null) return null;
      const { options } = parsed;
      const recipe = { kind: 'trace', program, options } as const;
      return { number, workload: sourceOf(parsed.name, recipe, () => new TraceReplay(program, options)) };
    }
  }
}

const sourceOf = (called: string, recipe: WorkloadRecipe, create: () => Workload<Lab>): WorkloadSource => ({
  name: called,
  recipe,
  create,
});

function readColumns(parsed: TraceHead, reader: WordReader, bytes: number): TraceProgram | null {
  const { format, length, idCount, pageFrames, skipped, hasFrames } = parsed;
  // A word is a byte at least: whoever says more must not be given the memory for it.
  if (length > bytes || idCount > bytes) return null;
  const ops = Uint8Array.from(reader.words(length));
  const ids = summed(reader.words(length));
  const lengthsBytes = reader.words(length);
  const pageFrameNumbers = summed(reader.words(hasFrames ? length : 0));
  const timesNs = readTimes(parsed, reader);
  const known = ops.every((op) => op >= TraceOp.allocate && op <= TraceOp.resize);
  if (reader.broken || !reader.atEnd || !known || ids.some((id) => id >= idCount)) return null;
  return { format, length, ops, ids, lengthsBytes, pageFrameNumbers, timesNs, idCount, pageFrames, skipped };
}

function readTimes({ times, length }: TraceHead, reader: WordReader): Float64Array<ArrayBuffer> {
  if (times === 'none') return new Float64Array(0);
  if (times === 'numbers') return new Float64Array(reader.words(2 * length).buffer);
  let time = 0;
  return Float64Array.from(reader.words(length), (step) => (time += step));
}
