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

/** Said of a structure that somebody has changed since it was filled for some version. */
const NO_VERSION = 0;

/** NDIS_OBJECT_HEADER. */
class ObjectHeader {
  private type: number = NDIS_OBJECT_TYPE_DEFAULT;
  private revision = 2;
  private size = 68;
  /** As `SharedMemoryParameters.usualFor`. */
  usualFor: NdisVersion | typeof NO_VERSION = NO_VERSION;

  get Type(): number {
    return this.type;
  }
  set Type(type: number) {
    this.type = type;
    this.usualFor = NO_VERSION;
  }
  get Revision(): number {
    return this.revision;
  }
  set Revision(revision: number) {
    this.revision = revision;
    this.usualFor = NO_VERSION;
  }
  get Size(): number {
    return this.size;
  }
  set Size(size: number) {
    this.size = size;
    this.usualFor = NO_VERSION;
  }

  fill(version: NdisVersion): void {
    this.type = NDIS_OBJECT_TYPE_DEFAULT;
    this.revision = revisionFor(version);
    this.size = headerSizeFor(this.revision);
    this.usualFor = version;
  }
}

/**
 * NDIS_SHARED_MEMORY_PARAMETERS (ns-ndis-_ndis_shared_memory_parameters): one mutable structure that the caller
 * fills, NDIS checks, and the provider answers in. 64-bit addresses are a page and an offset, so that they stay
 * exact without a BigInt a call.
 */
export class SharedMemoryParameters {
  readonly Header = new ObjectHeader();
  /** in: bit 0 NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS. */
  Flags = 0;
  /** in: owning receive queue, 0 the default queue. */
  QueueId = 0;
  /** out: the block's name in receive indications; NULL for NDIS's own blocks. */
  SharedMemoryHandle: Handle = NULL_HANDLE;
  /** in: NDIS_SHARED_MEMORY_USAGE. */
  Usage = NdisSharedMemoryUsageReceive;
  /** out: VirtualAddress as page and offset; page 0 is NULL. */
  virtualPage: PageIndex = pageIndex(0);
  virtualOffset = 0;
  /** out: contents of the caller's buffer. */
  readonly SGListBuffer: ScatterGatherList;
  private preferredNode = MM_ANY_NODE_OK;
  private length = 0;
  private sgListBufferLength = 0;
  private sgPage: PageIndex = pageIndex(0);
  private sgOffset = 0;
  private vportId = 0;
  private filledFor: NdisVersion | typeof NO_VERSION = NO_VERSION;

  constructor(buffer: ScatterGatherList) {
    this.SGListBuffer = buffer;
  }

  /**
   * Whether the members below, and the header, are what a well-behaved caller of this NDIS version sets who asks for so
   * many bytes on any node: known without a look at them, since whoever records a call asks it of every one.
   */
  isUsualFor(version: NdisVersion): boolean {
    return this.filledFor === version && this.Header.usualFor === version;
  }

  /** in: NUMA node or MM_ANY_NODE_OK. */
  get PreferredNode(): number {
    return this.preferredNode;
  }
  set PreferredNode(node: number) {
    this.preferredNode = node;
    this.filledFor = NO_VERSION;
  }
  /** in: bytes asked for (ULONG). */
  get Length(): number {
    return this.length;
  }
  set Length(lengthBytes: number) {
    this.length = lengthBytes;
    this.filledFor = NO_VERSION;
  }
  /** in: bytes at SGListBuffer (ULONG). */
  get SGListBufferLength(): number {
    return this.sgListBufferLength;
  }
  set SGListBufferLength(lengthBytes: number) {
    this.sgListBufferLength = lengthBytes;
    this.filledFor = NO_VERSION;
  }
  /** in: where the caller's buffer lies, page and offset; page 0 and offset 0 are NULL. */
  get sgListBufferPage(): PageIndex {
    return this.sgPage;
  }
  set sgListBufferPage(page: PageIndex) {
    this.sgPage = page;
    this.filledFor = NO_VERSION;
  }
  get sgListBufferOffset(): number {
    return this.sgOffset;
  }
  set sgListBufferOffset(offset: number) {
    this.sgOffset = offset;
    this.filledFor = NO_VERSION;
  }
  /** in, revision 2: owning VPort. */
  get VPortId(): number {
    return this.vportId;
  }
  set VPortId(id: number) {
    this.vportId = id;
    this.filledFor = NO_VERSION;
  }

  /** Fills what a well-behaved caller of this NDIS version sets who asks for so many bytes. */
  fill(version: NdisVersion, queueId: number, usage: number, lengthBytes: number): void {
    this.Header.fill(version);
    this.Flags = 0;
    this.QueueId = queueId;
    this.preferredNode = MM_ANY_NODE_OK;
    this.Usage = usage;
    this.length = lengthBytes;
    this.sgListBufferLength = usualSgListBufferLength(lengthBytes);
    this.sgPage = CALLER_SG_BUFFER_PAGE;
    this.sgOffset = 0;
    this.vportId = 0;
    this.filledFor = version;
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
