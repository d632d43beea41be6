import { type NdisVersion } from '../constants.ts';
import { type CallText, cText, type Finding } from './c-text.ts';
import { dbText } from './db-text.ts';
import { decodeParameters } from './decode-parameters.ts';
import { dtText } from './dt-text.ts';
import { type Architecture, encodeStructure, layOut } from './structure-layout.ts';
import { NDIS_SHARED_MEMORY_PARAMETERS } from './structures.ts';

/** What a structure can be copied as: C source, bytes as `db` prints them, text as `dt` prints it. */
export const COPY_FORMS = ['c', 'bytes', 'dt'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

/** NDIS_SHARED_MEMORY_PARAMETERS as a caller filled it, and the arguments of its call. Bytes and addresses are exact. */
export interface FilledRequest {
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

/** A structure with everything that one of the three texts may need. */
export interface CopySource extends CallText {
  readonly bytes: Uint8Array;
  /** Where the structure lies, null where nobody said. */
  readonly address: bigint | null;
}

const layoutOf = (revision: number, architecture: Architecture) =>
  layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, revision === 1 ? 1 : 2);

/** The bytes of a request, without its outputs. A pointer is cut to the width of the architecture. */
export function encodeRequest(request: FilledRequest, architecture: Architecture): Uint8Array {
  return encodeStructure(layoutOf(request.headerRevision, architecture), {
    'Header.Type': BigInt(request.headerType),
    'Header.Revision': BigInt(request.headerRevision),
    'Header.Size': BigInt(request.headerSize),
    Flags: BigInt(request.flags),
    QueueId: BigInt(request.queueId),
    PreferredNode: BigInt(request.preferredNode),
    Usage: BigInt(request.usage),
    Length: BigInt(request.lengthBytes),
    SGListBufferLength: BigInt(request.sgListBufferLength),
    SGListBuffer: request.sgListBuffer,
    VPortId: BigInt(request.vportId),
  });
}

/** A dump of the structure, for a caller that declared `version`; bytes that are not there stay absent. */
export function copySourceOfDump(
  bytes: Uint8Array,
  address: bigint | null,
  architecture: Architecture,
  version: NdisVersion,
): CopySource {
  const decoded = decodeParameters(bytes, architecture, version);
  const layout = layoutOf(decoded.revision, architecture);
  return {
    layout,
    values: Object.fromEntries(decoded.members.map(({ name, value }) => [name, value])),
    findings: decoded.members.flatMap(({ name, broken }) =>
      broken.map((ruleId) => ({ member: name, ruleId })),
    ),
    dirtyPadding: decoded.dirtyPadding,
    nullHandle: false,
    nullParameters: false,
    nullAllocationHandle: false,
    bytes: bytes.subarray(0, layout.sizeOf),
    address,
  };
}

/**
 * A request that was recorded. `recorded` are the rules that the call itself named: they may need more than the
 * structure to be told, such as the queues of the adapter.
 */
export function copySourceOfRequest(
  request: FilledRequest,
  architecture: Architecture,
  version: NdisVersion,
  recorded: readonly Finding[],
): CopySource {
  const source = copySourceOfDump(encodeRequest(request, architecture), null, architecture, version);
  const more = recorded.filter(({ ruleId }) => source.findings.every((found) => found.ruleId !== ruleId));
  return {
    ...source,
    findings: [...source.findings, ...more],
    nullHandle: request.ndisHandle === 0n,
    nullParameters: request.nullParameters,
    nullAllocationHandle: request.nullAllocationHandle,
  };
}

/** The text in the wanted form. Where no address is known the bytes are counted from 0. */
export function copyText(source: CopySource, form: CopyForm): string {
  switch (form) {
    case 'c':
      return cText(source);
    case 'bytes':
      return dbText(source.bytes, source.address ?? 0n, source.layout.architecture);
    case 'dt':
      return dtText(source.layout, source.values, source.address);
  }
}
