import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { type Lab } from '../../core/lab/lab.ts';
import { describeEvent } from '../../core/lab/describe-event.ts';
import { EVENT_CSV_HEADER, eventCsvRow } from '../../core/lab/event-csv.ts';

const ROWS_PER_WRITE = 4096;

/** Takes the events of a Lab as they come. */
export interface EventSink {
  readonly eventsRead: number;
  /** Writes the events that have come since the last call. */
  write(lab: Lab): Promise<void>;
}

/** The events of a Lab as rows of a CSV file. Errors of the file reject the pending call. */
export class EventFile implements EventSink {
  eventsRead = 0;
  private failure: Error | null = null;

  private constructor(private readonly stream: WriteStream) {
    stream.on('error', (error) => (this.failure = error));
  }

  static async create(path: string): Promise<EventFile> {
    const stream = createWriteStream(path);
    await once(stream, 'open');
    stream.write(EVENT_CSV_HEADER + '\n');
    return new EventFile(stream);
  }

  async write(lab: Lab): Promise<void> {
    lab.session.indexNew();
    const context = {
      session: lab.session,
      ndisVersion: lab.config.ndisVersion,
      adapterHandle: lab.adapter.handle,
    };
    const end = lab.session.log.length;
    while (this.eventsRead < end) {
      if (this.failure !== null) throw this.failure;
      const rows: string[] = [];
      const stop = Math.min(end, this.eventsRead + ROWS_PER_WRITE);
      for (; this.eventsRead < stop; this.eventsRead++) {
        const event = describeEvent(context, this.eventsRead);
        rows.push(eventCsvRow(event, lab.ndis.providers[event.provider - 1]?.id ?? ''));
      }
      if (!this.stream.write(rows.join('\n') + '\n')) await once(this.stream, 'drain');
    }
  }

  async close(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'close');
    if (this.failure !== null) throw this.failure;
  }
}
