import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import {
  type Answer,
  CHANNEL_PREFIX,
  CHANNELS,
  type ChannelName,
  parsePayload,
  type Payload,
} from '../contract/channels.ts';
import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';
import { fail, type LabError, type Result } from '../contract/result.ts';

export type Handlers = {
  readonly [Name in ChannelName]: (payload: Payload<Name>) => Result<Answer<Name>> | Promise<Result<Answer<Name>>>;
};

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

/**
 * The one way in for requests of the page. Every message is checked for its sender first, at once, while the frame is
 * still known, then parsed by its channel's schema; a refusal is an answer with a reason, and it is counted.
 */
export function openIpcGate(window: BrowserWindow, handlers: Handlers, onRefused: (error: LabError) => void): void {
  for (const name of Object.keys(CHANNELS) as ChannelName[]) {
    ipcMain.handle(CHANNEL_PREFIX + name, (event, payload: unknown) => accept(window, handlers, name, event, payload, onRefused));
  }
  window.on('closed', () => {
    for (const name of Object.keys(CHANNELS)) ipcMain.removeHandler(CHANNEL_PREFIX + name);
  });
}

async function accept<Name extends ChannelName>(
  window: BrowserWindow,
  handlers: Handlers,
  name: Name,
  event: IpcMainInvokeEvent,
  payload: unknown,
  onRefused: (error: LabError) => void,
): Promise<Result<Answer<Name>>> {
  const frame = event.senderFrame;
  const problem = senderProblem(frame, !window.isDestroyed() && frame === window.webContents.mainFrame);
  if (problem !== null) return refuse({ code: 'bad-sender', field: name, message: `${name}: ${problem}` }, onRefused);
  const parsed = parsePayload(name, payload);
  if (!parsed.ok) return refuse(parsed.error, onRefused);
  try {
    return await handlers[name](parsed.value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail({ code: 'internal', field: name, message: `${name}: ${message}` });
  }
}

function refuse(error: LabError, onRefused: (error: LabError) => void): Result<never> {
  onRefused(error);
  return fail(error);
}
