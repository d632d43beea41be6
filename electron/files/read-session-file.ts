import { readFile, stat } from 'node:fs/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Compressor } from '../../core/session-file/chunk.ts';
import { type FileProblem, readSession } from '../../core/session-file/session-reader.ts';
import {
  type Bookmark,
  type NamedProvider,
  parseMarks,
  parseProviders,
  parseSettings,
  type SessionSettings,
} from './session-settings.ts';

/** Larger files are refused: their events would not fit into memory. */
const MOST_BYTES = 2 ** 31 - 1;

export const zlibCompressor: Compressor = {
  deflate: (bytes) => deflateRawSync(bytes, { level: 6 }),
  inflate(bytes, rawBytes) {
    try {
      const raw = inflateRawSync(bytes, { maxOutputLength: Math.max(1, rawBytes) });
      return raw.length === rawBytes ? raw : null;
    } catch {
      return null;
    }
  },
};

export interface OpenedSession {
  readonly settings: SessionSettings;
  readonly session: RecordedSession;
  readonly providers: readonly NamedProvider[];
  readonly marks: readonly Bookmark[];
  /** What could not be read of the file; empty for an intact one. */
  readonly problems: readonly FileProblem[];
}

/** Reads a session file, as far as it can be trusted; an error names the file, the byte and what was expected. */
export async function readSessionFile(
  path: string,
): Promise<
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly message: string }
> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES)
      return { ok: false, message: `${path}: expected at most ${MOST_BYTES} bytes, found ${size}` };
    bytes = await readFile(path);
  } catch (error) {
    return { ok: false, message: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
  const read = readSession(bytes, { ...zlibCompressor, parseSettings });
  if (!read.ok)
    return { ok: false, message: `${path}, byte ${read.problem.offsetBytes}: ${read.problem.message}` };
  const { settings, session, marks, providers, problems } = read;
  return {
    ok: true,
    opened: { settings, session, providers: parseProviders(providers), marks: parseMarks(marks), problems },
  };
}
