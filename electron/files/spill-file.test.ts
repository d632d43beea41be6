import { englishOf, type Sentence, SentenceError } from '../../core/words/sentence.ts';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RECORD_WORDS } from '../../core/events/record.ts';
import { RecordedSession } from '../../core/events/recorded-session.ts';
import { ReplayCursor } from '../../core/events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { removeStaleSpills, SpillFile } from './spill-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-spill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noFailure = (message: Sentence): never => {
  throw new SentenceError(message);
};

/** A demonstration long enough to fill several chunks of both tables. */
function longSession(bytes: number | null): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  if (bytes !== null)
    lab.session.spillTo(new SpillFile(folder, noFailure), new SpillFile(folder, noFailure), bytes);
  const demonstration = new VmqDemonstration({ seed: 1, machines: 1500 });
  while (demonstration.run(lab, 4096));
  lab.session.indexNew();
  return lab;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const expectSame = (one: Uint32Array, other: Uint32Array): void =>
  expect(Buffer.compare(bytesOf(one), bytesOf(other))).toBe(0);

describe('a session with little memory', () => {
  const whole = longSession(null);
  const spilled = longSession(6 * 2 ** 20);

  it('keeps in memory what it may, and has every word all the same', () => {
    const events = whole.session.log.length;
    expect(events).toBeGreaterThan(3 * 65_536);
    expect(spilled.session.log.length).toBe(events);
    expect(whole.session.residentBytes).toBeGreaterThan(10 * 2 ** 20);
    expect(spilled.session.residentBytes).toBeLessThanOrEqual(6 * 2 ** 20);
    for (let seq = 0; seq < events; seq += 65_536) {
      expectSame(spilled.session.log.copyFrom(seq, 65_536), whole.session.log.copyFrom(seq, 65_536));
    }
    const words = whole.session.side.length;
    expect(spilled.session.side.length).toBe(words);
    expectSame(spilled.session.side.copyRange(0, words), whole.session.side.copyRange(0, words));
  });

  it('gives the same states, forward and back', () => {
    const { basePage, pageCount } = whole.geometry;
    const one = new ReplayCursor(whole.session, basePage, pageCount);
    const other = new ReplayCursor(spilled.session, basePage, pageCount);
    const events = whole.session.log.length;
    for (const share of [1, 0.1, 0.9, 0.5, 0.45, 0]) {
      one.seek(Math.floor(events * share));
      other.seek(Math.floor(events * share));
      expectSame(other.owners, one.owners);
    }
  });

  it('streams to a copy that is whole', () => {
    const copy = new RecordedSession();
    const { log, side } = spilled.session;
    let from = 0;
    while (copy.log.length < log.length) {
      const firstSeq = copy.log.length;
      const records = log.copyFrom(firstSeq, 50_000);
      const to = side.endBefore(firstSeq + records.length / RECORD_WORDS);
      expect(copy.append({ firstSeq, records, side: side.copyRange(from, to) })).toBe(true);
      from = to;
    }
    expectSame(copy.log.copyFrom(1000, 5000), whole.session.log.copyFrom(1000, 5000));
  });

  it('stays whole in memory where the disk takes nothing', () => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const messages: string[] = [];
    const taken = join(folder, 'a-file');
    writeFileSync(taken, '');
    const records = new SpillFile(taken, (message) => messages.push(englishOf(message)));
    const side = new SpillFile(taken, (message) => messages.push(englishOf(message)));
    lab.session.spillTo(records, side, 2 ** 20);
    const demonstration = new VmqDemonstration({ seed: 1, machines: 700 });
    while (demonstration.run(lab, 4096));
    expect(messages.length).toBeGreaterThan(0);
    expect(messages[0]).toContain('spill-');
    const { length } = lab.session.log;
    expectSame(lab.session.log.copyFrom(0, 1000), whole.session.log.copyFrom(0, 1000));
    expect(lab.session.residentBytes).toBeGreaterThanOrEqual(length * 32);
  });
});

it('what dead processes left behind is removed, what living ones use is not', () => {
  for (const name of ['spill-11-1.tmp', 'spill-12-1.tmp', `spill-${process.pid}-99.tmp`, 'notes.txt'])
    writeFileSync(join(folder, name), '');
  removeStaleSpills(folder, (pid) => pid === 12);
  const left = readdirSync(folder);
  expect(left).toEqual(
    expect.arrayContaining(['spill-12-1.tmp', `spill-${process.pid}-99.tmp`, 'notes.txt']),
  );
  expect(left).not.toContain('spill-11-1.tmp');
  removeStaleSpills(join(folder, 'nowhere'), () => false);
});
