import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { RecordedSession } from '../core/events/recorded-session.ts';
import { SideKind } from '../core/events/side-table.ts';
import { Journal } from '../core/history/journal.ts';
import { type LabCommand, runLabCommand } from '../core/history/lab-command.ts';
import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { Lab } from '../core/lab/lab.ts';
import { completeRequest } from '../core/lab/manual-calls.ts';
import { settingsOfLab } from '../electron/files/lab-settings.ts';
import { SessionFileWriter } from '../electron/files/session-file-writer.ts';
import { built, expect, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-branches-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const branchNames = async (page: Page): Promise<readonly string[]> => {
  await page.getByTestId('branches').click();
  await page.getByTestId('branch-item').first().waitFor();
  const names = await page.getByTestId('branch-item').locator('.branch-name').allInnerTexts();
  await page.keyboard.press('Escape');
  return names;
};

async function chooseFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** A file of a pool of queues, as a version has recorded it that did not note what providers hold back. */
async function sessionOfAnotherVersion(): Promise<string> {
  const path = join(folder, 'older.ndislab');
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, provider: 'queue-pool' });
  const journal = new Journal();
  const commands: readonly LabCommand[] = [
    { kind: 'openQueue' },
    { kind: 'allocate', request: completeRequest(lab, { queueId: 1, lengthBytes: 8192 }) },
  ];
  for (const command of commands) {
    journal.add({ kind: 'command', command, firstSeq: lab.session.log.length });
    runLabCommand(lab, command);
  }
  const { log, side } = lab.session;
  const words = side.copyRange(0, side.length);
  const kept: number[] = [];
  for (let at = 0; at < words.length;) {
    const end = at + 2 + ((words[at] ?? 0) >>> 8);
    if (((words[at] ?? 0) & 0xff) !== SideKind.reserved) kept.push(...words.subarray(at, end));
    at = end;
  }
  expect(kept.length).toBeLessThan(words.length);
  const recorded = new RecordedSession();
  recorded.append({ firstSeq: 0, records: log.copyFrom(0, log.length), side: Uint32Array.from(kept) });
  const writer = await SessionFileWriter.create(path, settingsOfLab('older', lab));
  await writer.appendSession(recorded, journal);
  await writer.close();
  return path;
}

test('undo takes a call back, redo makes it again, and something new keeps what was undone', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await expect(page.getByTestId('undo')).toBeDisabled();
  const start = await lab.eventCount();
  await lab.fill('Length', '64 KiB');
  await lab.allocate();
  await lab.fill('Length', '128 KiB');
  await lab.allocate();
  const full = await lab.eventCount();
  const pages = Array.from({ length: 256 }, (_, index) => index * 64);
  const picked = async (): Promise<readonly number[]> => {
    const blocks: number[] = [];
    for (const index of pages) blocks.push((await lab.pickedBlock(index)) ?? 0);
    return blocks.filter((block) => block > 0);
  };
  const before = await picked();
  expect(before.length).toBeGreaterThan(0);

  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await lab.untilEvents(full - 1);
  await page.keyboard.press('Control+z');
  await lab.untilEvents(start);
  expect(await picked()).toEqual([]);
  await expect(page.getByTestId('undo')).toBeDisabled();
  await expect(page.getByTestId('redo')).toHaveAccessibleName('Redo: NdisAllocateSharedMemory');
  await page.keyboard.press('Control+Shift+z');
  await lab.untilEvents(full - 1);
  await page.keyboard.press('Control+y');
  await lab.untilEvents(full);
  expect(await picked()).toEqual(before);
  expect(await branchNames(page)).toEqual(['main']);

  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await lab.untilEvents(full - 1);
  await lab.fill('Length', '4 KiB');
  await lab.allocate();
  expect(await branchNames(page)).toEqual(['main', 'Undone']);
  await expect(page.getByTestId('redo')).toBeDisabled();
  await page.getByTestId('branches').click();
  await page.getByTestId('branch-item').filter({ hasText: 'Undone' }).click();
  await expect(page.getByTestId('branches')).toContainText('Undone');
  await lab.idle();
  expect(await lab.eventCount()).toBe(full);
  expect(await picked()).toEqual(before);
});

test('a refused call is tried differently in a branch, and both stay', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.fill('Length', '0');
  await lab.allocate();
  await expect(lab.inspector).toContainText('NDIS_STATUS_INVALID_PARAMETER');
  const refusedEvents = await lab.eventCount();
  await lab.fill('Length', '999');
  await page.getByTestId('try-differently').click();
  await expect(page.getByTestId('branches')).toContainText('branch 2');
  await lab.idle();
  expect(await lab.eventCount()).toBe(refusedEvents - 1);
  await expect(lab.field('Length').locator('input')).toHaveValue('0');
  await lab.fill('Length', '8 KiB');
  await lab.allocate();
  await expect(lab.inspector).toContainText('NDIS_STATUS_SUCCESS');
  await page.screenshot({ path: built('screenshots', 'branch.png') });

  await page.getByTestId('branches').click();
  await page.screenshot({ path: built('screenshots', 'branch-menu.png') });
  await page.getByRole('menuitem', { name: 'Rename this branch' }).click();
  await page.getByRole('textbox', { name: 'Rename this branch' }).fill('eight KiB');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('branches')).toContainText('eight KiB');
  await page.getByTestId('branches').click();
  await page.getByTestId('branch-item').filter({ hasText: 'main' }).click();
  await lab.idle();
  expect(await lab.eventCount()).toBe(refusedEvents);
  await expect(lab.calls).toContainText('INVALID_PARAMETER');
});

test('the demonstration goes on in a branch with another provider, and the file keeps both', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.idle();
  const whole = await lab.eventCount();
  expect(whole).toBeGreaterThan(5000);
  await page.evaluate(() => window.lab.fork({ events: 2500, name: 'with faults' }));
  await expect(page.getByTestId('branches')).toContainText('with faults');
  await lab.idle();
  const forked = await lab.eventCount();
  expect(forked).toBeGreaterThanOrEqual(2500);
  expect(forked).toBeLessThan(2600);

  await page.getByTestId('change-provider-button').click();
  const form = page.getByTestId('change-provider');
  await form.getByRole('combobox', { name: 'Provider' }).selectOption('guest');
  await form.locator('input[name=layer]').fill('fail-nth=3:FAILURE');
  await page.keyboard.press('Enter');
  await page.screenshot({ path: built('screenshots', 'change-provider.png') });
  await form.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByTestId('layer-banner')).toContainText('fail-nth=3:FAILURE');
  await page.getByTestId('engine-controls').getByRole('button', { name: 'Resume engine' }).click();
  await lab.untilEventsAtLeast(forked + 100);
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await expect(page.getByTestId('engine-controls')).toBeHidden();
  await lab.idle();
  const branchEvents = await lab.eventCount();
  await expect(page.getByTestId('provider-guest')).toBeVisible();
  await lab.map.focus();
  await page.keyboard.press('m');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await lab.untilEvents(branchEvents + 1);
  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await lab.untilEvents(branchEvents);

  const path = join(folder, 'branches.ndislab');
  await chooseFile(app, path);
  await page.evaluate(() => window.lab.saveSession());
  await page.evaluate(() => window.lab.startDemonstration({ seed: 2, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await page.getByTestId('recording').waitFor();
  await lab.idle();
  expect(await lab.eventCount()).toBe(branchEvents);
  await expect(page.getByTestId('show-bookmarks')).toHaveText('1');
  expect(await branchNames(page)).toEqual(['main', 'with faults']);
  await page.getByTestId('branches').click();
  await page.getByTestId('branch-item').filter({ hasText: 'main' }).click();
  await expect(page.getByTestId('branches')).toContainText('main');
  await lab.idle();
  expect(await lab.eventCount()).toBe(whole);
  await expect(page.getByTestId('show-bookmarks')).toBeHidden();

  // By keyboard alone it goes on: both machines are there again, and what was done last can be taken back.
  await lab.row(2).click();
  await lab.idle();
  const looked = await lab.row(2).innerText();
  await page.screenshot({ path: built('screenshots', 'go-on.png') });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('go on with');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('recording')).toBeHidden();
  await lab.idle();
  expect(await lab.eventCount()).toBe(whole);
  await expect(lab.calls.locator('.call-row[aria-selected=true]')).toHaveText(looked, { useInnerText: true });
  expect(await branchNames(page)).toEqual(['main', 'with faults']);
  await lab.fill('QueueId', '0');
  await lab.allocate();
  expect(await lab.eventCount()).toBe(whole + 1);
  await page.getByTestId('branches').click();
  await page.getByTestId('branch-item').filter({ hasText: 'with faults' }).click();
  await lab.idle();
  expect(await lab.eventCount()).toBe(branchEvents);
  await expect(page.getByTestId('layer-banner')).toContainText('fail-nth=3:FAILURE');
  await expect(page.getByTestId('show-bookmarks')).toHaveText('1');
  await lab.map.focus();
  // What was undone before it was saved is done again.
  await page.keyboard.press('Control+Shift+z');
  await lab.untilEvents(branchEvents + 1);
  await expect(page.getByTestId('redo')).toBeDisabled();
  await page.keyboard.press('Control+z');
  await lab.untilEvents(branchEvents);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lab.eventCount()).toBeLessThan(branchEvents);

  // Events that were exported as text say nothing of the machine, and the window says so.
  const text = join(folder, 'events.jsonl');
  await chooseFile(app, text);
  await page.evaluate(() => window.lab.exportSession({ format: 'jsonl' }));
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await expect(page.getByTestId('cannot-go-on').first()).toContainText('does not say what was done');
  await page.screenshot({ path: built('screenshots', 'cannot-go-on.png') });

  // A file whose machine does something else when it is made again stays what it is, and that is said.
  await chooseFile(app, await sessionOfAnotherVersion());
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await page.getByTestId('go-on').click();
  await expect(lab.notices).toContainText('This session cannot go on.');
  await expect(page.getByTestId('cannot-go-on')).toContainText('made again, the machine did other things');
  await expect(page.getByTestId('recording')).toBeVisible();
});

test('a step back that takes long shows how far it is, and can be cancelled', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.openSample({ sample: 'git', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  const events = await lab.eventCount();
  // The page asks for all three before the first is answered: the second finds the engine at work.
  const answers = await page.evaluate(async (wanted) => {
    const forked = window.lab.fork({ events: wanted, name: 'late' });
    const refused = window.lab.allocate({
      headerType: 0x80,
      headerRevision: 2,
      headerSize: 68,
      flags: 0,
      queueId: 1,
      preferredNode: 0,
      usage: 2,
      lengthBytes: 4096,
      sgListBufferLength: 64,
      vportId: 0,
      irql: 0,
    });
    await window.lab.history({ action: 'cancel' });
    return { refused: await refused, forked: await forked };
  }, events - 10);
  expect(answers.refused).toMatchObject({ ok: false, error: { code: 'busy' } });
  expect(answers.forked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(await lab.eventCount()).toBe(events);
  expect(await branchNames(page)).toEqual(['main']);
});
