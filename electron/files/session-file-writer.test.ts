import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { settingsOfLab } from './lab-settings.ts';
import { readSessionFile } from './read-session-file.ts';
import { SessionFileWriter } from './session-file-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-writer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('comes to an end, and so to its sync, while the engine goes on as fast as it can', async () => {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 3, machines: 1_000_000 });
  demonstration.run(lab, 500);
  const path = join(folder, 'growing.ndislab');
  const writer = await SessionFileWriter.create(path, settingsOfLab('growing', lab));
  const before = lab.session.log.length;
  // The engine's slices come between any two writes, for far longer than one pass may take.
  const slices = { left: 2000 };
  const run = (): void => {
    demonstration.run(lab, 20);
    if (--slices.left > 0) setImmediate(run);
  };
  setImmediate(run);
  await writer.appendSession(lab.session);
  await writer.sync();
  expect(slices.left).toBeGreaterThan(0);
  slices.left = 0;
  await writer.close();
  const read = await readSessionFile(path);
  if (!read.ok) throw new Error(englishOf(read.message));
  expect(read.opened.session.log.length).toBeGreaterThanOrEqual(before);
  expect(read.opened.problems).toEqual([]);
});

it('numbers the providers of a file that has lost their names', async () => {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 3, machines: 3 });
  while (demonstration.run(lab, 500));
  const path = join(folder, 'nameless.ndislab');
  const writer = await SessionFileWriter.create(path, settingsOfLab('nameless', lab));
  await writer.appendSession(lab.session);
  await writer.close();
  const read = await readSessionFile(path);
  expect(read.ok && read.opened.providers).toEqual([
    { code: 1, id: 'provider-1' },
    { code: 2, id: 'provider-2' },
  ]);
});
