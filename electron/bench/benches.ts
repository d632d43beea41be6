import { allocatorsBench } from '../../core/bench/allocators.bench.ts';
import { type Bench } from '../../core/bench/bench.ts';
import { eventLogBench } from '../../core/bench/event-log.bench.ts';
import { ndisCallsBench } from '../../core/bench/ndis-calls.bench.ts';
import { sessionFileBench } from './session-file.bench.ts';
import { scriptProviderBench } from './script-provider.bench.ts';

/** What `npm run bench` runs, in this order; a new bench is one more entry. */
export const BENCHES: readonly Bench[] = [
  allocatorsBench,
  ndisCallsBench,
  scriptProviderBench,
  eventLogBench,
  sessionFileBench,
];
