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

export const QUEUE_EVENTS = [
  'allocateQueue',
  'queueParameters',
  'setFilter',
  'clearLastFilter',
  'clearFilter',
  'enumFilters',
  'filterParameters',
  'allocationComplete',
  'receive',
  'freeQueue',
  'dmaStopped',
  'resourcesFreed',
] as const;
export type QueueEvent = (typeof QUEUE_EVENTS)[number];

/** The table of queue-states-and-operations: what is absent is an invalid combination. */
const TRANSITIONS: Record<QueueEvent, Partial<Record<QueueState, QueueState>>> = {
  allocateQueue: { Undefined: 'Allocated' },
  queueParameters: { Allocated: 'Allocated', Set: 'Set', Running: 'Running', Paused: 'Paused' },
  setFilter: { Allocated: 'Set', Set: 'Set', Running: 'Running', Paused: 'Running' },
  clearLastFilter: { Set: 'Allocated', Running: 'Paused' },
  clearFilter: { Set: 'Set', Running: 'Running' },
  enumFilters: { Allocated: 'Allocated', Set: 'Set', Running: 'Running', Paused: 'Paused' },
  filterParameters: { Set: 'Set', Running: 'Running' },
  allocationComplete: { Allocated: 'Paused', Set: 'Running' },
  receive: { Running: 'Running' },
  freeQueue: { Allocated: 'StopDma', Paused: 'StopDma' },
  dmaStopped: { StopDma: 'Freeing' },
  resourcesFreed: { Freeing: 'Undefined' },
};

/** The state after the event, or null where the table has no such combination. */
export const nextQueueState = (state: QueueState, event: QueueEvent): QueueState | null =>
  TRANSITIONS[event][state] ?? null;
