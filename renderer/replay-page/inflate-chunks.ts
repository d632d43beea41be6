import {
  CHUNK_HEADER_BYTES,
  FILE_HEADER_BYTES,
  nextChunk,
  readChunkHeader,
} from '../../electron/contract/core.ts';

/** Unpacks what stands at an offset of the file; null when it cannot, as the reader of session files wants it. */
export type InflatedChunks = ReadonlyMap<number, Uint8Array>;

/**
 * Unpacks every chunk of a session file ahead of its reader, which asks for the bytes at once while a browser unpacks
 * them in its own time. Keys are the offsets of the payloads; what is damaged has none.
 */
export async function inflateChunks(file: Uint8Array<ArrayBuffer>): Promise<InflatedChunks> {
  const unpacked = new Map<number, Uint8Array>();
  for (let at = FILE_HEADER_BYTES; at < file.length;) {
    const header = readChunkHeader(file, at);
    if (header === null) {
      at = nextChunk(file, at + 1);
      continue;
    }
    const from = at + CHUNK_HEADER_BYTES;
    at = from + header.storedBytes;
    const raw = await inflate(file.subarray(from, at), header.rawBytes);
    if (raw !== null) unpacked.set(from, raw);
  }
  return unpacked;
}

/** Null when the bytes are no raw deflate stream or unpack to anything but `rawBytes` bytes. */
async function inflate(packed: Uint8Array<ArrayBuffer>, rawBytes: number): Promise<Uint8Array | null> {
  const raw = new Uint8Array(rawBytes);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > rawBytes) {
        await reader.cancel();
        return null;
      }
      raw.set(part.value, length);
      length += part.value.length;
    }
  } catch {
    return null;
  }
  return length === rawBytes ? raw : null;
}
