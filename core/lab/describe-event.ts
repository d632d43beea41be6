import {
  ANY_NODE,
  endsBlock,
  Flag,
  makesBlock,
  NO_NODE,
  Op,
  type OpName,
  opName,
  recordAdapter,
  recordBlock,
  recordDiagnostic,
  recordFirstPage,
  recordFlags,
  recordGrantedPages,
  recordIrql,
  recordLength,
  recordNode,
  recordOp,
  recordOwner,
  recordPreferredNode,
  recordProvider,
  recordRule,
  recordStatus,
  recordUsage,
} from '../events/record.ts';
import { type Finding, furtherFindings } from '../events/findings.ts';
import { probesOf, type RecordedSession } from '../events/recorded-session.ts';
import { RequestWord, SideKind } from '../events/side-table.ts';
import { describeExtras, type EventExtras, NO_EXTRAS } from './describe-extras.ts';
import { directMapPage } from '../memory/system-address-space.ts';
import { addressOf, PAGE_SIZE, pageIndex, type PageIndex } from '../memory/units.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type NdisVersion,
} from '../ndis/constants.ts';
import { type Handle, handleToAddress, makeHandle } from '../ndis/handles.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  usualSgListBufferLength,
} from '../ndis/shared-memory-parameters.ts';

export interface ElementDescription {
  readonly firstPage: PageIndex;
  readonly pages: number;
  readonly address: bigint;
  readonly lengthBytes: number;
}

/** The structure as the caller filled it. */
export interface RequestDescription {
  readonly ndisHandle: bigint;
  readonly headerType: number;
  readonly headerRevision: number;
  readonly headerSize: number;
  readonly flags: number;
  readonly queueId: number;
  readonly preferredNode: number;
  readonly usage: number;
  readonly lengthBytes: number;
  readonly sgListBufferLength: number;
  readonly sgListBuffer: bigint;
  readonly vportId: number;
  readonly nullParameters: boolean;
  readonly nullAllocationHandle: boolean;
}

/** Why a request could not be served, in numbers. */
export interface ReasonDescription {
  readonly askedPages: number;
  readonly freePages: number;
  readonly largestFreePages: number;
  /** Bytes that the caller's list would have needed; 0 when the list was not the trouble. */
  readonly neededListBytes: number;
}

/** One event with everything that the log knows of it. For showing and for exports, never for hot paths. */
export interface EventDescription extends EventExtras {
  readonly seq: number;
  readonly timeNs: number;
  readonly op: OpName | 'unknown';
  readonly provider: number;
  readonly adapter: number;
  readonly queueId: number;
  readonly vportId: number;
  readonly usage: number;
  readonly status: number;
  readonly rule: number;
  readonly diagnostic: number;
  /** What the call found beside the first thing. */
  readonly further: readonly Finding[];
  readonly irql: number;
  /** Ordinal of the block that the event is about, 0 when there is none. */
  readonly block: number;
  readonly makesBlock: boolean;
  readonly endsBlock: boolean;
  readonly allocationHandle: bigint | null;
  /** 0n is NULL, NDIS's own memory; null where the event has no block. */
  readonly sharedMemoryHandle: bigint | null;
  readonly virtualAddress: bigint | null;
  readonly lengthBytes: number;
  readonly grantedBytes: number;
  readonly node: number | null;
  readonly elements: readonly ElementDescription[];
  readonly request: RequestDescription | null;
  readonly reason: ReasonDescription | null;
  /** What NdisFreeSharedMemory was called with, where that was a mistake. */
  /** Candidates that the provider's policy looked at; 0 where nothing was searched. */
  readonly probes: number;
  readonly freeHandles: { readonly allocationHandle: bigint; readonly ndisHandle: bigint } | null;
}

/** What a description needs beside the log. */
export interface DescriptionContext {
  readonly session: RecordedSession;
  readonly ndisVersion: NdisVersion;
  /** The handle that callers pass unless the side table says otherwise. */
  readonly adapterHandle: Handle;
}

/** @throws RangeError for a sequence number outside the log */
export function describeEvent(context: DescriptionContext, seq: number): EventDescription {
  const { session } = context;
  if (seq < 0 || seq >= session.log.length) throw new RangeError(`event ${seq} is not in the log`);
  const words = session.log.wordsOf(seq);
  const at = session.log.offsetOf(seq);
  const flags = recordFlags(words, at);
  const op = recordOp(words, at);
  const block = recordBlock(words, at);
  const hasSide = (flags & Flag.side) !== 0;
  const madeAt = makesBlock(words, at) ? seq : session.seqOfBlock(block);
  const node = recordNode(words, at);
  const owner = recordOwner(words, at);
  const request = isRequest(op) ? describeRequest(context, seq) : null;
  const vport = (flags & Flag.vport) !== 0;
  return {
    seq,
    timeNs: session.timeNs(seq),
    op: opName(op),
    provider: recordProvider(words, at),
    adapter: recordAdapter(words, at),
    queueId: request?.queueId ?? (vport ? 0 : owner),
    vportId: request?.vportId ?? (vport ? owner : 0),
    usage: request?.usage ?? recordUsage(words, at),
    status: recordStatus(words, at),
    rule: recordRule(words, at),
    diagnostic: recordDiagnostic(words, at),
    further: hasSide ? furtherFindings(session, seq) : [],
    ...(hasSide ? describeExtras(session, seq) : NO_EXTRAS),
    irql: recordIrql(words, at),
    block,
    makesBlock: makesBlock(words, at),
    endsBlock: endsBlock(words, at),
    allocationHandle: block === 0 ? null : handleToAddress(makeHandle('allocation', block)),
    ...describeBlock(session, madeAt),
    lengthBytes: recordLength(words, at),
    grantedBytes: block === 0 ? 0 : recordGrantedPages(words, at) * PAGE_SIZE,
    node: node === NO_NODE ? null : node,
    request,
    reason: hasSide ? describeReason(session, seq) : null,
    probes: probesOf(session, seq),
    freeHandles: hasSide ? describeFreeHandles(session, seq) : null,
  };
}

const isRequest = (op: number): boolean =>
  op === Op.allocate || op === Op.recordedAllocate || op === Op.allocateEnter;

/** The outputs of the call that made the block at `madeAt`; empty where there is none. */
function describeBlock(
  session: RecordedSession,
  madeAt: number,
): Pick<EventDescription, 'sharedMemoryHandle' | 'virtualAddress' | 'elements'> {
  if (madeAt < 0) return { sharedMemoryHandle: null, virtualAddress: null, elements: [] };
  const words = session.log.wordsOf(madeAt);
  const at = session.log.offsetOf(madeAt);
  const isNull = (recordFlags(words, at) & Flag.nullSharedMemoryHandle) !== 0;
  const list = session.scatterGatherOf(madeAt);
  const firstPage = recordFirstPage(words, at);
  const virtualPage = list < 0 ? directMapPage(firstPage) : pageIndex(session.side.wide(list));
  return {
    sharedMemoryHandle: isNull
      ? 0n
      : handleToAddress(makeHandle('sharedMemory', sharedMemoryOrdinal(session, madeAt))),
    virtualAddress: addressOf(virtualPage),
    elements: elementsOf(session, madeAt),
  };
}

function sharedMemoryOrdinal(session: RecordedSession, madeAt: number): number {
  const list = session.scatterGatherOf(madeAt);
  if (list >= 0) return session.side.word(list + 2);
  const other = session.side.find(madeAt, SideKind.sharedMemoryHandle);
  if (other >= 0) return session.side.word(other);
  return recordBlock(session.log.wordsOf(madeAt), session.log.offsetOf(madeAt));
}

/** The scatter-gather list of the block made at `madeAt`; lengths sum to the block's Length. */
export function elementsOf(session: RecordedSession, madeAt: number): readonly ElementDescription[] {
  const words = session.log.wordsOf(madeAt);
  const at = session.log.offsetOf(madeAt);
  const lengthBytes = recordLength(words, at);
  const list = session.scatterGatherOf(madeAt);
  if (list < 0) {
    const firstPage = recordFirstPage(words, at);
    return [{ firstPage, pages: recordGrantedPages(words, at), address: addressOf(firstPage), lengthBytes }];
  }
  const elements: ElementDescription[] = [];
  let missing = lengthBytes;
  for (let index = 0; index < session.side.word(list + 3); index++) {
    const firstPage = pageIndex(session.side.word(list + 4 + 2 * index));
    const pages = session.side.word(list + 5 + 2 * index);
    const bytes = Math.min(missing, pages * PAGE_SIZE);
    missing -= bytes;
    elements.push({ firstPage, pages, address: addressOf(firstPage), lengthBytes: bytes });
  }
  return elements;
}

function describeRequest(
  { session, ndisVersion, adapterHandle }: DescriptionContext,
  seq: number,
): RequestDescription {
  const { side } = session;
  const words = session.log.wordsOf(seq);
  const at = session.log.offsetOf(seq);
  const flags = recordFlags(words, at);
  const entry = (flags & Flag.side) === 0 ? -1 : side.find(seq, SideKind.request);
  if (entry < 0) {
    const revision = revisionFor(ndisVersion);
    const preferred = recordPreferredNode(words, at);
    const onVPort = (flags & Flag.vport) !== 0;
    return {
      ndisHandle: handleToAddress(adapterHandle),
      headerType: NDIS_OBJECT_TYPE_DEFAULT,
      headerRevision: revision,
      headerSize: headerSizeFor(revision),
      flags: (flags & Flag.contiguous) === 0 ? 0 : NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
      queueId: onVPort ? 0 : recordOwner(words, at),
      preferredNode: preferred === ANY_NODE ? MM_ANY_NODE_OK : preferred,
      usage: recordUsage(words, at),
      lengthBytes: recordLength(words, at),
      sgListBufferLength: usualSgListBufferLength(recordLength(words, at)),
      sgListBuffer: addressOf(CALLER_SG_BUFFER_PAGE),
      vportId: onVPort ? recordOwner(words, at) : 0,
      nullParameters: false,
      nullAllocationHandle: false,
    };
  }
  const word = (name: keyof typeof RequestWord): number => side.word(entry + RequestWord[name]);
  const buffer = entry + RequestWord.sgListBuffer;
  return {
    ndisHandle: handleToAddress(side.wide(entry + RequestWord.ndisHandle) as Handle),
    headerType: word('headerType'),
    headerRevision: word('headerRevision'),
    headerSize: word('headerSize'),
    flags: word('flags'),
    queueId: word('queueId'),
    preferredNode: word('preferredNode'),
    usage: word('usage'),
    lengthBytes: word('length'),
    sgListBufferLength: word('sgListBufferLength'),
    sgListBuffer: (BigInt(side.word(buffer + 1)) << 32n) + BigInt(side.word(buffer)),
    vportId: word('vportId'),
    nullParameters: (word('nullArguments') & 1) !== 0,
    nullAllocationHandle: (word('nullArguments') & 2) !== 0,
  };
}

function describeReason({ side }: RecordedSession, seq: number): ReasonDescription | null {
  const at = side.find(seq, SideKind.reason);
  if (at < 0) return null;
  return {
    askedPages: side.word(at),
    freePages: side.word(at + 1),
    largestFreePages: side.word(at + 2),
    neededListBytes: side.word(at + 3),
  };
}

function describeFreeHandles({ side }: RecordedSession, seq: number): EventDescription['freeHandles'] {
  const at = side.find(seq, SideKind.freeHandles);
  if (at < 0) return null;
  return {
    allocationHandle: handleToAddress(side.wide(at) as Handle),
    ndisHandle: handleToAddress(side.wide(at + 2) as Handle),
  };
}
