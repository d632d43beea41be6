import { crc32 } from './crc32.ts';

/** What a chunk holds. Numbers are part of the format: the list only grows. */
export const ChunkKind = {
  /** The session's settings and names, UTF-8 JSON; the last one counts. */
  settings: 1,
  /** Events with their side words. */
  events: 2,
  /** Bookmarks, UTF-8 JSON; the last one counts. */
  marks: 3,
  /** Codes and ids of the providers that were registered, UTF-8 JSON; the last one counts. */
  providers: 4,
  /** Says which line the events that follow belong to, UTF-8 JSON (`FileLine`). */
  line: 5,
  /** The branches and the lines that they are on, UTF-8 JSON; the last one counts. */
  branches: 6,
  /** Something that the journal speaks of by its number, such as a recorded trace. */
  part: 7,
  /** What was done to the machine of a line, UTF-8 JSON: entries in place of those from a number on. */
  journal: 8,
  /** More bytes of the chunk before it, which has no room for all of them. */
  continued: 9,
} as const;

/** A log of its own, which shares its first events with the line that it went off from. */
export interface FileLine {
  readonly line: number;
  /** Null where nothing is shared. */
  readonly parent: number | null;
  /** How many events are shared. */
  readonly forkSeq: number;
}

/** The line that a file begins with, without saying so. */
export const FIRST_LINE = 1;

/** First bytes of a file: `NDISLAB`, then a byte that stops a text file from looking like one. */
export const FILE_MAGIC = Uint8Array.of(0x4e, 0x44, 0x49, 0x53, 0x4c, 0x41, 0x42, 0x1a);
/** A reader refuses a higher major version and reads what it can of a higher minor one. */
export const FORMAT_MAJOR = 1;
/** 1: lines and branches. 2: parts and journals. 3: chunks that go on in another, and what can be done again. */
const FORMAT_MINOR = 3;
export const FILE_HEADER_BYTES = 16;
export const CHUNK_HEADER_BYTES = 32;
/** `CHNK`, little-endian. */
const CHUNK_MAGIC = 0x4b4e_4843;
/** A chunk that says it unpacks to more is damaged or hostile. */
export const MOST_RAW_BYTES = 64 * 2 ** 20;

export interface ChunkHeader {
  readonly kind: number;
  readonly storedBytes: number;
  readonly rawBytes: number;
  /** Sequence number of the first event; in other chunks how many went before, of which this one goes on. */
  readonly firstSeq: number;
  /** How many events there are; in other chunks how many chunks follow that go on with this one. */
  readonly events: number;
  readonly payloadCrc: number;
}

/** Packs and unpacks bytes as raw deflate (RFC 1951). */
export interface Compressor {
  deflate(bytes: Uint8Array): Uint8Array;
  /** Null when the bytes are no deflate stream or unpack to anything but `rawBytes` bytes. */
  inflate(bytes: Uint8Array, rawBytes: number): Uint8Array | null;
}

export function fileHeader(): Uint8Array {
  const bytes = new Uint8Array(FILE_HEADER_BYTES);
  bytes.set(FILE_MAGIC);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, FORMAT_MAJOR, true);
  view.setUint16(10, FORMAT_MINOR, true);
  view.setUint32(12, crc32(bytes, 0, 12), true);
  return bytes;
}

/** A chunk before its payload is packed. */
export interface UnpackedChunk {
  readonly kind: number;
  readonly firstSeq: number;
  readonly events: number;
  readonly raw: Uint8Array;
}

/** A whole chunk, packed at once. */
export const packedBy =
  ({ deflate }: Pick<Compressor, 'deflate'>) =>
  (chunk: UnpackedChunk): Uint8Array =>
    sealChunk(chunk, deflate(chunk.raw));

/** A whole chunk: header and payload, which is `raw` as raw deflate. */
export function sealChunk({ kind, firstSeq, events, raw }: UnpackedChunk, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(CHUNK_HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, CHUNK_MAGIC, true);
  view.setUint32(4, kind, true);
  view.setUint32(8, payload.length, true);
  view.setUint32(12, raw.length, true);
  view.setUint32(16, firstSeq, true);
  view.setUint32(20, events, true);
  view.setUint32(24, crc32(payload), true);
  view.setUint32(28, crc32(bytes, 0, 28), true);
  bytes.set(payload, CHUNK_HEADER_BYTES);
  return bytes;
}

/** The chunk header at an offset, or null where none stands or it is damaged. */
export function readChunkHeader(bytes: Uint8Array, offset: number): ChunkHeader | null {
  if (offset + CHUNK_HEADER_BYTES > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, CHUNK_HEADER_BYTES);
  if (view.getUint32(0, true) !== CHUNK_MAGIC) return null;
  if (view.getUint32(28, true) !== crc32(bytes, offset, offset + 28)) return null;
  const rawBytes = view.getUint32(12, true);
  if (rawBytes > MOST_RAW_BYTES) return null;
  return {
    kind: view.getUint32(4, true),
    storedBytes: view.getUint32(8, true),
    rawBytes,
    firstSeq: view.getUint32(16, true),
    events: view.getUint32(20, true),
    payloadCrc: view.getUint32(24, true),
  };
}

/** Offset of the next intact chunk header at or after an offset; the length of the bytes when there is none. */
export function nextChunk(bytes: Uint8Array, from: number): number {
  for (let at = from; at + CHUNK_HEADER_BYTES <= bytes.length; at++) {
    if (bytes[at] === 0x43 && bytes[at + 1] === 0x48 && readChunkHeader(bytes, at) !== null) return at;
  }
  return bytes.length;
}
