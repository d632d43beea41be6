import { RECORD_WORDS } from '../../electron/contract/core.ts';
import { PORT_CHANNEL } from '../../electron/contract/channels.ts';
import { streamMessage, type StreamMessage } from '../../electron/contract/schemas.ts';
import { addNotice, useEngine } from './engine-store.ts';
import { SessionModel } from './session-model.ts';
import { showSession, useView } from './view-store.ts';

type Batch = Extract<StreamMessage, { type: 'batch' }>;

/**
 * Receives the event stream. Batches wait here until the frame loop takes them into the store, and are acknowledged
 * then: that is what keeps a slow window from being flooded.
 */
export class EventStream {
  private port: MessagePort | null = null;
  private readonly waiting: Batch[] = [];

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

  /** Takes what has arrived into the store; answers whether there was anything. */
  takeArrived(): boolean {
    if (this.waiting.length === 0) return false;
    const batches = this.waiting.splice(0);
    for (const batch of batches) {
      const { model } = useView.getState();
      if (model === null || batch.epoch !== model.info.epoch) continue;
      model.append(batch);
      this.port?.postMessage({
        type: 'ack',
        epoch: batch.epoch,
        nextSeq: batch.firstSeq + batch.records.length / RECORD_WORDS,
      });
    }
    return true;
  }

  get hasArrived(): boolean {
    return this.waiting.length > 0;
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
      addNotice('error', `event stream: ${parsed.error.issues[0]?.message ?? 'unreadable message'}`);
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'batch':
        this.waiting.push(message);
        break;
      case 'session':
        this.startSession(message.session);
        break;
      case 'status':
        useEngine.setState({ status: message.status });
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

  private startSession(info: ConstructorParameters<typeof SessionModel>[0]): void {
    this.waiting.length = 0;
    showSession(new SessionModel(info));
  }
}
