import { diagnosticSeverity } from '../../electron/contract/core.ts';

/** What the map colours blocks by. */
export const COLOUR_BYS = ['queue', 'provider', 'usage', 'node', 'vport', 'size', 'age', 'status'] as const;
export type ColourBy = (typeof COLOUR_BYS)[number];

/** Key of a block that a VPort owns, where colours tell queues apart; and of one that none owns, among VPorts. */
export const VPORT_MEMORY = 0x1_0000;
export const NO_VPORT = 0;
/** Key of a block whose pages lie on no node that its record names. */
export const UNKNOWN_NODE = 0xff;

/** Largest Length of every size class but the last, in bytes. */
export const SIZE_LIMITS: readonly number[] = [4, 16, 64, 256, 1024, 4096, 16_384].map((kib) => kib * 1024);
const SMALLEST_LIMIT = 4096;
/** Where an age class ends, in events. */
export const AGE_LIMITS: readonly number[] = [10, 100, 1000, 10_000, 100_000, 1_000_000];

/** The class of a value, from the limits that it does not reach (or, for sizes, does not pass). */
export const sizeClassOf = (bytes: number): number =>
  // The limits are powers of 4, from 4 KiB on; asked of every event of a log.
  bytes <= SMALLEST_LIMIT ? 0 : Math.min(SIZE_LIMITS.length, (21 - Math.clz32(bytes - 1)) >> 1);
export const ageClassOf = (events: number): number => classOf(AGE_LIMITS, events + 1);

/** How many limits a value passes. */
function classOf(limits: readonly number[], value: number): number {
  let passed = 0;
  while (passed < limits.length && value > limits[passed]!) passed++;
  return passed;
}

const SEVERITIES = ['note', 'warning', 'error'] as const;
/** Keys of calls that were reported on follow those of the statuses. */
const FIRST_REPORTED = 16;

/** Status of the call that made a block; where something was reported about it, how grave that is. */
export function statusKeyOf(status: number, diagnostic: number): number {
  // Asked for every block there is, and most were not reported on.
  const severity = diagnostic === 0 ? null : diagnosticSeverity(diagnostic);
  return severity === null ? status : FIRST_REPORTED + SEVERITIES.indexOf(severity);
}

export const severityOfKey = (key: number): (typeof SEVERITIES)[number] | null =>
  SEVERITIES[key - FIRST_REPORTED] ?? null;

const CATEGORIES = 8;
const FIRST_SEQUENCE = CATEGORIES + 1;
const SEQUENCE = 8;
const FIRST_STATUS = FIRST_SEQUENCE + SEQUENCE;
const STATUSES = 9;
const FIRST_SEVERITY = FIRST_STATUS + STATUSES;

/** Palette entry (from 1, see `STYLE_TOKENS`) of a key; the default queue and what has no owner are grey. */
export function styleOfKey(colourBy: ColourBy, key: number): number {
  switch (colourBy) {
    case 'queue':
      return key === 0 ? CATEGORIES : ((key - 1) % (CATEGORIES - 1)) + 1;
    case 'vport':
      return key === NO_VPORT ? CATEGORIES : ((key - 1) % (CATEGORIES - 1)) + 1;
    case 'provider':
      return ((key - 1) % CATEGORIES) + 1;
    case 'usage':
    case 'node':
      return (key % CATEGORIES) + 1;
    case 'size':
      return FIRST_SEQUENCE + key;
    // The youngest are the brightest: they are what moves.
    case 'age':
      return FIRST_SEQUENCE + SEQUENCE - 1 - key;
    case 'status':
      return key < FIRST_REPORTED
        ? FIRST_STATUS + Math.min(key, STATUSES - 1)
        : FIRST_SEVERITY + key - FIRST_REPORTED;
  }
}
