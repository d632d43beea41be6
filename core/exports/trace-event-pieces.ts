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
import { PAGE_SIZE } from '../memory/units.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { type ExportSource } from './event-pieces.ts';

/** Simulated nanoseconds that a call takes when nothing else is known. */
const CALL_NS = 1000;
const PROVIDERS_PID = 1;
const QUEUES_PID = 2;
const EVENTS_A_PIECE = 1024;

type TraceEvent = Readonly<Record<string, unknown>>;

/**
 * The session as trace events (Chrome's JSON trace format, which Perfetto opens): a track a provider and one a queue,
 * each call a slice on simulated time, used bytes as counters, blocks as asynchronous spans, and an instant wherever a
 * call did not succeed or was reported on. In pieces that together are one JSON document.
 */
export function* traceEventPieces(source: ExportSource): Generator<string> {
  const { log } = source.description.session;
  const writer = new TraceEvents(source);
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

  constructor(private readonly source: ExportSource) {}

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

function nameOf(op: number): string {
  if (op === Op.allocate) return 'NdisAllocateSharedMemory';
  return op === Op.free ? 'NdisFreeSharedMemory' : opName(op);
}
