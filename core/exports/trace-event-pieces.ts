import { ReplayCursor } from '../events/replay-cursor.ts';
import {
  endsBlock,
  isNotable,
  makesBlock,
  Op,
  opName,
  recordBlock,
  recordDiagnostic,
  recordFlags,
  Flag,
  recordGrantedPages,
  recordLength,
  recordOp,
  recordOwner,
  recordProvider,
  recordRule,
  recordStatus,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { reservedRunsOf } from '../events/reserved-pages.ts';
import { describeEvent } from '../lab/describe-event.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { reservedJson } from './event-json.ts';
import { type ExportSource } from './event-pieces.ts';

/** Simulated nanoseconds that a call takes when nothing else is known. */
const CALL_NS = 1000;
const PROVIDERS_PID = 1;
const QUEUES_PID = 2;
const EVENTS_A_PIECE = 1024;

type TraceEvent = Readonly<Record<string, unknown>>;

/** The pages of the machine, without which nobody can say which of those that are held back have a block. */
export interface TracedMemory {
  readonly basePage: number;
  readonly memoryBytes: number;
}

/**
 * The session as trace events (Chrome's JSON trace format, which Perfetto opens): a track a provider and one a queue,
 * each call a slice on simulated time, used and reserved bytes as counters, blocks as asynchronous spans, and an instant
 * wherever a call did not succeed or was reported on. In pieces that together are one JSON document.
 */
export function* traceEventPieces(source: ExportSource, memory: TracedMemory): Generator<string> {
  const { log } = source.description.session;
  const writer = new TraceEvents(source, memory);
  yield '{"displayTimeUnit":"ns","traceEvents":[\n';
  yield writer
    .names()
    .map((event) => JSON.stringify(event))
    .join(',\n');
  for (let from = 0; from < log.length; from += EVENTS_A_PIECE) {
    const lines: string[] = [];
    for (let seq = from; seq < Math.min(log.length, from + EVENTS_A_PIECE); seq++) {
      for (const event of writer.eventsOf(seq)) lines.push(JSON.stringify(event));
    }
    if (lines.length > 0) yield `,\n${lines.join(',\n')}`;
    source.onProgress?.(Math.min(log.length, from + EVENTS_A_PIECE));
  }
  yield '\n]}\n';
}

class TraceEvents {
  private readonly used = new Map<number, number>();
  /** Null where no provider ever holds anything back. */
  private readonly reserved: ReservedBytes | null;

  constructor(
    private readonly source: ExportSource,
    memory: TracedMemory,
  ) {
    const { session } = source.description;
    this.reserved = session.side.reservedEvents === 0 ? null : new ReservedBytes(session, memory);
  }

  names(): readonly TraceEvent[] {
    const process = (pid: number, name: string): TraceEvent => ({
      ph: 'M',
      pid,
      tid: 0,
      name: 'process_name',
      args: { name },
    });
    return [
      process(PROVIDERS_PID, 'providers'),
      process(QUEUES_PID, 'queues'),
      ...[{ code: 0, id: 'no provider asked' }, ...this.source.providers].map(({ code, id }) => ({
        ph: 'M',
        pid: PROVIDERS_PID,
        tid: code,
        name: 'thread_name',
        args: { name: id },
      })),
    ];
  }

  eventsOf(seq: number): readonly TraceEvent[] {
    const { session } = this.source.description;
    const words = session.log.wordsOf(seq);
    const at = session.log.offsetOf(seq);
    const op = recordOp(words, at);
    const provider = recordProvider(words, at);
    const block = recordBlock(words, at);
    // Trace events count microseconds.
    const ts = session.timeNs(seq) / 1000;
    const vport = (recordFlags(words, at) & Flag.vport) !== 0;
    const args = {
      seq,
      status: statusName(recordStatus(words, at)),
      rule: ruleId(recordRule(words, at)) || null,
      diagnostic: diagnosticName(recordDiagnostic(words, at)),
      lengthBytes: recordLength(words, at),
      block: block || null,
      ...(reservedRunsOf(session, seq).length > 0 && {
        reserved: reservedJson(describeEvent(this.source.description, seq)),
      }),
    };
    const name = nameOf(op);
    const slice = { ph: 'X', ts, dur: CALL_NS / 1000, name, args };
    const tid = recordOwner(words, at) + (vport ? 65_536 : 0);
    const events: TraceEvent[] = [
      { ...slice, pid: PROVIDERS_PID, tid: provider },
      { ...slice, pid: QUEUES_PID, tid },
    ];
    if (isNotable(words, at)) {
      const what = args.status ?? args.diagnostic ?? name;
      events.push({ ph: 'i', s: 't', ts, pid: PROVIDERS_PID, tid: provider, name: what, args });
    }
    for (const { code, id } of this.reserved === null ? [] : this.source.providers) {
      const bytes = this.reserved?.changedAt(seq, code) ?? null;
      if (bytes !== null)
        events.push({ ph: 'C', ts, pid: PROVIDERS_PID, name: `reserved bytes, ${id}`, args: { bytes } });
    }
    const made = makesBlock(words, at);
    if (!made && !endsBlock(words, at)) return events;
    const change = recordGrantedPages(words, at) * PAGE_SIZE;
    const used = (this.used.get(provider) ?? 0) + (made ? change : -change);
    this.used.set(provider, used);
    const id = this.source.providers.find(({ code }) => code === provider)?.id ?? String(provider);
    events.push({ ph: 'C', ts, pid: PROVIDERS_PID, name: `used bytes, ${id}`, args: { bytes: used } });
    const span = { cat: 'block', id: block, ts, pid: QUEUES_PID, tid, name: `block ${block}` };
    events.push({ ...span, ph: made ? 'b' : 'e' });
    return events;
  }
}

/** What each provider holds back and no block has, event by event. */
class ReservedBytes {
  private readonly cursor: ReplayCursor;
  private readonly last = new Map<number, number>();

  constructor(session: RecordedSession, { basePage, memoryBytes }: TracedMemory) {
    this.cursor = new ReplayCursor(session, basePage, memoryBytes / PAGE_SIZE);
  }

  /** The bytes of a provider after an event that has changed them; null where it has not. Events come in their order. */
  changedAt(seq: number, provider: number): number | null {
    if (this.cursor.position !== seq + 1) this.cursor.seek(seq + 1);
    const bytes = this.cursor.totals.reservedPages[provider]! * PAGE_SIZE;
    if (bytes === (this.last.get(provider) ?? 0)) return null;
    this.last.set(provider, bytes);
    return bytes;
  }
}

function nameOf(op: number): string {
  if (op === Op.allocate) return 'NdisAllocateSharedMemory';
  return op === Op.free ? 'NdisFreeSharedMemory' : opName(op);
}
