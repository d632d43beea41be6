import { type Sentence } from '../../core/words/sentence.ts';
import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';
import { sayOfMain as say } from './main-sentences.ts';

/** What is asked of a frame before its message counts; a type of its own so that tests can make frames. */
interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Why a message from this frame is refused, or null (security.md 17: the frame, its parsed origin, the window). */
export function senderProblem(frame: SenderFrame | null, isMainFrameOfWindow: boolean): Sentence | null {
  if (frame === null) return say('frameGone');
  if (!isMainFrameOfWindow || frame.parent !== null) return say('notMainFrame');
  try {
    const { protocol, host } = new URL(frame.url);
    if (protocol === `${APP_SCHEME}:` && host === APP_HOST) return null;
  } catch {
    // An unreadable URL is no better than a foreign one.
  }
  return say('foreignPage');
}
