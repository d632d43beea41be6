/** States of a VM queue, after queue-states-and-operations. The position is the code in event records. */
export const QUEUE_STATES = [
  'Undefined',
  'Allocated',
  'Set',
  'Running',
  'Paused',
  'StopDma',
  'Freeing',
] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

export type QueueEvent =
  | 'allocateQueue'
  | 'setFilter'
  | 'clearLastFilter'
  | 'clearFilter'
  | 'allocationComplete'
  | 'freeQueue'
  | 'dmaStopped'
  | 'resourcesFreed';

/** The table of queue-states-and-operations: what is absent is an invalid combination. */
const TRANSITIONS: Record<QueueEvent, Partial<Record<QueueState, QueueState>>> = {
  allocateQueue: { Undefined: 'Allocated' },
  setFilter: { Allocated: 'Set', Set: 'Set', Running: 'Running', Paused: 'Running' },
  clearLastFilter: { Set: 'Allocated', Running: 'Paused' },
  clearFilter: { Set: 'Set', Running: 'Running' },
  allocationComplete: { Allocated: 'Paused', Set: 'Running' },
  freeQueue: { Allocated: 'StopDma', Paused: 'StopDma' },
  dmaStopped: { StopDma: 'Freeing' },
  resourcesFreed: { Freeing: 'Undefined' },
};

/** The state after the event, or null where the table has no such combination. */
export const nextQueueState = (state: QueueState, event: QueueEvent): QueueState | null =>
  TRANSITIONS[event][state] ?? null;
