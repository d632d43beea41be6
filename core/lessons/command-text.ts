import {
  irqlName,
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  usageShortName,
} from '../ndis/constants.ts';
import { type LessonCommand } from './lesson-command.ts';

/** A command as one would write it on a board: the call's name and what it is given. Never translated. */
export function commandText(command: LessonCommand): string {
  switch (command.kind) {
    case 'allocate': {
      const members = Object.entries(command.request).map(
        ([name, value]) => `${MEMBER_NAMES[name] ?? name} ${memberText(name, value)}`,
      );
      const times = command.times === 1 ? '' : ` × ${command.times}`;
      return `NdisAllocateSharedMemory(${members.join(', ')})${times}`;
    }
    case 'free': {
      const which = command.blocks.map((block) => `block ${block}`).join(', ');
      const handle = command.handle === 'allocation' ? '' : `, ${HANDLE_NAMES[command.handle]}`;
      const irql = command.irql === 0 ? '' : `, IRQL ${irqlName(command.irql)}`;
      return `NdisFreeSharedMemory(${which}${handle}${irql})`;
    }
    case 'openQueue':
      return 'OID_RECEIVE_FILTER_ALLOCATE_QUEUE, SET_FILTER, QUEUE_ALLOCATION_COMPLETE';
    case 'receive':
      return `NdisMIndicateReceiveNetBufferLists(queue ${command.id}, block ${command.block}, ${sizeText(command.lengthBytes)})`;
    case 'registerScript':
      return `NdisSetOptionalHandlers(${command.script})`;
    case 'machine': {
      const { kind, ...members } = command.command;
      const given = Object.entries(members).map(([name, value]) => `${name} ${String(value)}`);
      const name = FUNCTION_NAMES[kind] ?? kind;
      return given.length === 0 ? name : `${name}(${given.join(', ')})`;
    }
  }
}

/** As on the members of NDIS_SHARED_MEMORY_PARAMETERS. */
const MEMBER_NAMES: Readonly<Record<string, string>> = {
  headerType: 'Header.Type',
  headerRevision: 'Header.Revision',
  headerSize: 'Header.Size',
  flags: 'Flags',
  queueId: 'QueueId',
  preferredNode: 'PreferredNode',
  usage: 'Usage',
  lengthBytes: 'Length',
  sgListBufferLength: 'SGListBufferLength',
  vportId: 'VPortId',
  irql: 'IRQL',
};

const HANDLE_NAMES = { sharedMemory: 'SharedMemoryHandle', null: 'NULL' } as const;

/** The function, OID or indication behind a command of the machine, where it has a name that is worth showing. */
const FUNCTION_NAMES: Readonly<Record<string, string>> = {
  allocateQueue: 'OID_RECEIVE_FILTER_ALLOCATE_QUEUE',
  setFilter: 'OID_RECEIVE_FILTER_SET_FILTER',
  clearFilter: 'OID_RECEIVE_FILTER_CLEAR_FILTER',
  completeAllocation: 'OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE',
  completeAllocations: 'OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE',
  fillAndComplete: 'NdisAllocateSharedMemory, OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE',
  freeQueue: 'OID_RECEIVE_FILTER_FREE_QUEUE',
  dmaStopped: 'NDIS_STATUS_RECEIVE_QUEUE_STATE',
  freeQueueMemory: 'NdisFreeSharedMemory',
  completeFreeQueue: 'NdisMOidRequestComplete',
  returnBuffers: 'NdisReturnNetBufferLists',
  createVPort: 'OID_NIC_SWITCH_CREATE_VPORT',
  activateVPort: 'OID_NIC_SWITCH_VPORT_PARAMETERS',
  deactivateVPort: 'OID_NIC_SWITCH_VPORT_PARAMETERS',
  completeActivation: 'NdisMOidRequestComplete',
  failActivation: 'NdisMOidRequestComplete',
  deleteVPort: 'OID_NIC_SWITCH_DELETE_VPORT',
  freeVPortMemory: 'NdisFreeSharedMemory',
  completeDeleteVPort: 'NdisMOidRequestComplete',
  registerDma: 'NdisMRegisterScatterGatherDma',
  deregisterDma: 'NdisMDeregisterScatterGatherDma',
  openBinding: 'NdisOpenAdapterEx',
  closeBinding: 'NdisCloseAdapterEx',
  beginHalt: 'MiniportHaltEx',
  completeHalt: 'MiniportHaltEx',
  initializeAdapter: 'MiniportInitializeEx',
  register: 'NdisSetOptionalHandlers',
};

function memberText(name: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (name === 'lengthBytes' || name === 'sgListBufferLength') return sizeText(value);
  if (name === 'flags' && value === NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) return 'CONTIGUOUS';
  if (name === 'preferredNode' && value === MM_ANY_NODE_OK) return 'MM_ANY_NODE_OK';
  if (name === 'usage') return usageShortName(value);
  if (name === 'irql') return irqlName(value);
  return String(value);
}

const KIB = 1024;

function sizeText(bytes: number): string {
  if (bytes === 0 || bytes % KIB !== 0) return String(bytes);
  return bytes % (KIB * KIB) === 0 ? `${bytes / (KIB * KIB)} MiB` : `${bytes / KIB} KiB`;
}
