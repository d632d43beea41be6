import { type OpCode } from '../events/record.ts';
import { type ScatteredRanges } from '../memory/system-address-space.ts';
import { type CallOutcome } from '../ndis/call-outcome.ts';
import { type Handle } from '../ndis/handles.ts';
import { type Adapter } from '../ndis/machine.ts';
import { type Ndis } from '../ndis/ndis.ts';
import { type PagePool } from '../providers/page-pool.ts';
import { type SharedMemoryHandles } from '../providers/shared-memory-handles.ts';
import { type LabConfig } from './lab-config.ts';
import { type OtherEvent } from './recorder.ts';

/** What the drivers of a Lab need of it: the machine, and a place where their events go. */
export interface DriverHome {
  readonly ndis: Ndis;
  readonly outcome: CallOutcome;
  /** The binding that goes without saying in the log. */
  readonly usualBindingHandle: Handle;
  record(op: OpCode, event: OtherEvent): void;
  recordForcedFree(): void;
  recordOrphans(): void;
  closeBindingsOf(adapter: Adapter): void;
}

/** What providers of a Lab are made of. */
export interface ProviderHome {
  readonly config: LabConfig;
  readonly ndis: Ndis;
  readonly pool: PagePool;
  readonly scattered: ScatteredRanges;
  readonly sharedMemoryHandles: SharedMemoryHandles;
}
