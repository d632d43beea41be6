import { PAGE_SIZE, type RecordedSession, readSession } from '../../electron/contract/core.ts';
import { replaySettings, type ReplaySettings } from '../../electron/contract/replay-page.ts';
import { inflateChunks } from './inflate-chunks.ts';

export interface EmbeddedSession {
  readonly settings: ReplaySettings;
  readonly session: RecordedSession;
  /** What of the session could not be read; empty for an intact page. */
  readonly problems: readonly string[];
}

/**
 * Reads what the page carries.
 * @param settingsText JSON, `ReplaySettings`
 * @param sessionText base64 of a session file, one or more whole groups of four characters a line
 * @throws Error that names the block, the place and what was expected
 */
export async function readEmbedded(settingsText: string, sessionText: string): Promise<EmbeddedSession> {
  const settings = parseSettings(settingsText);
  const { basePage, memoryBytes } = settings.session;
  const memory = { basePage, pageCount: memoryBytes / PAGE_SIZE };
  const bytes = decodeLines(sessionText);
  const unpacked = await inflateChunks(bytes);
  const read = readSession(bytes, {
    deflate: (raw) => raw,
    inflate: (packed) => unpacked.get(packed.byteOffset) ?? null,
    parseLineNumbers: () => null,
    // The page believes its own block: the one in the file says the same.
    parseSettings: () => ({ settings, memory }),
  });
  if (!read.ok) throw new Error(worded(read.problem));
  return { settings, session: read.session, problems: read.problems.map(worded) };
}

const worded = ({ offsetBytes, message }: { offsetBytes: number; message: string }): string =>
  `session, byte ${offsetBytes}: ${message}`;

function parseSettings(text: string): ReplaySettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`settings: expected JSON (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
  const parsed = replaySettings.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`settings, field ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`);
}

function decodeLines(text: string): Uint8Array<ArrayBuffer> {
  const parts = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(decodeLine);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decodeLine(line: string, index: number): Uint8Array {
  let characters: string;
  try {
    characters = atob(line);
  } catch {
    throw new Error(`session, line ${index + 1}: expected base64`);
  }
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
