import { type EventDescription, formatAddress, irqlName } from '../../electron/contract/core.ts';

/** Name and value of something that was passed, both as Windows spells them. */
export interface PassedMember {
  readonly name: string;
  readonly value: string;
}

const hex = (value: number): string => '0x' + value.toString(16);
const handle = (value: bigint): string => (value === 0n ? 'NULL' : formatAddress(value));

/** What a request or an indication about queues, VPorts and drivers carried; empty where the log keeps nothing of it. */
export function requestMembers(event: EventDescription): readonly PassedMember[] {
  const { queueParameters: queue, vportParameters: vport, registration } = event;
  const members: PassedMember[] = [];
  const add = (name: string, value: string | number): void =>
    void members.push({ name, value: String(value) });
  if (queue !== null) {
    add('Header.Revision', queue.revision);
    add('Header.Size', queue.size);
    add('Flags', hex(queue.flags));
    add('QueueType', queue.queueType);
    add('ProcessorAffinity', hex(queue.affinityMask));
    add('NumSuggestedReceiveBuffers', queue.suggestedBuffers);
    add('LookaheadSize', queue.lookaheadSize);
    add('InformationBufferLength', queue.bufferLength);
  }
  if (vport !== null) {
    add('SwitchId', vport.switchId);
    add('VPortId', vport.vportId);
    add('AttachedFunctionId', vport.functionId === 0xffff ? 'NDIS_PF_FUNCTION_ID' : vport.functionId);
    if (event.op === 'vportParameters') add('VPortState', vport.vportState);
  }
  if (event.filterId !== null && event.filterId > 0) add('FilterId', event.filterId);
  for (const segment of event.segments) {
    add('SharedMemoryHandle', handle(segment.sharedMemoryHandle));
    add('SharedMemoryOffset', segment.offsetBytes);
    add('SharedMemoryLength', segment.lengthBytes);
  }
  if (event.netBufferList !== null) add('NetBufferList', event.netBufferList);
  if (registration !== null) {
    add('NdisHandle', handle(registration.ndisHandle));
    add('IRQL', irqlName(event.irql));
    add('Caller', registration.context);
  }
  if (event.binding !== null) add('NdisBindingHandle', handle(event.binding));
  return members;
}
