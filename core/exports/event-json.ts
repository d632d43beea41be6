import { type EventDescription } from '../lab/describe-event.ts';
import { formatAddress } from '../memory/units.ts';
import { irqlName, usageShortName } from '../ndis/constants.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';

const address = (value: bigint | null): string | null => (value === null ? null : formatAddress(value));

/** What an event holds back, and what it releases, in the words that JSON has for it. */
export const reservedJson = ({ reserved }: EventDescription): readonly object[] =>
  reserved.map(({ why, address: physicalAddress, lengthBytes, takenBy }) => ({
    why,
    physicalAddress: formatAddress(physicalAddress),
    lengthBytes,
    takenBy,
  }));

/** One event as a line of JSON: names instead of codes, addresses and handles as hexadecimal text. */
export function eventJson(
  event: EventDescription,
  provider: string,
  raw: { readonly record: string; readonly side: string },
): string {
  const aboutMemory = event.request !== null || event.block > 0;
  return JSON.stringify({
    seq: event.seq,
    timeNs: event.timeNs,
    op: event.op,
    provider: provider === '' ? null : provider,
    adapter: event.adapter,
    queueId: event.queueId,
    vportId: event.vportId,
    usage: aboutMemory ? usageShortName(event.usage) : null,
    status: statusName(event.status),
    rule: ruleId(event.rule) || null,
    diagnostic: diagnosticName(event.diagnostic),
    irql: irqlName(event.irql),
    block: event.block || null,
    allocationHandle: address(event.allocationHandle),
    sharedMemoryHandle: address(event.sharedMemoryHandle),
    virtualAddress: address(event.virtualAddress),
    lengthBytes: event.lengthBytes,
    grantedBytes: event.grantedBytes,
    node: event.node,
    probes: event.probes,
    elements: event.elements.map((element) => ({
      physicalAddress: formatAddress(element.address),
      lengthBytes: element.lengthBytes,
    })),
    reserved: reservedJson(event),
    reason: event.reason,
    ...raw,
  });
}
