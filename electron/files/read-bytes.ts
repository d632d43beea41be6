import { open } from 'node:fs/promises';
import { type ReadWatch } from './read-watch.ts';

/** Read at a time: little enough to be stopped at once on a slow disk, enough to be quick on a fast one. */
const PIECE_BYTES = 2 ** 18;

/**
 * The bytes of a file of this size, piece by piece; fewer when a person stops it, or when the file has become shorter.
 * @throws Error of the system when the file cannot be read
 */
export async function readBytes(path: string, size: number, watch?: ReadWatch): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(size);
    let done = 0;
    while (done < size && watch?.signal.aborted !== true) {
      const { bytesRead } = await file.read(bytes, done, Math.min(PIECE_BYTES, size - done), done);
      if (bytesRead === 0) break;
      done += bytesRead;
      watch?.onProgress(done, 'reading');
    }
    return bytes.subarray(0, done);
  } finally {
    await file.close();
  }
}
