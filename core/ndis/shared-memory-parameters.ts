import { addressOf, bytesToPages, pageIndex, type PageIndex } from '../memory/units.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1,
  NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2,
  NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1,
  NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_2,
  NdisSharedMemoryUsageReceive,
  type NdisVersion,
} from './constants.ts';
import { NULL_HANDLE, type Handle } from './handles.ts';
import { sgListBytes, type ScatterGatherList } from './scatter-gather-list.ts';

/**
 * NDIS_SHARED_MEMORY_PARAMETERS (ns-ndis-_ndis_shared_memory_parameters): one mutable structure that the caller
 * fills, NDIS checks, and the provider answers in. 64-bit addresses are a page and an offset, so that they stay
 * exact without a BigInt a call.
 */
export class SharedMemoryParameters {
  readonly Header = { Type: NDIS_OBJECT_TYPE_DEFAULT, Revision: 2, Size: 68 };
  /** in: bit 0 NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS. */
  Flags = 0;
  /** in: owning receive queue, 0 the default queue. */
  QueueId = 0;
  /** out: the block's name in receive indications; NULL for NDIS's own blocks. */
  SharedMemoryHandle: Handle = NULL_HANDLE;
  /** in: NUMA node or MM_ANY_NODE_OK. */
  PreferredNode = MM_ANY_NODE_OK;
  /** in: NDIS_SHARED_MEMORY_USAGE. */
  Usage = NdisSharedMemoryUsageReceive;
  /** in: bytes asked for (ULONG). */
  Length = 0;
  /** out: VirtualAddress as page and offset; page 0 is NULL. */
  virtualPage: PageIndex = pageIndex(0);
  virtualOffset = 0;
  /** in: bytes at SGListBuffer (ULONG). */
  SGListBufferLength = 0;
  /** in: where the caller's buffer lies, page and offset; page 0 and offset 0 are NULL. */
  sgListBufferPage: PageIndex = pageIndex(0);
  sgListBufferOffset = 0;
  /** out: contents of the caller's buffer. */
  readonly SGListBuffer: ScatterGatherList;
  /** in, revision 2: owning VPort. */
  VPortId = 0;

  constructor(buffer: ScatterGatherList) {
    this.SGListBuffer = buffer;
  }

  get VirtualAddress(): bigint {
    return addressOf(this.virtualPage, this.virtualOffset);
  }

  /** Clears what the provider is to fill, so that an answer from an earlier call never shows through. */
  clearOutputs(): void {
    this.SharedMemoryHandle = NULL_HANDLE;
    this.virtualPage = pageIndex(0);
    this.virtualOffset = 0;
    this.SGListBuffer.clear();
  }
}

/** Where the model's callers keep their scatter-gather buffer (nonpaged pool). */
export const CALLER_SG_BUFFER_PAGE = pageIndex(0xffff8_b0e2_0000);

export function revisionFor(version: NdisVersion): 1 | 2 {
  return version >= 630 ? NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2 : NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1;
}

export function headerSizeFor(revision: number): number {
  return revision === NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1
    ? NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1
    : NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_2;
}

/** The buffer that real callers bring: one element for each page of Length (domain notes, 2.4). */
export const usualSgListBufferLength = (lengthBytes: number): number =>
  sgListBytes(Math.max(1, bytesToPages(lengthBytes)));

/** Fills what a well-behaved caller of this NDIS version sets, whatever it asks for. */
export function fillCallerDefaults(parameters: SharedMemoryParameters, version: NdisVersion): void {
  const revision = revisionFor(version);
  parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
  parameters.Header.Revision = revision;
  parameters.Header.Size = headerSizeFor(revision);
  parameters.Flags = 0;
  parameters.QueueId = 0;
  parameters.PreferredNode = MM_ANY_NODE_OK;
  parameters.Usage = NdisSharedMemoryUsageReceive;
  parameters.sgListBufferPage = CALLER_SG_BUFFER_PAGE;
  parameters.sgListBufferOffset = 0;
  parameters.VPortId = 0;
}
