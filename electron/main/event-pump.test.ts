import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
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
  const pump = new EventPump(port, lab.session, 7, (message) => complaints.push(message));
  /** Comes back when the pump has had its turn, which is the next frame's at the latest. */
  const wake = (): Promise<void> => {
    pump.wake();
    return new Promise((resolve) => setTimeout(resolve, 18));
  };
  const acknowledge = (nextSeq: number, epoch = 7): void => pump.receive({ type: 'ack', epoch, nextSeq });
  return { pump, sent, complaints, wake, acknowledge };
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

  it('has at most four batches under way; what waits meanwhile comes in one larger batch', async () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const { sent, wake, acknowledge } = pumpFor(lab);
    for (let call = 0; call < 40; call++) {
      lab.prepare(0, 4, 4096);
      lab.allocate();
      await wake();
    }
    expect(sent).toHaveLength(4);
    acknowledge(endOf(sent[0]));
    expect(sent).toHaveLength(5);
    expect(sent[4]?.records.length).toBeGreaterThan(30 * 8);
    expect(endOf(sent[4])).toBe(lab.session.log.length);
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
