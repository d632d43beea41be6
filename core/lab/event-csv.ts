import { formatAddress } from '../memory/units.ts';
import { NDIS_SHARED_MEMORY_USAGES } from '../ndis/constants.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { type EventDescription } from './describe-event.ts';

export const EVENT_CSV_HEADER =
  'seq,timeNs,op,provider,adapter,queueId,vportId,usage,status,ruleId,allocationHandle,sharedMemoryHandle,' +
  'virtualAddress,lengthBytes,grantedBytes,node,sgElements';

const address = (value: bigint | null): string => (value === null ? '' : formatAddress(value));

/**
 * One event as a row of comma-separated values, without the line end. Nothing in it needs quoting: names are
 * identifiers, addresses are hexadecimal, elements are `physicalAddress:length` joined by semicolons.
 * @param providerId id of the provider that answered, empty when none did
 */
export function eventCsvRow(event: EventDescription, providerId: string): string {
  const call = event.request !== null || event.block > 0;
  return [
    event.seq,
    event.timeNs,
    event.op,
    providerId,
    event.adapter,
    event.queueId,
    event.vportId,
    call ? (NDIS_SHARED_MEMORY_USAGES[event.usage] ?? event.usage) : '',
    statusName(event.status) ?? '',
    ruleId(event.rule),
    address(event.allocationHandle),
    address(event.sharedMemoryHandle),
    address(event.virtualAddress),
    event.lengthBytes,
    event.grantedBytes,
    event.node ?? '',
    event.elements.map((element) => `${formatAddress(element.address)}:${element.lengthBytes}`).join(';'),
  ].join(',');
}
