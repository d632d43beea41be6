import type { MessagePortMain } from 'electron';
import { CHUNK_RECORDS } from '../../core/events/event-log.ts';
import { RECORD_WORDS } from '../../core/events/record.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { streamAcknowledgement, type StreamMessage } from '../contract/schemas.ts';
import { sayOfMain as say } from './main-sentences.ts';

/** Records a batch may hold: a chunk of the log, 2 MiB, the upper end of what the port carries well. */
const BATCH_RECORDS = CHUNK_RECORDS;
/** The page draws no oftener: batches that come sooner would only be smaller. */
const FRAME_MS = 14;
/** Batches that may be under way; the page acknowledges a batch when it is in its store. */
const WINDOW = 4;

/**
 * Sends the part of the log that the page does not have yet. A slow page makes batches larger, never drops one: what
 * is not sent yet simply waits in the log.
 */
export class EventPump {
  private sent = 0;
  private sideSent = 0;
  private acknowledged = 0;
  private underWay = 0;
  private scheduled = false;
  private lastPumpMs = -Infinity;

  constructor(
    private readonly port: MessagePortMain,
    private readonly session: RecordedSession,
    private readonly epoch: number,
    private readonly onBadMessage: (message: Sentence) => void,
  ) {}

  /** Takes a message of the page; it can only be an acknowledgement. */
  receive(data: unknown): void {
    const parsed = streamAcknowledgement.safeParse(data);
    if (!parsed.success) {
      this.onBadMessage(say('acknowledgement'));
      return;
    }
    const { epoch, nextSeq } = parsed.data;
    if (epoch !== this.epoch) return;
    if (nextSeq > this.sent || nextSeq < this.acknowledged) {
      this.onBadMessage(say('nextSeq', { least: this.acknowledged, most: this.sent }));
      return;
    }
    this.acknowledged = nextSeq;
    const wasFull = this.underWay === WINDOW;
    if (this.underWay > 0) this.underWay--;
    if (wasFull) this.pump();
    else this.wake();
  }

  /** Says that the log has grown: what is new goes out after the current piece of work, once a frame at most. */
  wake(): void {
    if (this.scheduled || !this.isWorthWhile()) return;
    this.scheduled = true;
    const rest = FRAME_MS - (performance.now() - this.lastPumpMs);
    const pump = (): void => {
      this.scheduled = false;
      this.pump();
    };
    if (rest > 0) setTimeout(pump, rest);
    else setImmediate(pump);
  }

  /**
   * A page that has not yet taken what was sent last would take more of it in the same frame: a message less is sent when
   * that waits for its acknowledgement, and each costs both sides what thousands of records cost.
   */
  private isWorthWhile(): boolean {
    const waiting = this.session.log.length - this.sent;
    return waiting >= BATCH_RECORDS || (waiting > 0 && this.underWay === 0);
  }

  private pump(): void {
    this.lastPumpMs = performance.now();
    while (this.underWay < WINDOW && this.sent < this.session.log.length) {
      const view = this.session.log.viewFrom(this.sent, BATCH_RECORDS);
      // What is posted is copied with the whole buffer behind it: right for a whole chunk, not for a part of one.
      const records = view.byteLength === view.buffer.byteLength ? view : view.slice();
      const firstSeq = this.sent;
      this.sent += records.length / RECORD_WORDS;
      const sideEnd = this.session.side.endBefore(this.sent);
      const side = this.session.side.copyRange(this.sideSent, sideEnd);
      this.sideSent = sideEnd;
      this.underWay++;
      const message: StreamMessage = { type: 'batch', epoch: this.epoch, firstSeq, records, side };
      this.port.postMessage(message);
    }
  }
}
