import { type MemberDeclaration, type StructureDeclaration } from './structure-layout.ts';

/** NDIS_OBJECT_HEADER: the first four bytes of most structures. */
const HEADER: readonly MemberDeclaration[] = [
  { name: 'Header.Type', type: 'u8' },
  { name: 'Header.Revision', type: 'u8' },
  { name: 'Header.Size', type: 'u16' },
];

const DEFAULT_TYPE = 0x80;

/** A counted string of 514 bytes behind a USHORT length: NDIS_QUEUE_NAME and its like. */
const countedString = (name: string): readonly MemberDeclaration[] => [
  { name: `${name}.Length`, type: 'u16' },
  { name: `${name}.Buffer`, type: 'u16', count: 257 },
];

/** GROUP_AFFINITY. */
const groupAffinity = (name: string): readonly MemberDeclaration[] => [
  { name: `${name}.Mask`, type: 'pointer' },
  { name: `${name}.Group`, type: 'u16' },
  { name: `${name}.Reserved`, type: 'u16', count: 3 },
];

const declare = (
  name: string,
  members: readonly MemberDeclaration[],
  objectType = DEFAULT_TYPE,
  revisions: readonly number[] = [1],
): StructureDeclaration => ({ name, objectType, revisions, members: [...HEADER, ...members] });

/** ns-ndis-_ndis_shared_memory_parameters; domain notes 2.2. */
export const NDIS_SHARED_MEMORY_PARAMETERS = declare(
  'NDIS_SHARED_MEMORY_PARAMETERS',
  [
    { name: 'Flags', type: 'u32' },
    { name: 'QueueId', type: 'u32' },
    { name: 'SharedMemoryHandle', type: 'pointer' },
    { name: 'PreferredNode', type: 'u32' },
    { name: 'Usage', type: 'u32' },
    { name: 'Length', type: 'u32' },
    { name: 'VirtualAddress', type: 'pointer' },
    { name: 'SGListBufferLength', type: 'u32' },
    { name: 'SGListBuffer', type: 'pointer' },
    { name: 'VPortId', type: 'u32', since: 2 },
  ],
  DEFAULT_TYPE,
  [1, 2],
);

/** Every structure of domain notes 2.1 to 2.8 whose layout is known, by its own name. */
export const STRUCTURES: readonly StructureDeclaration[] = [
  NDIS_SHARED_MEMORY_PARAMETERS,
  declare(
    'NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS',
    [
      { name: 'Flags', type: 'u32' },
      { name: 'ProviderContext', type: 'pointer' },
      { name: 'AllocateSharedMemoryHandler', type: 'pointer' },
      { name: 'FreeSharedMemoryHandler', type: 'pointer' },
    ],
    0xb0,
  ),
  {
    name: 'SCATTER_GATHER_LIST',
    objectType: null,
    revisions: [1],
    members: [
      { name: 'NumberOfElements', type: 'u32' },
      { name: 'Reserved', type: 'pointer' },
    ],
  },
  {
    name: 'SCATTER_GATHER_ELEMENT',
    objectType: null,
    revisions: [1],
    members: [
      { name: 'Address', type: 'u64' },
      { name: 'Length', type: 'u32' },
      { name: 'Reserved', type: 'pointer' },
    ],
  },
  {
    name: 'NET_BUFFER_SHARED_MEMORY',
    objectType: null,
    revisions: [1],
    members: [
      { name: 'NextSharedMemorySegment', type: 'pointer' },
      { name: 'SharedMemoryFlags', type: 'u32' },
      { name: 'SharedMemoryHandle', type: 'pointer' },
      { name: 'SharedMemoryOffset', type: 'u32' },
      { name: 'SharedMemoryLength', type: 'u32' },
    ],
  },
  declare(
    'NDIS_RECEIVE_QUEUE_PARAMETERS',
    [
      { name: 'Flags', type: 'u32' },
      { name: 'QueueType', type: 'u32' },
      { name: 'QueueId', type: 'u32' },
      { name: 'QueueGroupId', type: 'u32' },
      ...groupAffinity('ProcessorAffinity'),
      { name: 'NumSuggestedReceiveBuffers', type: 'u32' },
      { name: 'MSIXTableEntry', type: 'u32' },
      { name: 'LookaheadSize', type: 'u32' },
      ...countedString('VmName'),
      ...countedString('QueueName'),
      { name: 'PortId', type: 'u32', since: 2 },
      { name: 'InterruptCoalescingDomainId', type: 'u32', since: 2 },
      { name: 'QosSqId', type: 'u32', since: 3 },
    ],
    DEFAULT_TYPE,
    [1, 2, 3],
  ),
  declare('NDIS_RECEIVE_QUEUE_FREE_PARAMETERS', [
    { name: 'Flags', type: 'u32' },
    { name: 'QueueId', type: 'u32' },
  ]),
  declare('NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY', [
    { name: 'Flags', type: 'u32' },
    { name: 'FirstElementOffset', type: 'u32' },
    { name: 'NumElements', type: 'u32' },
    { name: 'ElementSize', type: 'u32' },
  ]),
  declare('NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS', [
    { name: 'Flags', type: 'u32' },
    { name: 'QueueId', type: 'u32' },
    { name: 'CompletionStatus', type: 'u32' },
  ]),
  declare('NDIS_RECEIVE_QUEUE_STATE', [
    { name: 'Flags', type: 'u32' },
    { name: 'QueueId', type: 'u32' },
    { name: 'QueueState', type: 'u32' },
  ]),
  declare('NDIS_NIC_SWITCH_VPORT_PARAMETERS', [
    { name: 'Flags', type: 'u32' },
    { name: 'SwitchId', type: 'u32' },
    { name: 'VPortId', type: 'u32' },
    ...countedString('VPortName'),
    { name: 'AttachedFunctionId', type: 'u16' },
    { name: 'NumQueuePairs', type: 'u32' },
    { name: 'InterruptModeration', type: 'u32' },
    { name: 'VPortState', type: 'u32' },
    ...groupAffinity('ProcessorAffinity'),
    { name: 'LookaheadSize', type: 'u32' },
  ]),
  declare('NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS', [
    { name: 'Flags', type: 'u32' },
    { name: 'VPortId', type: 'u32' },
  ]),
  declare('NDIS_SCATTER_GATHER_LIST_PARAMETERS', [
    { name: 'Flags', type: 'u32' },
    { name: 'QueueId', type: 'u32' },
    { name: 'SharedMemoryUsage', type: 'u32' },
    { name: 'Mdl', type: 'pointer' },
    { name: 'CurrentVa', type: 'pointer' },
    { name: 'Length', type: 'u32' },
    { name: 'ProcessSGListHandler', type: 'pointer' },
    { name: 'Context', type: 'pointer' },
    { name: 'ScatterGatherListBuffer', type: 'pointer' },
    { name: 'ScatterGatherListBufferSize', type: 'u32' },
    { name: 'ScatterGatherListBufferSizeNeeded', type: 'u32' },
  ]),
  declare(
    'NDIS_SG_DMA_DESCRIPTION',
    [
      { name: 'Flags', type: 'u32' },
      { name: 'MaximumPhysicalMapping', type: 'u32' },
      { name: 'ProcessSGListHandler', type: 'pointer' },
      { name: 'SharedMemAllocateCompleteHandler', type: 'pointer' },
      { name: 'ScatterGatherListSize', type: 'u32' },
      { name: 'PdoOverride', type: 'pointer', since: 2 },
    ],
    0x83,
    [1, 2],
  ),
  declare('NDIS_RECEIVE_FILTER_CAPABILITIES', [
    { name: 'Flags', type: 'u32' },
    { name: 'EnabledFilterTypes', type: 'u32' },
    { name: 'EnabledQueueTypes', type: 'u32' },
    { name: 'NumQueues', type: 'u32' },
    { name: 'SupportedQueueProperties', type: 'u32' },
    { name: 'SupportedFilterTests', type: 'u32' },
    { name: 'SupportedHeaders', type: 'u32' },
    { name: 'SupportedMacHeaderFields', type: 'u32' },
    { name: 'MaxMacHeaderFilters', type: 'u32' },
    { name: 'MaxQueueGroups', type: 'u32' },
    { name: 'MaxQueuesPerQueueGroup', type: 'u32' },
    { name: 'MinLookaheadSplitSize', type: 'u32' },
    { name: 'MaxLookaheadSplitSize', type: 'u32' },
  ]),
];
