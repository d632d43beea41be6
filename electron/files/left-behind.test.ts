import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runLabCommand } from '../../core/history/lab-command.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { settingsOfLab } from './lab-settings.ts';
import { autosaveName, newestLeftBehind } from './left-behind.ts';
import { SessionFileWriter } from './session-file-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-left-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function leave(pid: number, writtenAtSeconds: number, withEvents: boolean): Promise<string> {
  const path = join(folder, autosaveName(pid));
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const writer = await SessionFileWriter.create(path, settingsOfLab('left', lab));
  if (withEvents) {
    runLabCommand(lab, { kind: 'openQueue' });
    await writer.appendSession(lab.session);
  }
  await writer.close();
  utimesSync(path, writtenAtSeconds, writtenAtSeconds);
  return path;
}

it('is the newest session of a dead process, whatever its number; what holds no event is cleared away', async () => {
  expect(await newestLeftBehind(join(folder, 'none'), () => false)).toBeNull();
  await leave(900, 1000, true);
  const newest = await leave(70, 2000, true);
  const alive = await leave(8, 3000, true);
  await leave(950, 4000, false);
  writeFileSync(join(folder, autosaveName(951)), '');
  writeFileSync(join(folder, 'mine.ndislab'), 'not an autosave');
  expect(await newestLeftBehind(folder, (pid) => pid === 8)).toBe(newest);
  expect(readdirSync(folder).sort()).toEqual(
    [autosaveName(70), autosaveName(8), autosaveName(900), 'mine.ndislab'].sort(),
  );
  rmSync(newest);
  rmSync(alive);
  expect(await newestLeftBehind(folder, () => false)).toBe(join(folder, autosaveName(900)));
});
