import { type Sentence } from '../../core/words/sentence.ts';
import { isSessionFile } from './is-session-file.ts';
import { eventTextKind, readEventText } from './read-event-text.ts';
import { type ReadWatch } from './read-watch.ts';
import { type OpenedSession, readSessionFile } from './read-session-file.ts';

/** What a file of a recorded session gives; null for a file that is none, such as a trace. */
export type OpenedRecording =
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly message: Sentence };

/** Opens a session file, or events that were exported as text. What a file is, its first bytes say. */
export async function openRecording(path: string, watch?: ReadWatch): Promise<OpenedRecording | null> {
  if (await isSessionFile(path)) return readSessionFile(path, watch);
  const kind = await eventTextKind(path);
  return kind === null ? null : readEventText(path, kind, watch);
}
