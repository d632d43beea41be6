import whoCallsWhom from './01-who-calls-whom.md?raw';
import parameters from './02-parameters.md?raw';
import fourStatuses from './03-four-statuses.md?raw';
import twoHandles from './04-two-handles.md?raw';
import scatterGather from './05-scatter-gather.md?raw';
import fragmentation from './06-fragmentation.md?raw';
import policies from './07-policies.md?raw';
import lifeOfAQueue from './08-life-of-a-queue.md?raw';
import numa from './09-numa.md?raw';
import versions from './10-versions.md?raw';
import brokenContract from './11-broken-contract.md?raw';
import yourOwnProvider from './12-your-own-provider.md?raw';

/** The lessons that come with the program, in their order; `electron/files/read-lesson.ts` reads them. */
export const BUNDLED_LESSONS = [
  { name: '01-who-calls-whom.md', source: whoCallsWhom },
  { name: '02-parameters.md', source: parameters },
  { name: '03-four-statuses.md', source: fourStatuses },
  { name: '04-two-handles.md', source: twoHandles },
  { name: '05-scatter-gather.md', source: scatterGather },
  { name: '06-fragmentation.md', source: fragmentation },
  { name: '07-policies.md', source: policies },
  { name: '08-life-of-a-queue.md', source: lifeOfAQueue },
  { name: '09-numa.md', source: numa },
  { name: '10-versions.md', source: versions },
  { name: '11-broken-contract.md', source: brokenContract },
  { name: '12-your-own-provider.md', source: yourOwnProvider },
] as const;
