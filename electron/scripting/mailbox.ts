/**
 * Numbers cross between the Lab and a script through one array that both see, so that a call costs no conversion of
 * arguments. Cells of that array, by their use.
 */
export const Cell = {
  // The request, as the caller filled it.
  length: 0,
  preferredNode: 1,
  usage: 2,
  flags: 3,
  queueId: 4,
  vportId: 5,
  sgListBufferLength: 6,
  /** Elements that the caller's buffer holds. */
  capacity: 7,
  // The answer.
  status: 8,
  virtualAddress: 9,
  sharedMemoryHandle: 10,
  /** Answer of an allocation; argument of a free. */
  blockContext: 11,
  // A question of the script to the memory: which, its arguments; the answer takes the place of `question`.
  question: 12,
  first: 13,
  second: 14,
  /** Pairs of page and count from here on. */
  elements: 16,
} as const;

/** Elements that fit into the array at a time. */
export const ELEMENTS_AT_ONCE = 1024;
export const MAILBOX_CELLS = Cell.elements + 2 * ELEMENTS_AT_ONCE;

/** What a script can ask of the memory. */
export const Question = {
  isFree: 1,
  take: 2,
  give: 3,
  firstFree: 4,
  freePages: 5,
  mapRun: 6,
  mapScattered: 7,
  newHandle: 8,
  /** So many elements are in the array; take them out. */
  takeElements: 9,
} as const;
