import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NDIS_SHARED_MEMORY_USAGES,
  NdisSharedMemoryUsageMax,
} from '../constants.ts';
import { type Architecture, layOut } from './structure-layout.ts';
import { NDIS_SHARED_MEMORY_PARAMETERS } from './structures.ts';

/** Members that hold an address or a handle. */
const POINTERS = ['SharedMemoryHandle', 'VirtualAddress', 'SGListBuffer'];

export const isPointerMember = (name: string): boolean => POINTERS.includes(name);

/**
 * What ndis.h, ntddndis.h and wdm.h call a value of a member of NDIS_SHARED_MEMORY_PARAMETERS, as a C expression;
 * empty where they have no name for it (domain notes 3.1 to 3.3).
 */
export function symbolOf(name: string, value: bigint, architecture: Architecture): string {
  if (isPointerMember(name)) return value === 0n ? 'NULL' : '';
  switch (name) {
    case 'Header.Type':
      return objectTypeSymbol(value);
    case 'Header.Revision':
      return value === 1n || value === 2n ? `NDIS_SHARED_MEMORY_PARAMETERS_REVISION_${value}` : '';
    case 'Header.Size':
      return sizeSymbol(value, architecture);
    case 'Flags':
      return flagsSymbol(value);
    case 'QueueId':
      return value === 0n ? 'NDIS_DEFAULT_RECEIVE_QUEUE_ID' : '';
    case 'PreferredNode':
      return value === BigInt(MM_ANY_NODE_OK) ? 'MM_ANY_NODE_OK' : '';
    case 'Usage':
      if (value === BigInt(NdisSharedMemoryUsageMax)) return 'NdisSharedMemoryUsageMax';
      return NDIS_SHARED_MEMORY_USAGES[Number(value)] ?? '';
    case 'VPortId':
      if (value === 0xffff_ffffn) return 'NDIS_INVALID_VPORT_ID';
      return value === 0n ? 'NDIS_DEFAULT_VPORT_ID' : '';
    default:
      return '';
  }
}

function objectTypeSymbol(value: bigint): string {
  if (value === BigInt(NDIS_OBJECT_TYPE_DEFAULT)) return 'NDIS_OBJECT_TYPE_DEFAULT';
  return value === BigInt(NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS)
    ? 'NDIS_OBJECT_TYPE_SHARED_MEMORY_PROVIDER_CHARACTERISTICS'
    : '';
}

/** The macro of whichever revision has this size: a wrong pairing of revision and size shows at once. */
function sizeSymbol(value: bigint, architecture: Architecture): string {
  for (const revision of NDIS_SHARED_MEMORY_PARAMETERS.revisions) {
    const { headerSize } = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, revision);
    if (value === BigInt(headerSize)) return `NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_${revision}`;
  }
  const { sizeOf } = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, 2);
  return value === BigInt(sizeOf) ? 'sizeof(NDIS_SHARED_MEMORY_PARAMETERS)' : '';
}

function flagsSymbol(value: bigint): string {
  const known = BigInt(NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS);
  if ((value & known) === 0n) return '';
  const rest = value & ~known;
  const name = 'NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS';
  return rest === 0n ? name : `${name} | 0x${rest.toString(16)}`;
}

/** Where an address points on Windows: `nonCanonical` can be no address at all (x64 only). */
export type PointerKind = 'null' | 'system' | 'user' | 'nonCanonical';

/** Tells a pointer by its value alone; 48-bit addressing on x64, the usual 2 GiB split on x86. */
export function pointerKind(value: bigint, architecture: Architecture): PointerKind {
  if (value === 0n) return 'null';
  if (architecture === 'x86') return value >= 0x8000_0000n ? 'system' : 'user';
  if (value < 1n << 47n) return 'user';
  return value >= 0xffff_8000_0000_0000n ? 'system' : 'nonCanonical';
}
