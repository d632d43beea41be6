import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHUNK_HEADER_BYTES,
  ChunkKind,
  FILE_HEADER_BYTES,
  readChunkHeader,
} from '../../core/session-file/chunk.ts';

const NAME = /^autosave-(\d+)\.ndislab$/;

/** The file in which a process keeps its running session. */
export const autosaveName = (pid: number): string => `autosave-${pid}.ndislab`;

/**
 * The newest session in a folder that a process left behind when it did not end in order; null when there is none.
 * What was left before it held any event is removed: there is nothing to restore.
 */
export async function newestLeftBehind(
  folder: string,
  isAlive: (pid: number) => boolean,
): Promise<string | null> {
  let newest: { readonly path: string; readonly ms: number } | null = null;
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    const path = join(folder, name);
    const ms = await writtenAt(path);
    if (ms === null) await rm(path, { force: true });
    else if (newest === null || ms > newest.ms) newest = { path, ms };
  }
  return newest?.path ?? null;
}

/** When a session file was last written; null when it has no events. */
async function writtenAt(path: string): Promise<number | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const header = new Uint8Array(CHUNK_HEADER_BYTES);
    for (let at = FILE_HEADER_BYTES; ;) {
      const { bytesRead } = await file.read(header, 0, header.length, at);
      const chunk = bytesRead === header.length ? readChunkHeader(header, 0) : null;
      if (chunk === null) return null;
      at += header.length + chunk.storedBytes;
      const { size, mtimeMs } = await file.stat();
      if (chunk.kind === ChunkKind.events && at <= size) return mtimeMs;
    }
  } finally {
    await file.close();
  }
}
