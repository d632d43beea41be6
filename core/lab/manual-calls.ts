import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NdisNicSwitchVPortStateActivated,
  NdisSharedMemoryUsageReceive,
  type NdisVersion,
} from '../ndis/constants.ts';
import { handleFromAddress } from '../ndis/handles.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  type SharedMemoryParameters,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';
import { pageIndex } from '../memory/units.ts';
import { SUCCESS } from '../ndis/status.ts';
import { type Lab } from './lab.ts';

/** A request that a person filled in, member by member; nothing in it has to be right. */
export interface ManualRequest {
  readonly headerType: number;
  readonly headerRevision: number;
  readonly headerSize: number;
  readonly flags: number;
  readonly queueId: number;
  readonly preferredNode: number;
  readonly usage: number;
  readonly lengthBytes: number;
  /** 0 together with no list stands for a NULL SGListBuffer. */
  readonly sgListBufferLength: number;
  readonly vportId: number;
  readonly irql: number;
}

/** Length, and whatever is not what a well-behaved caller passes. */
export type RequestMembers = Pick<ManualRequest, 'lengthBytes'> & Partial<ManualRequest>;

/** Fills what was left open as a caller of the machine's NDIS version would. */
export function completeRequest(lab: Lab, members: RequestMembers): ManualRequest {
  const headerRevision = members.headerRevision ?? revisionFor(lab.config.ndisVersion);
  return {
    headerType: NDIS_OBJECT_TYPE_DEFAULT,
    headerSize: headerSizeFor(headerRevision),
    flags: 0,
    queueId: 0,
    preferredNode: MM_ANY_NODE_OK,
    usage: NdisSharedMemoryUsageReceive,
    sgListBufferLength: usualSgListBufferLength(members.lengthBytes),
    vportId: 0,
    irql: 0,
    ...members,
    headerRevision,
  };
}

/** Fills the structure as the request says. */
export function fillRequest(
  parameters: SharedMemoryParameters,
  request: ManualRequest,
  version: NdisVersion,
): void {
  parameters.fill(version, request.queueId, request.usage, request.lengthBytes);
  parameters.Header.Type = request.headerType;
  parameters.Header.Revision = request.headerRevision;
  parameters.Header.Size = request.headerSize;
  parameters.Flags = request.flags;
  parameters.PreferredNode = request.preferredNode;
  parameters.SGListBufferLength = request.sgListBufferLength;
  parameters.sgListBufferPage = request.sgListBufferLength === 0 ? pageIndex(0) : CALLER_SG_BUFFER_PAGE;
  parameters.VPortId = request.vportId;
}

/** NdisAllocateSharedMemory with the adapter handle; answers the event's sequence number. */
export function allocateManually(lab: Lab, request: ManualRequest): number {
  fillRequest(lab.parameters, request, lab.config.ndisVersion);
  lab.allocateAs({
    ...lab.callerFor(lab.adapter),
    irql: request.irql,
  });
  return lab.session.log.length - 1;
}

/** NdisFreeSharedMemory with the adapter handle and any 64-bit value; answers the event's sequence number. */
export function freeManually(lab: Lab, allocationHandle: bigint, irql: number): number {
  lab.freeAs({ ...lab.callerFor(lab.adapter), irql }, handleFromAddress(allocationHandle));
  return lab.session.log.length - 1;
}

/** What the switch does for a new machine: a completed queue with a filter, or an activated VPort; its id or 0. */
export function openReadyQueue(lab: Lab): number {
  if (lab.config.mode === 'sriov') return openReadyVPort(lab);
  const queueId = lab.allocateQueue();
  if (queueId === 0) return 0;
  lab.setFilter(queueId);
  if (lab.completeQueueAllocation(queueId)) lab.writeCompletionStatus(queueId, SUCCESS);
  return queueId;
}

function openReadyVPort(lab: Lab): number {
  const vportId = lab.driver.createVPort();
  if (vportId === 0) return 0;
  lab.driver.setFilter(0, vportId);
  lab.driver.setVPortParameters(vportId, NdisNicSwitchVPortStateActivated);
  lab.miniport.completeVPortActivation(vportId, SUCCESS);
  return vportId;
}
