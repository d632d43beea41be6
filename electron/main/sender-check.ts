import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';

/** What is asked of a frame before its message counts; a type of its own so that tests can make frames. */
interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Why a message from this frame is refused, or null (security.md 17: the frame, its parsed origin, the window). */
export function senderProblem(frame: SenderFrame | null, isMainFrameOfWindow: boolean): string | null {
  if (frame === null) return 'the sending frame is gone';
  if (!isMainFrameOfWindow || frame.parent !== null) return 'the sender is not the main frame of the window';
  try {
    const { protocol, host } = new URL(frame.url);
    if (protocol === `${APP_SCHEME}:` && host === APP_HOST) return null;
  } catch {
    // An unreadable URL is no better than a foreign one.
  }
  return 'the sender is not a page of this program';
}
