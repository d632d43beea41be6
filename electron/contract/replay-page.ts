import { z } from 'zod';
import { storedSession } from './stored-session.ts';

/**
 * What an exported replay page carries beside its program, in two data blocks: the settings as JSON, and the session
 * as the bytes of its file (core/session-file), in base64, one or more whole groups a line.
 */
export const SETTINGS_BLOCK = 'replay-settings';
export const SESSION_BLOCK = 'replay-session';
/** Rises when an older program could not read what a newer one writes. */
export const REPLAY_FORMAT = 1;

export const replaySettings = z.object({
  format: z.literal(REPLAY_FORMAT),
  session: storedSession,
  providers: z.array(z.object({ code: z.number().int(), id: z.string() })).readonly(),
});
export type ReplaySettings = z.infer<typeof replaySettings>;
