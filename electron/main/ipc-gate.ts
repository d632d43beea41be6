import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import {
  type Answer,
  CHANNEL_PREFIX,
  CHANNELS,
  type ChannelName,
  parsePayload,
  type Payload,
} from '../contract/channels.ts';
import { fail, type LabError, type Result } from '../contract/result.ts';
import { senderProblem } from './sender-check.ts';

export type Handlers = {
  readonly [Name in ChannelName]: (
    payload: Payload<Name>,
  ) => Result<Answer<Name>> | Promise<Result<Answer<Name>>>;
};

/** A second page that may ask for a few things. */
export interface Visitor {
  /** Null while there is none. */
  readonly contents: () => WebContents | null;
  readonly channels: readonly ChannelName[];
}

/**
 * The one way in for requests of the page. Every message is checked for its sender first, at once, while the frame is
 * still known, then parsed by its channel's schema; a refusal is an answer with a reason, and it is counted.
 */
export function openIpcGate(
  window: BrowserWindow,
  visitor: Visitor,
  handlers: Handlers,
  onRefused: (error: LabError) => void,
): void {
  for (const name of Object.keys(CHANNELS) as ChannelName[]) {
    ipcMain.handle(CHANNEL_PREFIX + name, (event, payload: unknown) =>
      accept(mayAsk(event, name, window, visitor), handlers, name, event, payload, onRefused),
    );
  }
  window.on('closed', () => {
    for (const name of Object.keys(CHANNELS)) ipcMain.removeHandler(CHANNEL_PREFIX + name);
  });
}

function mayAsk(
  { senderFrame: frame }: IpcMainInvokeEvent,
  name: ChannelName,
  window: BrowserWindow,
  { contents, channels }: Visitor,
): boolean {
  if (!window.isDestroyed() && frame === window.webContents.mainFrame) return true;
  const visitor = contents();
  return visitor !== null && frame === visitor.mainFrame && channels.includes(name);
}

async function accept<Name extends ChannelName>(
  isOwn: boolean,
  handlers: Handlers,
  name: Name,
  event: IpcMainInvokeEvent,
  payload: unknown,
  onRefused: (error: LabError) => void,
): Promise<Result<Answer<Name>>> {
  const frame = event.senderFrame;
  const problem = senderProblem(frame, isOwn);
  if (problem !== null)
    return refuse({ code: 'bad-sender', field: name, message: `${name}: ${problem}` }, onRefused);
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
