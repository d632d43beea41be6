import { allocatorsBench } from './allocators.bench.ts';
import { type Bench } from './bench.ts';

/** What `npm run bench` runs, in this order; a new bench is one more entry. */
export const BENCHES: readonly Bench[] = [allocatorsBench];
