import { SentenceError } from '../../core/words/sentence.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { Spills } from './spills.ts';

const MIB = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'lab-spills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('takes another limit at once, for the session that runs, in both directions', () => {
  let limit = 64 * MIB;
  const spills = new Spills(
    folder,
    () => limit,
    (message) => {
      throw new SentenceError(message);
    },
  );
  const { session } = spilledLab(spills);
  const { length } = session.log;
  const before = session.log.copyFrom(0, 1000);
  expect(session.residentBytes).toBeGreaterThan(10 * MIB);

  limit = 6 * MIB;
  spills.applyLimit();
  expect(session.residentBytes).toBeLessThanOrEqual(6 * MIB);
  expect(session.log.copyFrom(0, 1000)).toEqual(before);

  // With more room what comes stays in memory; what is on the disk is read from there.
  limit = 64 * MIB;
  spills.applyLimit();
  const resident = session.residentBytes;
  session.log.appendRecords(new Uint32Array(8 * 65_536 * 2));
  expect(session.residentBytes).toBeGreaterThan(resident);
  expect(session.log.copyFrom(0, 1000)).toEqual(before);
  expect(session.log.length).toBe(length + 2 * 65_536);
  spills.close();
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('lets go of the memory of logs that nobody needs any more, while what reads them still can', async () => {
  const spills = new Spills(
    folder,
    () => 6 * MIB,
    (message) => {
      throw new SentenceError(message);
    },
  );
  const kept = spilledLab(spills).session;
  const start = kept.log.copyFrom(0, 1000);
  const other = { lab: spilledLab(spills) as Lab | null };
  const gone = new WeakRef(other.lab!.session);
  const collect = async (): Promise<void> => {
    await new Promise(setImmediate);
    collectGarbage();
  };
  spills.keepOnly([kept]);
  await collect();
  // Whoever reads it, such as the keeper of its file, reads on.
  expect(other.lab?.session.log.copyFrom(0, 1000)).toEqual(start);
  other.lab = null;
  await collect();
  expect(gone.deref()).toBeUndefined();
  expect(kept.log.copyFrom(0, 1000)).toEqual(start);
  spills.close();
});

/** A demonstration that fills several chunks, in a session that may spill. */
function spilledLab(spills: Spills): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  spills.serve(lab.session);
  const demonstration = new VmqDemonstration({ seed: 1, machines: 600 });
  while (demonstration.run(lab, 4096));
  return lab;
}
