import { englishOf } from '../../core/words/sentence.ts';
import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { CHUNK_RECORDS } from '../../core/events/event-log.ts';
import { RecordedSession } from '../../core/events/recorded-session.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { type StreamMessage } from '../contract/schemas.ts';
import { EventPump } from './event-pump.ts';

type Batch = Extract<StreamMessage, { type: 'batch' }>;

/** A pump with the port's far end in our hands. */
function pumpFor(lab: Lab) {
  const sent: Batch[] = [];
  const complaints: string[] = [];
  const port = { postMessage: (message: Batch) => sent.push(message) } as unknown as MessagePortMain;
  const pump = new EventPump(port, lab.session, 7, (message) => complaints.push(englishOf(message)));
  /** Comes back when the pump has had its turn, which is the next frame's at the latest. */
  const wake = (): Promise<void> => {
    pump.wake();
    return frame();
  };
  const acknowledge = (nextSeq: number, epoch = 7): void => pump.receive({ type: 'ack', epoch, nextSeq });
  return { pump, sent, complaints, wake, acknowledge };
}

const frame = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 18));

function allocateOne(lab: Lab): void {
  lab.prepare(0, 4, 4096);
  lab.allocate();
}

const endOf = (batch: Batch | undefined): number =>
  batch === undefined ? 0 : batch.firstSeq + batch.records.length / 8;

describe('the event pump', () => {
  it('sends every event once, in order, however the log grows', async () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const { sent, wake, acknowledge } = pumpFor(lab);
    const workload = new VmqDemonstration({ seed: 2, machines: 6 });
    for (let more = true, steps = 1; more; steps = (steps * 3) % 997) {
      more = workload.run(lab, steps);
      await wake();
      acknowledge(endOf(sent.at(-1)));
    }
    await wake();
    const copy = new RecordedSession();
    for (const batch of sent) expect(copy.append(batch)).toBe(true);
    expect(copy.log.copyFrom(0, 1e6)).toEqual(lab.session.log.copyFrom(0, 1e6));
    expect(copy.side.copyRange(0, 1e7)).toEqual(lab.session.side.copyRange(0, 1e7));
  });

  it('lets what comes before the last batch is acknowledged wait, and sends it in one larger batch', async () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const { sent, wake, acknowledge } = pumpFor(lab);
    for (let call = 0; call < 10; call++) {
      allocateOne(lab);
      await wake();
    }
    expect(sent).toHaveLength(1);
    acknowledge(endOf(sent[0]));
    await frame();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.records.length).toBe(9 * 8);
    expect(endOf(sent[1])).toBe(lab.session.log.length);
    acknowledge(endOf(sent[1]));
    await frame();
    expect(sent).toHaveLength(2);
  });

  it('has at most four whole batches under way', async () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const { sent, wake, acknowledge } = pumpFor(lab);
    while (lab.session.log.length < 6 * CHUNK_RECORDS) allocateOne(lab);
    await wake();
    expect(sent).toHaveLength(4);
    for (let acknowledged = 0; acknowledged < sent.length; acknowledged++)
      acknowledge(endOf(sent[acknowledged]));
    await frame();
    expect(endOf(sent.at(-1))).toBe(lab.session.log.length);
  });

  it('refuses what is no acknowledgement, and ignores one of another session', async () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const { pump, sent, complaints, wake, acknowledge } = pumpFor(lab);
    await wake();
    for (const message of [null, 'ack', {}, { type: 'ack' }, { type: 'ack', epoch: 7, nextSeq: -1 }])
      pump.receive(message);
    acknowledge(1_000_000);
    expect(complaints).toHaveLength(6);
    expect(complaints[5]).toMatch(/nextSeq: expected from 0 to/);
    acknowledge(0, 6);
    expect(complaints).toHaveLength(6);
    expect(sent).toHaveLength(1);
  });
});
