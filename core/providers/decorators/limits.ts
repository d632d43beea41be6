import { bytesToPages } from '../../memory/units.ts';
import { diagnosticCode } from '../../ndis/diagnostics.ts';
import { type SharedMemoryProviderCharacteristics } from '../../ndis/provider-characteristics.ts';
import { RESOURCES } from '../../ndis/status.ts';
import { type InnerProvider, withHandlers, withLargestGrant } from './decorator.ts';

const QUOTA_EXCEEDED = diagnosticCode('QUOTA_EXCEEDED');
const FAULT_INJECTED = diagnosticCode('FAULT_INJECTED');

/** Refuses what would take the provider's blocks beyond `pages` pages in all. */
export const quota = (inner: InnerProvider, pages: number): SharedMemoryProviderCharacteristics =>
  withLargestGrant(
    withHandlers(inner, (parameters, call) => {
      const held = inner.heldPages();
      if (held + bytesToPages(parameters.Length) <= pages) return inner.allocate(parameters, call);
      call.freePages = Math.max(0, pages - held);
      call.largestFreePages = call.freePages;
      call.diagnostic = QUOTA_EXCEEDED;
      return RESOURCES;
    }),
    () => pages - inner.heldPages(),
    pages,
  );

/** Refuses every request while fewer than `pages` pages of the machine are free. */
export const failBelowFree = (
  inner: InnerProvider,
  pages: number,
  freePages: () => number,
): SharedMemoryProviderCharacteristics =>
  withLargestGrant(
    withHandlers(inner, (parameters, call) => {
      const free = freePages();
      if (free >= pages) return inner.allocate(parameters, call);
      call.freePages = free;
      call.largestFreePages = free;
      call.diagnostic = FAULT_INJECTED;
      return RESOURCES;
    }),
    () => (freePages() >= pages ? Infinity : 0),
  );
