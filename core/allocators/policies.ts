import { BestFit } from './best-fit.ts';
import { Bitmap } from './bitmap.ts';
import { Buddy } from './buddy.ts';
import { FirstFit } from './first-fit.ts';
import { LinearFit } from './linear-fit.ts';
import { NextFit } from './next-fit.ts';
import { type PolicyId } from './policy-ids.ts';
import { type RangeAllocator } from './range-allocator.ts';
import { SizeClasses } from './size-classes.ts';
import { Tlsf } from './tlsf.ts';
import { TwoLevelBins } from './two-level-bins.ts';
import { WorstFit } from './worst-fit.ts';

export { type PolicyId } from './policy-ids.ts';

export interface PolicyOptions {
  /** Buddy and bitmap: units that they tell apart, a power of two; 1 when not given. */
  granule?: number;
  /** Size classes: units of a slab, a power of two; by the capacity when not given. */
  slabLength?: number;
}

interface PolicyEntry {
  readonly id: PolicyId;
  readonly create: (capacity: number, options?: PolicyOptions) => RangeAllocator;
}

/** Every placement policy, by the name that the literature gives it. `:literal` ones walk a list, for teaching. */
export const POLICIES = [
  { id: 'first-fit', create: (capacity) => new FirstFit(capacity) },
  { id: 'next-fit', create: (capacity) => new NextFit(capacity) },
  { id: 'best-fit', create: (capacity) => new BestFit(capacity) },
  { id: 'worst-fit', create: (capacity) => new WorstFit(capacity) },
  { id: 'buddy', create: (capacity, options) => new Buddy(capacity, options?.granule) },
  { id: 'tlsf', create: (capacity) => new Tlsf(capacity) },
  { id: 'two-level-bins', create: (capacity) => new TwoLevelBins(capacity) },
  { id: 'size-classes', create: (capacity, options) => new SizeClasses(capacity, options?.slabLength) },
  { id: 'bitmap', create: (capacity, options) => new Bitmap(capacity, options?.granule) },
  { id: 'first-fit:literal', create: (capacity) => new LinearFit(capacity, 'first') },
  { id: 'next-fit:literal', create: (capacity) => new LinearFit(capacity, 'next') },
  { id: 'best-fit:literal', create: (capacity) => new LinearFit(capacity, 'best') },
  { id: 'worst-fit:literal', create: (capacity) => new LinearFit(capacity, 'worst') },
] as const satisfies readonly PolicyEntry[];

export const createPolicy = (id: PolicyId, capacity: number, options?: PolicyOptions): RangeAllocator => {
  const policies: readonly PolicyEntry[] = POLICIES;
  const policy = policies.find((entry) => entry.id === id);
  if (policy === undefined) throw new RangeError(`there is no placement policy "${id}"`);
  return policy.create(capacity, options);
};
