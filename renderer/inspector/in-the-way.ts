import {
  diagnosticName,
  type EventDescription,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  narrowestWindow,
  type PageWindow,
} from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Providers that answer with one run of pages whatever the flags say. */
const ONE_RUN_PROVIDERS: readonly string[] = ['default', 'contiguous-node', 'queue-pool'];

/** Whether the request was refused because the queue's own pool is full: what lies elsewhere has no part in it. */
export const isPoolFull = ({ diagnostic, further }: EventDescription): boolean =>
  [diagnostic, ...further.map((finding) => finding.diagnostic)].some(
    (code) => diagnosticName(code) === 'POOL_EXHAUSTED',
  );

/** Whether the request was refused for want of one run of pages that is long enough. */
export function wantedOneRun(event: EventDescription, provider: string): boolean {
  const { reason, request } = event;
  if (reason === null || request === null || reason.neededListBytes > 0 || isPoolFull(event)) return false;
  const contiguous = (request.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  return reason.largestFreePages < reason.askedPages && (contiguous || ONE_RUN_PROVIDERS.includes(provider));
}

/**
 * Where the fewest pages stood in the way of the run that was asked for, at the cursor; null when no node is as large
 * as the request.
 */
export const inTheWay = (model: SessionModel, askedPages: number): PageWindow | null =>
  narrowestWindow(model.owners, model.nodeStarts, askedPages, model.reserved);
