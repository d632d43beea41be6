import type { MessagePortMain } from 'electron';
import { type RecentFile, type StreamMessage } from '../contract/schemas.ts';

/** The port to the page, and what has to reach it however early it is said or however often the page is loaded anew. */
export class PageLink {
  port: MessagePortMain | null = null;
  private readonly waiting: StreamMessage[] = [];
  private recents: readonly RecentFile[] = [];

  connect(port: MessagePortMain, onMessage: (data: unknown) => void): void {
    this.close();
    this.port = port;
    port.on('message', ({ data }) => onMessage(data));
    port.start();
    this.showRecents(this.recents);
    for (const message of this.waiting.splice(0)) this.post(message);
  }

  close(): void {
    this.port?.close();
    this.port = null;
  }

  /** Posts a message, if anybody is there. */
  post(message: StreamMessage): void {
    this.port?.postMessage(message);
  }

  /** Posts a message, now or as soon as somebody is there. */
  deliver(message: StreamMessage): void {
    if (this.port === null) this.waiting.push(message);
    else this.post(message);
  }

  showRecents(recents: readonly RecentFile[]): void {
    this.recents = recents;
    this.post({ type: 'recents', recents });
  }
}
