import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { built, expect, leaveUnsaved, ROOT, test } from './lab-app.ts';
import { type Colour, isNear, LabWindow } from './lab-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-sessions-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Answers the next file dialogs with a path, as a person would. */
async function chooseFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function clickMenu(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);
}

async function runDemonstration(page: Page, lab: LabWindow, events: number): Promise<void> {
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.untilEventsAtLeast(events);
}

async function openFile(page: Page): Promise<void> {
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await page.getByTestId('recording').waitFor();
}

test('a saved session comes back: events, memory, bookmarks and notes', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  const path = join(folder, 'demonstration.ndislab');
  await runDemonstration(page, lab, 3000);
  await lab.idle();
  const events = await lab.eventCount();
  await page.getByTestId('timeline').click();
  await lab.idle();
  const middle = await lab.eventCount();
  await lab.map.focus();
  await page.keyboard.press('m');
  await page.getByTestId('show-bookmarks').click();
  await page.getByTestId('bookmark-list').getByRole('textbox').fill('memory is nearly full here');
  // A bookmark with its note is back with undo, before anything that the engine did is taken back.
  await page.getByTestId('bookmark-list').getByRole('button', { name: 'Remove' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('show-bookmarks')).toBeHidden();
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: the bookmarks');
  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await page.getByTestId('show-bookmarks').click();
  await expect(page.getByTestId('bookmark-list').getByRole('textbox')).toHaveValue(
    'memory is nearly full here',
  );
  expect(await lab.eventCount()).toBe(middle);
  await page.screenshot({ path: built('screenshots', 'bookmarks.png') });
  await page.keyboard.press('Escape');
  const pages = Array.from({ length: 200 }, (_, index) => index * 80);
  const before = await Promise.all(pages.map((index) => lab.pickedBlock(index)));
  const colours = await lab.coloursOf(pages);

  await chooseFile(app, path);
  await clickMenu(app, 'save');
  await expect(lab.notices).toContainText('Saved');
  expect(statSync(path).size / events).toBeLessThan(16);

  await page.evaluate(() => window.lab.openSample({ sample: 'rep', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await openFile(page);
  await lab.idle();
  expect(await lab.eventCount()).toBe(events);
  await lab.map.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+N');
  // The selection that comes with the jump would dim all other blocks.
  await page.keyboard.press('Escape');
  await lab.idle();
  expect(await lab.eventCount()).toBe(middle);
  expect(await Promise.all(pages.map((index) => lab.pickedBlock(index)))).toEqual(before);
  const free = await lab.themeColour('free');
  const isFree = (colour: Colour): boolean => isNear(colour, free);
  expect((await lab.coloursOf(pages)).map(isFree)).toEqual(colours.map(isFree));
  await page.getByTestId('show-bookmarks').click();
  await expect(page.getByTestId('bookmark-list').getByRole('textbox')).toHaveValue(
    'memory is nearly full here',
  );
  await page.keyboard.press('Escape');
  await page.screenshot({ path: built('screenshots', 'recording.png') });

  // There is no engine to call; the page says so when somebody tries all the same.
  const refused = await page.evaluate(() => window.lab.openQueue());
  expect(refused).toMatchObject({ ok: false, error: { code: 'recording' } });
  await page.evaluate(() => window.lab.startDemonstration({ seed: 2, script: null, machines: 60 }));
  await expect(page.getByTestId('recording')).toBeHidden();
});

test('a damaged session is opened as far as possible, and what is missing is named', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  const path = join(folder, 'whole.ndislab');
  await page.evaluate(() => window.lab.openSample({ sample: 'rep', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  await chooseFile(app, path);
  await clickMenu(app, 'save');
  await expect(lab.notices).toContainText('Saved');
  const bytes = readFileSync(path);
  const cut = join(folder, 'cut.ndislab');
  writeFileSync(cut, bytes.subarray(0, bytes.length - 10));
  await chooseFile(app, cut);
  await openFile(page);
  await expect(lab.notices).toContainText('the file breaks off inside a chunk');
  await lab.idle();
  expect(await lab.eventCount()).toBeGreaterThan(20_000);

  const text = join(folder, 'no-session.ndislab');
  writeFileSync(text, 'NDISLAB\x1anonsense that goes on for a while');
  await chooseFile(app, text);
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await expect(lab.notices).toContainText('no-session.ndislab, byte 8: the header is damaged');
  await expect(page.getByTestId('recording')).toBeVisible();
});

async function start(userData: string): Promise<{ app: ElectronApplication; page: Page; lab: LabWindow }> {
  const executablePath = process.env.LAB_ELECTRON;
  if (executablePath === undefined) throw new Error('LAB_ELECTRON is not set');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
    ),
  );
  const app = await _electron.launch({
    executablePath,
    args: [ROOT, `--user-data-dir=${userData}`, '--empty', '--lang', 'en', '--theme', 'dark'],
    env,
    colorScheme: null,
  });
  await leaveUnsaved(app);
  const page = await app.firstWindow();
  const lab = new LabWindow(app, page);
  await lab.ready();
  return { app, page, lab };
}

// Whatever the moment, the file is whole: crash.spec.ts kills fifty times. Here a person comes back to it.
test('what ran when the program was killed can be restored', async () => {
  const userData = mkdtempSync(join(folder, 'user-'));
  const first = await start(userData);
  // At a pace at which it is still under way when the program is killed.
  await first.page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 500 }));
  await first.page.evaluate(() => window.lab.setPace({ stepsPerSecond: 800 }));
  await first.lab.untilEventsAtLeast(1500);
  const seen = await first.lab.eventCount();
  // What is older than two intervals of the keeper is on the disk.
  await first.page.waitForTimeout(2500);
  const gone = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await gone;

  const second = await start(userData);
  const bar = second.page.getByTestId('restore-bar');
  await expect(bar).toBeVisible();
  await second.page.screenshot({ path: built('screenshots', 'restore.png') });
  await bar.getByRole('button', { name: 'Restore it' }).click();
  await second.page.getByTestId('recording').waitFor();
  await second.lab.idle();
  expect(await second.lab.eventCount()).toBeGreaterThanOrEqual(seen);
  await expect(second.page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  await expect(bar).toBeHidden();
  // It goes on from there: with its machine, its workload and its undo.
  const kept = await second.lab.eventCount();
  await second.page.getByTestId('go-on').click();
  await expect(second.page.getByTestId('recording')).toBeHidden();
  await second.lab.idle();
  expect(await second.lab.eventCount()).toBeGreaterThanOrEqual(kept);
  await second.page.getByRole('button', { name: 'Resume engine' }).click();
  await second.lab.untilEventsAtLeast(kept + 200);
  await expect(second.page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  await second.app.close();

  // A session that ended in order is not offered.
  const third = await start(userData);
  await expect(third.page.getByTestId('restore-bar')).toBeHidden();
  await third.app.close();
});
