import type { MessagePortMain } from 'electron';
import { type Sentence } from '../../core/words/sentence.ts';
import { type EngineStatus } from '../contract/engine-status.ts';
import { EventPump } from './event-pump.ts';
import { PageLink } from './page-link.ts';
import { type ShownSession } from './shown-session.ts';

const STATUS_INTERVAL_MS = 100;

/** What the page is told of, at the moment. */
export interface StreamedState {
  readonly epoch: number;
  readonly shown: ShownSession;
  readonly isRunning: boolean;
}

/** Tells the page of the session that is shown: what it is, its events as they come, and the engine's state. */
export class SessionStream {
  /** The page's end of everything that is told without being asked. */
  readonly page = new PageLink();
  private pump: EventPump | null = null;
  private lastStatus = { ms: 0, events: 0 };
  private trailingStatus: NodeJS.Timeout | null = null;

  constructor(
    private readonly state: () => StreamedState,
    private readonly status: (eventsPerSecond: number) => EngineStatus,
    private readonly onRefused: (message: Sentence) => void,
  ) {}

  /** Another session is shown. */
  begin(): void {
    this.lastStatus = { ms: performance.now(), events: 0 };
    this.start();
  }

  /** Gives the page's end of the stream a new owner; the page gets everything from event 0 again. */
  connect(port: MessagePortMain): void {
    this.page.connect(port, (data) => this.pump?.receive(data));
    this.start();
  }

  /** Says that the log or the engine's state has changed. */
  changed(): void {
    this.pump?.wake();
    const wait = STATUS_INTERVAL_MS - (performance.now() - this.lastStatus.ms);
    if (wait <= 0) this.sendStatus();
    else this.trailingStatus ??= setTimeout(() => this.sendStatus(), wait);
  }

  close(): void {
    if (this.trailingStatus !== null) clearTimeout(this.trailingStatus);
    this.page.close();
    this.pump = null;
  }

  private start(): void {
    const { port } = this.page;
    if (port === null) return;
    const { epoch, shown } = this.state();
    this.pump = new EventPump(port, shown.events, epoch, this.onRefused);
    shown.events.indexNew();
    const blocks = Math.max(0, shown.events.lastBlock);
    this.page.post({ type: 'session', session: { ...shown.settings, epoch }, blocks });
    this.sendStatus();
    this.pump.wake();
  }

  private sendStatus(): void {
    if (this.trailingStatus !== null) clearTimeout(this.trailingStatus);
    this.trailingStatus = null;
    const now = performance.now();
    const { shown, isRunning } = this.state();
    const events = shown.events.log.length;
    const seconds = Math.max(1e-3, (now - this.lastStatus.ms) / 1000);
    // The last events before a pause are no rate of the pause.
    const eventsPerSecond = isRunning ? Math.round((events - this.lastStatus.events) / seconds) : 0;
    this.lastStatus = { ms: now, events };
    this.page.post({ type: 'status', status: this.status(eventsPerSecond) });
  }
}
