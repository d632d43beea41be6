import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import {
  type Answer,
  CHANNEL_PREFIX,
  CHANNELS,
  type ChannelName,
  parsePayload,
  type Payload,
} from '../contract/channels.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfContract } from '../contract/contract-sentences.ts';
import { fail, type Result as Answered } from '../contract/result.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { type Refusal, type Result } from './result.ts';
import { type Say } from './say.ts';
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

interface GateOptions {
  /** Words what went wrong in the page's language. */
  readonly say: Say;
  readonly onRefused: (what: Sentence) => void;
}

/**
 * The one way in for requests of the page. Every message is checked for its sender first, at once, while the frame is
 * still known, then parsed by its channel's schema; a refusal is an answer with a reason, and it is counted.
 */
export function openIpcGate(
  window: BrowserWindow,
  visitor: Visitor,
  handlers: Handlers,
  options: GateOptions,
): void {
  for (const name of Object.keys(CHANNELS) as ChannelName[]) {
    ipcMain.handle(CHANNEL_PREFIX + name, (event, payload: unknown) =>
      accept(mayAsk(event, name, window, visitor), handlers, name, event, payload, options),
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
  { say, onRefused }: GateOptions,
): Promise<Answered<Answer<Name>>> {
  const frame = event.senderFrame;
  const refuse = (error: Refusal & { readonly message: Sentence }): Answered<never> => {
    onRefused(error.message);
    return worded(error, say);
  };
  const problem = senderProblem(frame, isOwn);
  if (problem !== null) {
    const message = sayOfContract('inChannel', { channel: name, what: problem });
    return refuse({ code: 'bad-sender', field: name, message });
  }
  const parsed = parsePayload(name, payload);
  if (!parsed.ok) return refuse(parsed.error);
  try {
    const answer = await handlers[name](parsed.value);
    return answer.ok ? answer : worded(answer.error, say);
  } catch (error) {
    const message = sayOfContract('inChannel', { channel: name, what: sentenceOfError(error) });
    return worded({ code: 'internal', field: name, message }, say);
  }
}

/** The page gets text in its own language. */
const worded = (error: Refusal, say: Say): Answered<never> => fail({ ...error, message: say(error.message) });
