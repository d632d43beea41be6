import { type Handle } from '../ndis/handles.ts';

/** Who called, beside the structure itself. */
export interface Caller {
  readonly ndisHandle: Handle;
  /** Code of the adapter that the call is about. */
  readonly adapter: number;
  readonly irql: number;
  readonly nullParameters: boolean;
  readonly nullAllocationHandle: boolean;
}
