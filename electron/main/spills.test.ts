import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
      throw new Error(message);
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

/** A demonstration that fills several chunks, in a session that may spill. */
function spilledLab(spills: Spills): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  spills.serve(lab.session);
  const demonstration = new VmqDemonstration({ seed: 1, machines: 600 });
  while (demonstration.run(lab, 4096));
  return lab;
}
