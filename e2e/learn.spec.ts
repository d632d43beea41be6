import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from './lab-app.ts';
import {
  goOn,
  isMarked,
  openFile,
  openLesson,
  predictAndSee,
  step,
  stepTitle,
  tabTo,
  type,
  verdict,
} from './lesson-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-learn-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('lesson 1 by keyboard alone: a wrong prediction, the marks in the views, and a call of one’s own', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--empty');
  await openLesson(page, 'who-calls-whom');
  await predictAndSee(page, 'Four parties', '2');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'wrong');
  await expect(page.getByTestId('after')).toContainText('The miniport is the consumer');
  await expect(page.locator('.source-list')).toContainText('nf-ndis-ndisallocatesharedmemory');
  await goOn(page);
  await predictAndSee(page, 'First there is a queue', null);
  await expect(page.getByTestId('machine')).toContainText('Running');
  await expect(page.locator('.panel.machine')).toHaveCSS('outline-style', 'solid');
  await goOn(page);
  await predictAndSee(page, 'One call goes down and comes back', '1');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'right');
  await lab.idle();
  // The block lies at 4 MiB, page 1024; it is outlined in the lesson's own colour, free memory is not.
  expect(await lab.pickedBlock(1024)).toBe(1);
  expect(await isMarked(lab, page, 1028)).toBe(true);
  expect(await isMarked(lab, page, 200)).toBe(false);
  const arrows = lab.inspector.getByTestId('sequence').locator('.step .arrow line');
  const taught = await lab.themeColour('taught');
  await expect(arrows.first()).toHaveCSS('stroke', `rgb(${taught.red}, ${taught.green}, ${taught.blue})`);

  // Again, slowly: the map is as before the call until the provider has answered.
  await page.keyboard.press('t');
  await expect(page.getByTestId('sequence')).toHaveAttribute('data-step', '1');
  expect(await lab.pickedBlock(1024)).toBe(0);
  await expect(page.getByTestId('sequence')).toHaveAttribute('data-step', '5');
  expect(await lab.pickedBlock(1024)).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('sequence')).toHaveAttribute('data-step', 'all');

  await goOn(page);
  await predictAndSee(page, 'The default queue belongs to nobody', '2');
  await goOn(page);
  await predictAndSee(page, 'Some calls never get that far', '3');
  await expect(lab.member('Length')).toHaveCSS('outline-style', 'solid');
  await goOn(page);
  await predictAndSee(page, 'The way back', null);
  await goOn(page);

  await expect(stepTitle(page)).toHaveText('Now you');
  await expect(page.getByTestId('learner').locator('[data-met=false]')).toHaveCount(1);
  await type(page, 'length', '0');
  await type(page, 'queueId', '0');
  await page.keyboard.press('Enter');
  await expect(lab.row(0)).toContainText('INVALID_PARAMETER');
  await expect(step(page)).toHaveAttribute('data-outcome', 'open');
  await type(page, 'length', '12 KiB');
  await page.keyboard.press('Enter');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
  await expect(page.getByTestId('learner-done')).toBeVisible();
  await expect(page.getByTestId('score')).toHaveText('3 of 4 predictions right');

  const score = join(folder, 'score.csv');
  await app.evaluate(({ dialog, Menu }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    Menu.getApplicationMenu()?.getMenuItemById('score-csv')?.click();
  }, score);
  await expect(lab.notices).toContainText('Saved score.csv');
  const rows: Record<string, string>[] = parse(readFileSync(score), { columns: true });
  expect(rows.map(({ prediction }) => prediction)).toEqual(['wrong', '', 'right', 'right', 'right', '', '']);
  expect(rows.every(({ done }) => done === 'yes')).toBe(true);

  // Left, the session from before is back, and the list knows what was done.
  await tabTo(page, '[aria-label="Leave the lesson"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-lesson=who-calls-whom]')).toContainText('7 of 7 steps');
  await page.keyboard.press('Control+1');
  await expect(page.getByTestId('status-bar')).toContainText('/ 64 MiB');
});

test('lesson 6 by keyboard alone: extents to choose from, room made by hand, and an exercise', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await openLesson(page, 'fragmentation');
  await expect(stepTitle(page)).toHaveText('Sixteen blocks');
  await lab.idle();
  const before = await lab.eventCount();
  await predictAndSee(page, 'Sixteen blocks', null);
  await goOn(page);
  await predictAndSee(page, 'Every second one goes', '1');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'wrong');
  await lab.idle();
  // Every other 16 pages are free, and marked.
  expect([await lab.pickedBlock(2), await lab.pickedBlock(18)]).toEqual([0, 2]);
  expect(await isMarked(lab, page, 2)).toBe(true);
  await goOn(page);
  await predictAndSee(page, 'Half free, and yet', '2');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'right');
  await goOn(page);
  await predictAndSee(page, 'Small ones still fit', '1');
  await goOn(page);
  await predictAndSee(page, 'One wall goes', '3');
  await goOn(page);

  await expect(stepTitle(page)).toHaveText('Now you: make room');
  await tabTo(page, '.calls [role=grid]');
  // Block 6 is the sixth of the sixteen.
  const wanted = String(before + 5);
  for (let presses = 0; presses < 60; presses++) {
    const selected = lab.calls.locator('[aria-selected=true]');
    if ((await selected.count()) === 1 && (await selected.getAttribute('data-seq')) === wanted) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(lab.calls.locator('[aria-selected=true]')).toHaveAttribute('data-seq', wanted);
  await tabTo(page, '.block-actions button.mono');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('checks').locator('[data-met=true]')).toHaveCount(1);
  await type(page, 'length', '256 KiB');
  await type(page, 'queueId', '0');
  await page.keyboard.press('Enter');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
  await goOn(page);
  await predictAndSee(page, 'A provider that takes pieces', '1');
  await expect(page.locator('[data-testid=scatter-gather]')).toHaveCSS('outline-style', 'solid');
  await goOn(page);
  await predictAndSee(page, 'The order makes the comb', '2');

  await tabTo(page, '.lesson-foot button:not(.icon):not(.primary)');
  await page.keyboard.press('Enter');
  const exercise = page.getByTestId('exercise');
  await expect(exercise).toHaveAttribute('data-solved', 'false');
  await tabTo(page, '[data-testid=exercise] .learner-actions button:nth-child(3)');
  await page.keyboard.press('Enter');
  await expect(exercise).toHaveAttribute('data-solved', 'true');
  await expect(exercise.locator('code').first()).toContainText('Ndis');
});

const BUMP = `let next = 0;
function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
if (!memory.take(next, pages)) return NDIS_STATUS_RESOURCES;
SharedMemoryParameters.SGListBuffer.push({ page: next, pages });
SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
next += pages;
return NDIS_STATUS_SUCCESS;
}
function NetFreeSharedMemory() {}
`;

test('lesson 12 by keyboard alone: a provider is written in the editor, and the engine judges it', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await openLesson(page, 'your-own-provider');
  await predictAndSee(page, 'The shortest provider there is', '1');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'wrong');
  await goOn(page);
  await predictAndSee(page, 'Just say yes', '2');
  await goOn(page);

  await expect(stepTitle(page)).toHaveText('Your turn: make it serve');
  await page.keyboard.press('e');
  await lab.scripts.waitFor();
  await tabTo(page, '.cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(BUMP);
  // What was typed is checked first; until then there is no button to come to.
  await expect(lab.scripts.locator('footer button.primary')).toBeEnabled();
  await tabTo(page, '[data-testid=script-editor] footer button.primary');
  await page.keyboard.press('Enter');
  await lab.scripts.getByTestId('script-answer').getByText('is registered').waitFor();
  await page.keyboard.press('Escape');
  await lab.scripts.waitFor({ state: 'hidden' });
  await expect(page.getByTestId('checks').locator('[data-met=true]')).toHaveCount(1);
  await type(page, 'length', '64 KiB');
  await type(page, 'queueId', '1');
  await page.keyboard.press('Enter');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
  await goOn(page);
  await predictAndSee(page, 'Three frees that free nothing', '2');
  await goOn(page);
  await predictAndSee(page, 'Given back and yet lost', '2');
  await goOn(page);
  await predictAndSee(page, 'A list of what is free', '1');
  await goOn(page);
  await predictAndSee(page, 'Everything free and nothing whole', '2');
  await goOn(page);
  await predictAndSee(page, 'Neighbours become one', null);
  await goOn(page);
  await expect(stepTitle(page)).toHaveText('Your own');
  await page.keyboard.press('h');
  await expect(page.locator('.step-calls')).toContainText('NdisSetOptionalHandlers(small-only)');
  await tabTo(page, '[data-testid=learner] .learner-actions button');
  await page.keyboard.press('Enter');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
});

test('a broken lesson says where and what, and the program goes on', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  const path = join(folder, 'broken.md');
  writeFileSync(
    path,
    '---\nid: broken\nnumber: 99\nminutes: 5\ntitle: { en: A, pt: A }\nsummary: { en: A, pt: A }\nsteps:\n  - id: one\n    title: { en: A, pt: A }\n    expect:\n      - { status: SUCESS }\n---\n# one\n## en\nNo source.\n## pt\nSem fonte.\n',
  );
  await openFile(app, path);
  const broken = page.getByTestId('broken-lesson');
  await expect(broken).toContainText('broken.md cannot be opened as a lesson');
  await expect(broken).toContainText('11:');
  await expect(broken).toContainText('expected a status');
  await broken.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByTestId('lesson-list')).toBeVisible();
  await page.keyboard.press('Control+1');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  expect(await lab.pickedBlock(0)).toBe(1);
});
