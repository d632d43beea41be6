import { type PageIndex } from '../memory/units.ts';
import { type Handle } from '../ndis/handles.ts';
import { type NetBufferSharedMemory } from '../ndis/net-buffers.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { type StatusCode } from '../ndis/status.ts';

/** What a workload may do: the calls of a miniport driver and of the switch above it, on one adapter. */
export interface WorkloadTarget {
  readonly nodeCount: number;
  /** The caller's structure. `prepare` fills it like a well-behaved driver; change members before `allocate`. */
  readonly parameters: SharedMemoryParameters;
  prepare(queueId: number, usage: number, lengthBytes: number): void;
  /** NdisAllocateSharedMemory; the allocation handle, NULL_HANDLE when it did not succeed. */
  allocate(): Handle;
  /** NdisFreeSharedMemory. */
  free(allocationHandle: Handle): void;
  /** OID_RECEIVE_FILTER_ALLOCATE_QUEUE; the queue id, 0 when it was refused. */
  allocateQueue(): number;
  /** One element of OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE; whether the miniport got it. */
  completeQueueAllocation(queueId: number): boolean;
  /** The miniport's CompletionStatus for that element. */
  writeCompletionStatus(queueId: number, status: StatusCode): void;
  /** The filter's id, 0 when it was refused. */
  setFilter(queueId: number): number;
  clearFilter(queueId: number, filterId: number): void;
  freeQueue(queueId: number): void;
  /** One NET_BUFFER_LIST with these segments; its id, 0 when nothing was indicated. */
  indicateReceive(queueId: number, segments: readonly NetBufferSharedMemory[]): number;
  returnNetBufferList(id: number): void;
  indicateDmaStopped(queueId: number): void;
  completeFreeQueue(queueId: number): void;
  /** Shows pages where a recording saw them; the block's ordinal, 0 when a page is taken or outside the memory. */
  placeRecorded(firstPage: PageIndex, pages: number): number;
  removeRecorded(block: number): void;
  /** Sets the simulated time of the calls that follow, in nanoseconds; it never goes back. */
  setTime(timeNs: number): void;
}

/**
 * Calls that can be made a few at a time, so that a window stays alive meanwhile. What needs more of a machine than a
 * driver's calls says so by its target.
 */
export interface Workload<Target = WorkloadTarget> {
  /** Steps in all, or null when only the end will tell. */
  readonly totalSteps: number | null;
  readonly doneSteps: number;
  /** Makes up to `steps` steps; false when there are none left. */
  run(target: Target, steps: number): boolean;
}
