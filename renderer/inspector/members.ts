import { type TFunction } from 'i18next';
import {
  type EventDescription,
  formatAddress,
  headerSizeFor,
  irqlName,
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  PAGE_SIZE,
  type RequestDescription,
  statusName,
  usageShortName,
} from '../../electron/contract/core.ts';
import { type Format } from '../app/format.ts';
import { requestMembers } from './request-members.ts';

/** A row of the table: what the caller gave, and what came back. */
export interface Member {
  readonly name: string;
  readonly given?: string;
  readonly answered?: string;
  /** The exact value where the shown one is decoded. */
  readonly title?: string;
  /** For members of the header: whether they are as they have to be, and how that is. */
  readonly check?: { readonly kept: boolean; readonly expected: string };
}

const hex = (value: number): string => '0x' + value.toString(16);
const pointer = (value: bigint): string => (value === 0n ? 'NULL' : formatAddress(value));

/** Every member of a call of NdisAllocateSharedMemory, in the order of the structure. */
export function allocateMembers(event: EventDescription, format: Format, t: TFunction): readonly Member[] {
  const { request } = event;
  if (request === null) return [];
  const made = event.makesBlock;
  return [
    ...headerMembers(request, format),
    flagsMember(request, event, t),
    { name: 'QueueId', given: format.member(request.queueId) },
    {
      name: 'PreferredNode',
      given:
        request.preferredNode === MM_ANY_NODE_OK ? 'MM_ANY_NODE_OK' : format.member(request.preferredNode),
      ...(made && event.node !== null && { answered: t('parameters.node', { node: event.node }) }),
    },
    {
      name: 'Usage',
      given: usageShortName(request.usage),
      title: `NDIS_SHARED_MEMORY_USAGE = ${request.usage}`,
    },
    {
      name: 'Length',
      given: format.member(request.lengthBytes),
      title: `${format.bytes(request.lengthBytes)} = ${hex(request.lengthBytes)}`,
      ...(made && {
        answered: t('parameters.pages', { count: event.grantedBytes / PAGE_SIZE }),
      }),
    },
    { name: 'SGListBufferLength', given: format.member(request.sgListBufferLength) },
    {
      name: 'SGListBuffer',
      given: pointer(request.sgListBuffer),
    },
    { name: 'VPortId', given: format.member(request.vportId) },
    { name: 'IRQL', given: irqlName(event.irql) },
    ...(made ? outputMembers(event, format) : []),
    ...(event.status > 0 ? [{ name: 'NDIS_STATUS', answered: statusName(event.status) ?? '' }] : []),
  ];
}

function headerMembers(
  { headerType, headerRevision, headerSize }: RequestDescription,
  format: Format,
): readonly Member[] {
  const known = headerRevision === 1 || headerRevision === 2;
  const smallest = headerSizeFor(headerRevision);
  return [
    {
      name: 'Header.Type',
      given: hex(headerType),
      check: {
        kept: headerType === NDIS_OBJECT_TYPE_DEFAULT,
        expected: `NDIS_OBJECT_TYPE_DEFAULT = ${hex(NDIS_OBJECT_TYPE_DEFAULT)}`,
      },
    },
    {
      name: 'Header.Revision',
      given: format.member(headerRevision),
      check: {
        kept: known,
        expected:
          'NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1 = 1, NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2 = 2',
      },
    },
    {
      name: 'Header.Size',
      given: format.member(headerSize),
      check: {
        kept: known && headerSize >= smallest,
        expected: `NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_${known ? headerRevision : 2} = ${smallest}`,
      },
    },
  ];
}

/** The bit that has a name by its name, the others as they are. */
function flagsMember({ flags }: RequestDescription, event: EventDescription, t: TFunction): Member {
  const contiguous = (flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  const others = (flags & ~NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) >>> 0;
  const parts = [...(contiguous ? ['CONTIGUOUS'] : []), ...(others === 0 ? [] : [hex(others)])];
  return {
    name: 'Flags',
    given: parts.length === 0 ? '0' : parts.join(' | '),
    title: contiguous ? `NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS · ${hex(flags)}` : hex(flags),
    ...(event.makesBlock && { answered: t('parameters.elements', { count: event.elements.length }) }),
  };
}

function outputMembers(event: EventDescription, format: Format): readonly Member[] {
  const handle = event.sharedMemoryHandle;
  return [
    {
      name: 'VirtualAddress',
      answered: event.virtualAddress === null ? '' : formatAddress(event.virtualAddress),
    },
    { name: 'SharedMemoryHandle', answered: handle === null ? '' : pointer(handle) },
    { name: 'NumberOfElements', answered: format.member(event.elements.length) },
    {
      name: 'AllocationHandle',
      answered: event.allocationHandle === null ? '' : formatAddress(event.allocationHandle),
    },
  ];
}

/** What a free, a request about queues or an indication was called with. */
export function freeMembers(event: EventDescription, format: Format): readonly Member[] {
  if (event.op !== 'free' && event.op !== 'recordedFree') {
    return requestMembers(event).map(({ name, value }) => ({ name, given: value }));
  }
  const passed = event.freeHandles?.allocationHandle ?? event.allocationHandle;
  return [
    { name: 'AllocationHandle', given: passed === null ? '' : formatAddress(passed) },
    { name: 'IRQL', given: irqlName(event.irql) },
    ...(event.block > 0 ? [{ name: 'Length', answered: format.member(event.lengthBytes) }] : []),
  ];
}
