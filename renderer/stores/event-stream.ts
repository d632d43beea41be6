import i18next from 'i18next';
import { CHUNK_RECORDS, RECORD_WORDS } from '../../electron/contract/core.ts';
import { PORT_CHANNEL } from '../../electron/contract/channels.ts';
import { type SessionInfo, streamMessage, type StreamMessage } from '../../electron/contract/schemas.ts';
import { type EngineStatus } from '../../electron/contract/engine-status.ts';
import { addNotice, showStatus, useEngine } from './engine-store.ts';
import { SessionModel } from './session-model.ts';
import { showSession, useView } from './view-store.ts';

type Batch = Extract<StreamMessage, { type: 'batch' }>;

/** A batch of so many records is followed by another at once: the page is behind. */
const WHOLE_BATCH_WORDS = CHUNK_RECORDS * RECORD_WORDS;
/** The next batch comes sooner than this after a whole one, if there is one. */
const FLOOD_MS = 50;

/**
 * Receives the event stream. Batches wait here until the frame loop takes them into the store, and are acknowledged
 * then: that is what keeps a slow window from being flooded. Whole batches, of which a long log comes, do not wait.
 */
export class EventStream {
  private port: MessagePort | null = null;
  private readonly waiting: Batch[] = [];
  private tookSome = false;
  private figures: EngineStatus | null = null;
  private lastWholeMs = -Infinity;

  /** @param showScript shows a provider in JavaScript that was opened as a file */
  constructor(private readonly showScript: (name: string, source: string) => void = () => undefined) {}

  /** Asks the main process for a port and listens on it. */
  connect(): void {
    window.addEventListener('message', (event) => {
      if (event.source !== window || event.origin !== window.location.origin) return;
      const data: unknown = event.data;
      const [port] = event.ports;
      if (typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_CHANNEL && port) {
        this.listen(port);
      }
    });
    void window.lab.openStream();
  }

  /** Takes what has arrived into the store; answers whether there was anything since the last time. */
  takeArrived(): boolean {
    this.takeWaiting();
    const took = this.tookSome;
    this.tookSome = false;
    return took;
  }

  get hasArrived(): boolean {
    return this.tookSome || this.waiting.length > 0;
  }

  /** A long log is on its way: the store comes first, and pictures of what is behind already can be few. */
  isFlooded(nowMs: number): boolean {
    return nowMs - this.lastWholeMs < FLOOD_MS;
  }

  /** Shows what the engine has said of itself last. */
  showFigures(): void {
    if (this.figures !== null) showStatus(this.figures);
    this.figures = null;
  }

  private takeWaiting(): void {
    for (const batch of this.waiting.splice(0)) {
      this.tookSome = true;
      const { model } = useView.getState();
      if (model === null || batch.epoch !== model.info.epoch) continue;
      const { epoch, firstSeq, records } = batch;
      const nextSeq = firstSeq + records.length / RECORD_WORDS;
      model.append(batch);
      this.port?.postMessage({ type: 'ack', epoch, nextSeq });
    }
  }

  private listen(port: MessagePort): void {
    this.port?.close();
    this.port = port;
    this.waiting.length = 0;
    port.onmessage = ({ data }) => this.receive(data);
  }

  private receive(data: unknown): void {
    const parsed = streamMessage.safeParse(data);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      console.error('event stream:', issue?.message);
      addNotice('error', i18next.t('stream.unreadable', { field: issue?.path.join('.') ?? '' }));
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'batch':
        this.waiting.push(message);
        if (message.records.length === WHOLE_BATCH_WORDS) {
          this.lastWholeMs = performance.now();
          this.takeWaiting();
        } else this.lastWholeMs = -Infinity;
        break;
      case 'session':
        this.startSession(message.session, message.blocks);
        break;
      case 'status':
        this.receiveStatus(message.status);
        break;
      case 'recents':
        useEngine.setState({ recents: message.recents });
        break;
      case 'script':
        this.showScript(message.name, message.source);
        break;
      case 'notice':
        addNotice(message.severity, message.message);
    }
  }

  /** Of an engine that runs on there are new figures only, which can wait for the panels; anything else is shown at once. */
  private receiveStatus(status: EngineStatus): void {
    const shown = useEngine.getState().status;
    this.figures = status;
    const runsOn = status.state === 'running' && shown?.state === 'running' && shown.epoch === status.epoch;
    if (!runsOn) this.showFigures();
  }

  private startSession(info: SessionInfo, blocks: number): void {
    this.waiting.length = 0;
    this.lastWholeMs = -Infinity;
    showSession(new SessionModel(info, blocks));
  }
}
