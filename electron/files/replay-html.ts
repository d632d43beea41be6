import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { fileHeader, packedBy } from '../../core/session-file/chunk.ts';
import { SessionWriter } from '../../core/session-file/session-writer.ts';
import {
  REPLAY_FORMAT,
  type ReplaySettings,
  SESSION_BLOCK,
  SETTINGS_BLOCK,
} from '../contract/replay-page.ts';
import { zlibCompressor } from './read-session-file.ts';
import { type NamedProvider, type SessionSettings } from './session-settings.ts';

/** A session to be replayed in a page; its bookmarks are those of the settings. */
export interface ReplaySource {
  readonly settings: SessionSettings;
  readonly session: RecordedSession;
  readonly providers: readonly NamedProvider[];
  /** Told how many events are done. */
  readonly onProgress?: (events: number) => void;
}

/** Where the built template wants the data; stands in it once. */
const DATA_PLACE = '<!--replay-data-->';

/**
 * The page that replays a session, in pieces: the built template (electron/runtime/inline-page.mjs) with the session's
 * data in its place. Data blocks are not run, so the hashes of the template's content security policy still hold.
 * @throws Error when the template has no place for the data
 */
export function* assembleReplayHtml(template: string, source: ReplaySource): Generator<string> {
  const [head, tail, ...more] = template.split(DATA_PLACE);
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Error(`replay template: expected ${DATA_PLACE} once`);
  const settings: ReplaySettings = {
    format: REPLAY_FORMAT,
    session: source.settings,
    providers: [...source.providers],
  };
  yield head;
  yield `<script type="application/json" id="${SETTINGS_BLOCK}">${jsonForScript(settings)}</script>\n`;
  yield `<script type="text/plain" id="${SESSION_BLOCK}">\n`;
  const writer = new SessionWriter(packedBy(zlibCompressor));
  yield base64Line(fileHeader());
  yield base64Line(writer.begin(source.settings));
  for (
    let chunk = writer.nextEvents(source.session);
    chunk !== null;
    chunk = writer.nextEvents(source.session)
  ) {
    yield base64Line(chunk);
    source.onProgress?.(writer.written);
  }
  yield '</script>';
  yield tail;
}

/** JSON that can neither end a script element nor a line of JavaScript. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const base64Line = (bytes: Uint8Array): string =>
  `${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}\n`;
