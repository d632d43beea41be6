import {
  type Architecture,
  type BrokenDump,
  type CopySource,
  copySourceOfDump,
  type DecodedMember,
  decodeParameters,
  type DecodedParameters,
  guessArchitecture,
  layOut,
  NDIS_SHARED_MEMORY_PARAMETERS,
  type NdisVersion,
  paddingOf,
  parseDump,
} from '../../electron/contract/core.ts';

/** A stretch of the structure: one member, or padding between two. */
export interface Span {
  /** Name of the member, or `+0x00c` for padding. */
  readonly key: string;
  readonly member: boolean;
  readonly offset: number;
  readonly bytes: number;
  /** Number of the theme's category colour; 0 is that of padding. */
  readonly colour: number;
  /** Null for padding and for a member that the dump does not reach. */
  readonly decoded: DecodedMember | null;
  /** Padding that is not zero. */
  readonly dirty: boolean;
}

/** Everything that the decoder shows of one text. */
export interface DecodedView {
  readonly architecture: Architecture;
  readonly bytes: Uint8Array;
  /** Where the text stops being a dump; null when all of it was read. */
  readonly problem: BrokenDump | null;
  readonly decoded: DecodedParameters;
  readonly spans: readonly Span[];
  /** Bytes of the structure, its tail padding included. */
  readonly sizeOf: number;
  readonly missingBytes: number;
  readonly extraBytes: number;
  readonly source: CopySource;
}

/** Category colours of the theme; neighbours in the structure never share one. */
const COLOURS = 8;

export const offsetName = (offset: number): string => `+0x${offset.toString(16).padStart(3, '0')}`;

/**
 * Reads what was typed, as far as it can be read, as an NDIS_SHARED_MEMORY_PARAMETERS of a caller of this NDIS version.
 * Without an architecture, Header.Size tells it.
 */
export function viewOf(text: string, chosen: Architecture | null, version: NdisVersion): DecodedView | null {
  if (text.trim() === '') return null;
  const dump = parseDump(text);
  const { bytes, address } = dump;
  const architecture = chosen ?? guessArchitecture(bytes);
  const decoded = decodeParameters(bytes, architecture, version);
  const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, decoded.revision);
  const members = layout.members.map((member, index): Span => {
    const found = decoded.members.find(({ name }) => name === member.name) ?? null;
    const colour = (index % COLOURS) + 1;
    return {
      key: member.name,
      member: true,
      offset: member.offset,
      bytes: member.bytes,
      colour,
      decoded: found,
      dirty: false,
    };
  });
  const padding = paddingOf(layout).map(({ from, to }): Span => {
    const dirty = decoded.dirtyPadding.some((at) => at >= from && at < to);
    return {
      key: offsetName(from),
      member: false,
      offset: from,
      bytes: to - from,
      colour: 0,
      decoded: null,
      dirty,
    };
  });
  return {
    architecture,
    bytes,
    problem: dump.ok ? null : dump,
    decoded,
    spans: [...members, ...padding].sort((one, other) => one.offset - other.offset),
    sizeOf: layout.sizeOf,
    missingBytes: Math.max(0, layout.headerSize - bytes.length),
    extraBytes: Math.max(0, bytes.length - layout.sizeOf),
    source: copySourceOfDump(bytes, address, architecture, version),
  };
}

export const spanAt = ({ spans }: DecodedView, offset: number): Span | null =>
  spans.find((span) => offset >= span.offset && offset < span.offset + span.bytes) ?? null;

/** Place of a line and column, both counted from 1, in a text; for putting the cursor there. */
export function placeInText(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}
