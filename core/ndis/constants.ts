/** Constants of ndis.h, ntddndis.h and wdm.h that the shared-memory contract uses (domain notes, section 3). */
export const NDIS_OBJECT_TYPE_DEFAULT = 0x80;
export const NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS = 0xb0;

export const NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1 = 1;
export const NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2 = 2;
/** x64; RTL_SIZEOF_THROUGH_FIELD, so revision 2 is 68 although sizeof is 72. */
export const NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1 = 64;
export const NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_2 = 68;

export const NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1 = 1;
export const NDIS_SIZEOF_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1 = 32;

export const NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS = 0x0000_0001;
export const NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS = 0x0000_0001;

export const NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED = 0x0000_0002;
export const NdisReceiveQueueTypeVMQueue = 1;
export const NDIS_PF_FUNCTION_ID = 0xffff;
export const NdisNicSwitchVPortStateActivated = 1;
export const NdisNicSwitchVPortStateDeactivated = 2;

export const MM_ANY_NODE_OK = 0x8000_0000;

export const NDIS_SHARED_MEMORY_USAGES = [
  'NdisSharedMemoryUsageUndefined',
  'NdisSharedMemoryUsageXmit',
  'NdisSharedMemoryUsageXmitHeader',
  'NdisSharedMemoryUsageXmitData',
  'NdisSharedMemoryUsageReceive',
  'NdisSharedMemoryUsageReceiveLookahead',
  'NdisSharedMemoryUsageReceivePostLookahead',
  'NdisSharedMemoryUsageReceiveHeader',
  'NdisSharedMemoryUsageReceiveData',
  'NdisSharedMemoryUsageOther',
] as const;
export const NdisSharedMemoryUsageReceive = 4;
export const NdisSharedMemoryUsageReceiveLookahead = 5;
export const NdisSharedMemoryUsageReceivePostLookahead = 6;
export const NdisSharedMemoryUsageOther = 9;
export const NdisSharedMemoryUsageMax = NDIS_SHARED_MEMORY_USAGES.length;

/** Name of a usage without its common prefix (`Receive`), or the number when the enumeration has no such value. */
export function usageShortName(usage: number): string {
  return NDIS_SHARED_MEMORY_USAGES[usage]?.slice('NdisSharedMemoryUsage'.length) || String(usage);
}

/** IRQL levels of wdm.h on x64 that a caller of these functions can be at. */
export const PASSIVE_LEVEL = 0;
export const IRQL_NAMES = ['PASSIVE_LEVEL', 'APC_LEVEL', 'DISPATCH_LEVEL'] as const;

export const irqlName = (irql: number): string => IRQL_NAMES[irql] ?? `IRQL ${irql}`;

/** NDIS versions that a miniport may declare here, as major * 100 + minor. */
export const NDIS_VERSIONS = [620, 630, 650, 685] as const;
export type NdisVersion = (typeof NDIS_VERSIONS)[number];
/** What a driver may have declared: 6.1 is known only so that it can be refused (rule Q2). */
export type DeclaredNdisVersion = NdisVersion | 610;
export const ndisVersionName = (version: number): string =>
  `${Math.floor(version / 100)}.${String(version % 100).padStart(2, '0')}`;

/** The driver's own function that calls NdisSetOptionalHandlers: ProtocolSetOptions or MiniportSetOptions, and so on. */
export const REGISTRATION_CONTEXTS = ['SetOptions', 'BindAdapter', 'OpenAdapterComplete', 'other'] as const;
export type RegistrationContext = (typeof REGISTRATION_CONTEXTS)[number];
