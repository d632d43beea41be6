import { z } from 'zod';
import { type Lab } from '../../core/lab/lab.ts';
import { allocateManually, completeRequest, freeManually } from '../../core/lab/manual-calls.ts';
import { runMachineCommand } from '../../core/lab/run-machine-command.ts';
import { ALLOCATION_HANDLE_BASE, handleToAddress, type Handle } from '../../core/ndis/handles.ts';
import { NDIS_VERSIONS } from '../../core/ndis/constants.ts';
import { type LabConfig } from '../../core/lab/lab-config.ts';
import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { byteCount } from '../../core/memory/units.ts';
import { allocateRequest, machineCommand } from '../contract/schemas.ts';
import { UsageError } from './arguments.ts';

const uint32 = z.number().int().min(0).max(0xffff_ffff);

/** The first line may describe the machine; everything has a usual value. */
const machineLine = z.strictObject({
  kind: z.literal('machine'),
  memoryBytes: z.number().int().min(4096).optional(),
  nodeCount: z.number().int().min(1).max(64).optional(),
  seed: uint32.optional(),
  provider: z.enum(PROVIDER_CHOICES.map((choice) => choice.id)).optional(),
  mode: z.enum(['vmq', 'sriov']).optional(),
  ndisVersion: z.literal(NDIS_VERSIONS).optional(),
});

/** NdisAllocateSharedMemory: Length, and whatever is not what a well-behaved caller passes. */
const allocateLine = z.strictObject({
  ...allocateRequest.partial().shape,
  kind: z.literal('allocate'),
  lengthBytes: uint32,
});
/** NdisFreeSharedMemory of the n-th block that was made, from 1. */
const freeLine = z.strictObject({
  kind: z.literal('free'),
  block: z.number().int().min(1),
  irql: z.number().int().min(0).max(15).optional(),
});

type Line = z.infer<typeof allocateLine> | z.infer<typeof freeLine> | z.infer<typeof machineCommand>;

export interface CommandFile {
  /** What differs from the usual machine. */
  readonly machine: Partial<LabConfig>;
  readonly lines: readonly Line[];
}

/** Whether a text is a list of commands, one JSON object a line, rather than a trace. */
export const isCommandText = (text: string): boolean => /^\s*(\{|\/[/*])/.test(text);

/**
 * Reads commands, one JSON object a line; blank lines are left out.
 * @throws UsageError naming file, line, field and what was expected
 */
export function parseCommands(file: string, text: string): CommandFile {
  const lines: Line[] = [];
  let machine: Partial<LabConfig> = {};
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const where = `${file}, line ${index + 1}`;
    const value = parseJson(line, where);
    const kind = z.object({ kind: z.string() }).safeParse(value).data?.kind ?? '';
    if (kind === 'machine') {
      if (lines.length > 0) throw new UsageError(`${where}: expected "machine" before every other command`);
      machine = machineOf(checked(machineLine, value, where));
    } else if (kind === 'allocate') lines.push(checked(allocateLine, value, where));
    else if (kind === 'free') lines.push(checked(freeLine, value, where));
    else lines.push(checked(machineCommand, value, where));
  });
  return { machine, lines };
}

/** Members that were not given leave the usual value in place. */
function machineOf({
  memoryBytes,
  nodeCount,
  seed,
  provider,
  mode,
  ndisVersion,
}: z.infer<typeof machineLine>) {
  return {
    ...(memoryBytes !== undefined && { memoryBytes: byteCount(memoryBytes) }),
    ...(nodeCount !== undefined && { nodeCount }),
    ...(seed !== undefined && { seed }),
    ...(provider !== undefined && { provider }),
    ...(mode !== undefined && { mode }),
    ...(ndisVersion !== undefined && { ndisVersion }),
  };
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${where}: expected a JSON object (${reason})`);
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new UsageError(
    `${where}${field === '' ? '' : `, field ${field}`}: ${issue?.message ?? 'unknown command'}`,
  );
}

/** Makes the calls; mistakes in them are NDIS's to judge and stand in the log. */
export function runCommands(lab: Lab, lines: readonly Line[]): void {
  for (const line of lines) {
    if (line.kind === 'allocate') allocate(lab, line);
    else if (line.kind === 'free') {
      const handle = handleToAddress((ALLOCATION_HANDLE_BASE + line.block) as Handle);
      freeManually(lab, handle, line.irql ?? 0);
    } else if (line.kind === 'receive') {
      runMachineCommand(lab, { ...line, sharedMemoryHandle: BigInt(line.sharedMemoryHandle) });
    } else runMachineCommand(lab, line);
  }
}

function allocate(lab: Lab, line: z.infer<typeof allocateLine>): void {
  const given = Object.entries(line).filter(([name, value]) => name !== 'kind' && value !== undefined);
  allocateManually(
    lab,
    completeRequest(lab, { ...Object.fromEntries(given), lengthBytes: line.lengthBytes }),
  );
}
