import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Journal } from '../../core/history/journal.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { readSessionFile } from '../files/read-session-file.ts';
import { type KeptSession, SessionKeeper } from './session-keeper.ts';
import { ShownSession } from './shown-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-keeper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('writes a file beside the one that is there, which stays until the new one is whole', async () => {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  openReadyQueue(lab);
  const kept = ShownSession.ofLab('kept', lab, new Journal()).kept();
  const keeper = new SessionKeeper(folder, (message) => expect.unreachable(englishOf(message)));
  const path = join(folder, 'session.ndislab');
  writeFileSync(path, 'an older session');
  const broken: KeptSession = {
    ...kept,
    providers: () => {
      // So far everything was written.
      expect(readFileSync(path, 'utf8')).toBe('an older session');
      throw new Error('no space left on device');
    },
  };
  await expect(keeper.saveAs(path, broken)).rejects.toThrow('no space left');
  expect(readFileSync(path, 'utf8')).toBe('an older session');
  expect(readdirSync(folder)).toEqual(['session.ndislab']);

  expect(await keeper.saveAs(path, kept)).toBe(lab.session.log.length);
  const read = await readSessionFile(path);
  expect(read.ok && read.opened.session.log.length).toBe(lab.session.log.length);
  expect(readdirSync(folder)).toEqual(['session.ndislab']);
});
