import {
  PAGE_SIZE,
  type RecordedSession,
  type FileProblem,
  readSession,
  type Sentence,
  SentenceError,
} from '../../electron/contract/core.ts';
import { replaySettings, type ReplaySettings } from '../../electron/contract/replay-page.ts';
import { parseSaid } from '../../electron/contract/said-issue.ts';
import { sayOfPage as say } from '../../electron/contract/page-sentences.ts';
import { inflateChunks } from './inflate-chunks.ts';

export interface EmbeddedSession {
  readonly settings: ReplaySettings;
  readonly session: RecordedSession;
  /** What of the session could not be read; empty for an intact page. */
  readonly problems: readonly Sentence[];
}

/**
 * Reads what the page carries.
 * @param settingsText JSON, `ReplaySettings`
 * @param sessionText base64 of a session file, one or more whole groups of four characters a line
 * @throws SentenceError that names the block, the place and what was expected
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
  if (!read.ok) throw new SentenceError(placed(read.problem));
  return { settings, session: read.session, problems: read.problems.map(placed) };
}

const placed = ({ offsetBytes, message }: FileProblem): Sentence =>
  say('inSession', { at: offsetBytes, what: message });

function parseSettings(text: string): ReplaySettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const en = error instanceof Error ? error.message : String(error);
    throw new SentenceError(say('settings', { why: { en, pt: 'o texto não é JSON' } }));
  }
  const parsed = parseSaid(replaySettings, json);
  if (parsed.ok) return parsed.value;
  const [wrong] = parsed.issues;
  const field = wrong?.issue.path.join('.') ?? '';
  throw new SentenceError(say('inSettings', { field, what: wrong?.sentence ?? say('unreadable') }));
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
    throw new SentenceError(say('base64', { line: index + 1 }));
  }
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
