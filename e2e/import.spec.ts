import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { Lab } from '../core/lab/lab.ts';
import { VmqDemonstration } from '../core/workloads/vmq-demonstration.ts';
import { settingsOfLab } from '../electron/files/lab-settings.ts';
import { QUICK, SessionFileWriter } from '../electron/files/session-file-writer.ts';
import { built, expect, test } from './lab-app.ts';
import { type LabWindow } from './lab-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-import-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Answers the next file dialogs with a path, as a person would. */
async function chooseFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve(chosen);
    },
    { canceled: false, filePaths: [path] },
  );
}

/** Takes a picture of a file that is being read, and stops it. */
async function stopWhileReading(lab: LabWindow, page: Page, file: string, picture: string): Promise<void> {
  const progress = page.getByTestId('import-progress');
  await expect(progress).toContainText(new RegExp(`(Reading|Checking) ${file}`));
  await page.screenshot({ path: built('screenshots', picture) });
  await progress.getByRole('button', { name: 'Stop here' }).click();
  await expect(lab.notices).toContainText('reading was stopped here; what was read until then is kept');
}

test('a scenario plays, says whether its expectations hold, and shows the steps before a mistake', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--empty');
  await page.getByTestId('import').click();
  await page.screenshot({ path: built('screenshots', 'import-menu.png') });
  await page.getByRole('menuitem', { name: 'Scenario: fragmentation' }).click();
  const report = page.getByTestId('scenario-report');
  await expect(report).toHaveAttribute('data-failed', '0');
  await expect(report).toContainText(
    'Fragmentation: enough memory, yet RESOURCES 11 of 11 expectations hold',
  );
  await lab.idle();
  // The last block lies in four pieces between the others: 64 KiB are 16 pages.
  expect(await lab.pickedBlock(0)).toBe(1);
  expect(await lab.pickedBlock(16)).toBe(17);
  expect(await lab.pickedBlock(48)).toBe(17);
  expect(await lab.pickedBlock(15 * 16)).toBe(0);
  await page.screenshot({ path: built('screenshots', 'scenario.png') });

  const path = join(folder, 'broken.json');
  const step =
    '{ "title": "one", "commands": [{ "kind": "openQueue" }], "expect": [{ "queue": 1, "state": "Paused" }] }';
  writeFileSync(
    path,
    `{ "format": "ndis-lab-scenario", "version": 1, "title": "Mine",\n"steps": [${step},\n{ "title": "two", "commands": [{ "kind": "alocate" }] }]}`,
  );
  await chooseFile(app, path);
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await expect(lab.notices).toContainText(
    'broken.json, line 3, column 42: steps.1.commands.0.kind: expected a command, perhaps one of allocate',
  );
  await expect(report).toHaveAttribute('data-failed', '1');
  await expect(report).toContainText(
    'Mine 0 of 1 expectations hold · one: queue 1 state: expected Paused, found Running',
  );
  await page.screenshot({ path: built('screenshots', 'scenario-broken.png') });
});

/** Writes down from now on what the window shows on the task bar, which nobody can read back. */
const noteTaskBar = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const bars: number[] = [];
    Reflect.set(globalThis, 'taskBar', bars);
    const show = window.setProgressBar.bind(window);
    window.setProgressBar = (share) => {
      bars.push(share);
      show(share);
    };
  });

const taskBarOf = (app: ElectronApplication): Promise<readonly number[]> =>
  app.evaluate(() => Reflect.get(globalThis, 'taskBar') as number[]);

test('a huge trace shows how far it is, and what was read stays when it is stopped', async ({ launch }) => {
  test.setTimeout(120_000);
  const path = join(folder, 'huge.rep');
  const requests = 20_000_000;
  const block = Array.from({ length: 1000 }, (_, id) => `a ${id} 64\nf ${id}\n`).join('');
  writeFileSync(path, `0\n1000\n${requests}\n1\n${block.repeat(requests / 2000)}`);
  const { app, lab, page } = await launch('--empty');
  await chooseFile(app, path);
  const progress = page.getByTestId('import-progress');
  await noteTaskBar(app);

  // Stopped while it is read: what was read is replayed, and that is stopped too.
  await page.evaluate(() => void window.lab.openTrace({ asRecorded: false }));
  await stopWhileReading(lab, page, 'huge.rep', 'import-progress.png');
  await expect(progress).toContainText('Replaying huge.rep');
  await lab.untilEventsAtLeast(1000);
  await progress.getByRole('button', { name: 'Stop here' }).click();
  await expect(progress).toBeHidden();
  await lab.idle();
  const events = await lab.eventCount();
  expect(events).toBeGreaterThan(1000);
  expect(events).toBeLessThan(requests);
  await expect(page.getByTestId('import-report')).toContainText('huge.rep');
  await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  // Who looked at another window saw it on the task bar, and that it ended.
  const bars = await taskBarOf(app);
  expect(bars.some((share) => share > 0 && share < 1)).toBe(true);
  expect(bars.at(-1)).toBe(-1);
});

test('a large session shows how far it is opened, and what was read stays when it is stopped', async ({
  launch,
}) => {
  test.setTimeout(120_000);
  const source = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 9, machines: 1_000_000 });
  while (source.session.log.length < 400_000) demonstration.run(source, 10_000);
  const path = join(folder, 'large.ndislab');
  const writer = await SessionFileWriter.create(path, settingsOfLab('large', source), QUICK);
  // The same machine on eight lines, so that reading takes long enough for a person to stop it.
  const { session } = source;
  const branches = Array.from({ length: 8 }, (_, at) => ({
    id: at + 1,
    name: `branch ${at + 1}`,
    parent: null,
    forkSeq: 0,
    line: { line: at + 1, parent: null, forkSeq: 0 },
    session,
    journal: null,
    undone: null,
  }));
  await writer.append(branches, 1);
  await writer.close();

  const { app, lab, page } = await launch('--empty');
  await chooseFile(app, path);
  const progress = page.getByTestId('import-progress');
  await page.evaluate(() => void window.lab.openTrace({ asRecorded: false }));
  await stopWhileReading(lab, page, 'large.ndislab', 'session-progress.png');
  await expect(progress).toBeHidden();
  await page.getByTestId('recording').waitFor();
  await lab.idle();
  expect(await lab.eventCount()).toBeGreaterThan(60_000);
  await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');

  // Of a file that another takes the place of, nothing is shown.
  await page.evaluate(() => {
    const opening = window.lab.openTrace({ asRecorded: false });
    Reflect.set(window, 'opening', opening);
  });
  await expect(progress).toContainText(/(Reading|Checking) large\.ndislab/);
  await page.evaluate(() => window.lab.openSample({ sample: 'rep', asRecorded: false }));
  expect(await page.evaluate(() => Reflect.get(window, 'opening') as unknown)).toMatchObject({
    ok: false,
    error: { code: 'session-replaced' },
  });
  await expect(page.getByTestId('import-report')).toContainText('perl-hash');
  await expect(page.getByTestId('recording')).toBeHidden();
});
