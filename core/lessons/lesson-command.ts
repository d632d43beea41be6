import { type Lab } from '../lab/lab.ts';
import { type MachineCommand } from '../lab/machine-command.ts';
import {
  allocateManually,
  completeRequest,
  freeManually,
  openReadyQueue,
  type RequestMembers,
} from '../lab/manual-calls.ts';
import { runMachineCommand } from '../lab/run-machine-command.ts';
import { type Sentence } from '../words/sentence.ts';
import { ALLOCATION_HANDLE_BASE, handleToAddress, NULL_HANDLE, type Handle } from '../ndis/handles.ts';

/** Which of a block's two names is passed; NULL is no name at all. */
export const HANDLE_KINDS = ['allocation', 'sharedMemory', 'null'] as const;
export type HandleKind = (typeof HANDLE_KINDS)[number];

/**
 * What a step does, as plain data. It names blocks by their number, since handles are not known when a lesson is
 * written; blocks count from 1 on each machine.
 */
export type LessonCommand =
  /** NdisAllocateSharedMemory, so many times; members that are absent are what a well-behaved caller passes. */
  | { readonly kind: 'allocate'; readonly request: RequestMembers; readonly times: number }
  | {
      readonly kind: 'free';
      readonly blocks: readonly number[];
      readonly handle: HandleKind;
      readonly irql: number;
    }
  /** A queue that is completed and has a filter, or an activated VPort. */
  | { readonly kind: 'openQueue' }
  /** A received packet in a block. */
  | {
      readonly kind: 'receive';
      readonly id: number;
      readonly block: number;
      readonly handle: HandleKind;
      readonly offsetBytes: number;
      readonly lengthBytes: number;
    }
  | { readonly kind: 'machine'; readonly command: MachineCommand }
  /** The switch's protocol driver registers a script of the lesson in place of its provider. */
  | { readonly kind: 'registerScript'; readonly script: string };

/** A command that needs no script. */
export type LessonCall = Exclude<LessonCommand, { readonly kind: 'registerScript' }>;

/** Registers a script with a machine; what is wrong with it, or null. */
export type RegisterLessonScript = (lab: Lab, name: string, source: string) => Promise<Sentence | null>;

/** The 64-bit value that a driver would pass for a block; a block that never was has an allocation handle too. */
function handleValue(lab: Lab, block: number, handle: HandleKind): bigint {
  if (handle === 'null') return 0n;
  if (handle === 'allocation') return handleToAddress((ALLOCATION_HANDLE_BASE + block) as Handle);
  const { blocks } = lab.ndis;
  return handleToAddress(blocks.exists(block) ? blocks.sharedMemoryHandle(block) : NULL_HANDLE);
}

/** Does what a command says, scripts apart; mistakes in it are NDIS's to judge and stand in the log. */
export function runLessonCommand(lab: Lab, command: LessonCall): void {
  switch (command.kind) {
    case 'allocate':
      for (let call = 0; call < command.times; call++)
        allocateManually(lab, completeRequest(lab, command.request));
      return;
    case 'free':
      for (const block of command.blocks)
        freeManually(lab, handleValue(lab, block, command.handle), command.irql);
      return;
    case 'openQueue':
      openReadyQueue(lab);
      return;
    case 'receive':
      runMachineCommand(lab, {
        kind: 'receive',
        id: command.id,
        sharedMemoryHandle: handleValue(lab, command.block, command.handle),
        offsetBytes: command.offsetBytes,
        lengthBytes: command.lengthBytes,
      });
      return;
    case 'machine':
      runMachineCommand(lab, command.command);
  }
}
