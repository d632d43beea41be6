import { open } from 'node:fs/promises';
import { looksLikeSession } from '../../core/session-file/session-reader.ts';

/** Told by its first bytes, never by its name; a file that cannot be read is left to the reader that words the error. */
export async function isSessionFile(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(8), 0, 8, 0);
    return looksLikeSession(buffer.subarray(0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
