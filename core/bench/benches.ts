import { allocatorsBench } from './allocators.bench.ts';
import { type Bench } from './bench.ts';
import { ndisCallsBench } from './ndis-calls.bench.ts';

/** What `npm run bench` runs, in this order; a new bench is one more entry. */
export const BENCHES: readonly Bench[] = [allocatorsBench, ndisCallsBench];
