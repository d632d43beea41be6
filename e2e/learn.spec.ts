import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type ElectronApplication, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';
import { isNear, type LabWindow } from './lab-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-learn-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Presses Tab until an element that matches has the focus, inside of shadow roots too. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    const there = await page.evaluate((wanted) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches(wanted) === true;
    }, selector);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never led to ${selector}`);
}

/** Writes into a field of the form, reached by Tab. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, `[data-testid=allocate-form] input[name=${name}]`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

const step = (page: Page) => page.getByTestId('step');
const stepTitle = (page: Page) => step(page).locator('h3').first();

async function openLesson(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByTestId('lesson-list').locator(`[data-lesson=${id}]`).waitFor();
  await tabTo(page, `[data-lesson=${id}] h3 button`);
  await page.keyboard.press('Enter');
  await page.getByTestId('lesson').waitFor();
}

/** Predicts, lets the calls return, and sees that the engine agrees with the lesson. */
async function predictAndSee(page: Page, title: string, answer: string | null): Promise<void> {
  await expect(stepTitle(page)).toHaveText(title);
  if (answer !== null) {
    await page.keyboard.press(answer);
    await expect(page.locator('.option[aria-pressed=true] kbd')).toHaveText(answer);
    await expect(page.getByTestId('after')).toHaveCount(0);
  }
  await page.keyboard.press('PageDown');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
}

const goOn = (page: Page): Promise<void> => page.keyboard.press('PageDown');
const verdict = (page: Page) => page.getByTestId('question');

/** The share of a page's outline that has the colour of what a lesson points at: above and below its middle. */
async function isMarked(lab: LabWindow, page: Page, index: number): Promise<boolean> {
  const { x, y, width, height } = await lab.placeOf(index);
  const taught = await lab.themeColour('taught');
  const png = await page.screenshot({
    clip: {
      x: Math.round(x),
      y: Math.round(y) - 3,
      width: Math.max(8, Math.round(width)),
      height: Math.round(height) + 6,
    },
  });
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])];
  }, png.toString('base64'));
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = { red: pixels[at] ?? 0, green: pixels[at + 1] ?? 0, blue: pixels[at + 2] ?? 0 };
    if (isNear(colour, taught)) return true;
  }
  return false;
}

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

/** Lets the dialog for opening a file answer with a path, and asks for it by the menu. */
async function openFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog, Menu }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    Menu.getApplicationMenu()?.getMenuItemById('openLesson')?.click();
  }, path);
}

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

test('whoever teaches has the notes in a window of their own, and draws over the lesson', async ({
  launch,
}) => {
  const { app, lab, page, violations } = await launch('--empty', '--theme', 'light');
  await openLesson(page, 'who-calls-whom');
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('speakerNotes')?.click();
  });
  const notes = await opened;
  notes.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) violations.push(message.text());
  });
  await expect(notes.getByTestId('notes-step')).toHaveText('Four parties');
  await expect(notes.getByTestId('notes')).toContainText('Ask who has written a miniport before');
  await expect(notes.getByTestId('notes-next')).toContainText('First there is a queue');
  await expect(notes.getByTestId('elapsed')).toContainText(/00:\d\d/);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(notes.getByTestId('notes-step')).toHaveText('First there is a queue');
  // A clicker works there too, but nothing else of the machine can be reached from it.
  await notes.keyboard.press('PageUp');
  await expect(stepTitle(page)).toHaveText('Four parties');
  const refused = await notes.evaluate(() => window.lab.openQueue());
  expect(refused.ok).toBe(false);
  await notes.screenshot({ path: built('screenshots', 'speaker-notes.png') });
  await notes.close();

  await page.keyboard.press('i');
  const ink = page.getByTestId('ink');
  await page.mouse.move(600, 300);
  await page.mouse.down();
  await page.mouse.move(700, 360, { steps: 4 });
  await page.mouse.up();
  const drawn = await ink.evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
    return context?.getImageData(600 * devicePixelRatio, 300 * devicePixelRatio, 1, 1).data[3] ?? 0;
  });
  expect(drawn).toBeGreaterThan(200);
  await page.keyboard.press('Escape');
  await expect(ink).toHaveCount(0);

  await lab.idle();
  const axe = await new AxeBuilder({ page }).setLegacyMode(true).include('.lesson-panel').analyze();
  expect(axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

for (const [language, theme] of [
  ['en', 'dark'],
  ['pt', 'light'],
] as const) {
  test(`Learn in ${language}, ${theme}, large and small`, async ({ launch }) => {
    const { lab, page } = await launch('--empty', '--lang', language, '--theme', theme);
    await page.keyboard.press('Control+3');
    await page.getByTestId('lesson-list').locator('.lesson-card').nth(11).waitFor();
    const axe = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    for (const shown of ['lessons', 'lesson'] as const) {
      if (shown === 'lesson') {
        await page.locator('[data-lesson=who-calls-whom] h3 button').click();
        await page.getByTestId('lesson').waitFor();
        for (let press = 0; press < 4; press++) await page.keyboard.press('PageDown');
        await page.keyboard.press('1');
        await page.keyboard.press('PageDown');
        await expect(step(page)).toHaveAttribute('data-outcome', 'met');
      }
      for (const [width, height] of [
        [1440, 900],
        [1024, 700],
      ] as const) {
        await lab.resize(width, height);
        await lab.idle();
        await page.screenshot({
          path: built('screenshots', `learn-${shown}-${theme}-${language}-${width}x${height}.png`),
        });
        expect(await clippedLabels(page), `${shown} clipped at ${width}x${height}`).toEqual([]);
      }
    }
  });
}

test('what is done in Explore becomes a lesson, which is mended, tried and saved', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Record a lesson' }).click();
  await lab.fill('QueueId', '1');
  await lab.allocate();
  await lab.fill('Length', '0');
  await lab.allocate();
  await expect(page.getByTestId('recording-bar')).toContainText('2 steps');
  await page.getByRole('button', { name: 'Stop and write' }).click();
  const author = page.getByTestId('author');
  await expect(author.getByTestId('author-preview')).toContainText(
    'NdisAllocateSharedMemory(QueueId 1, Length 0)',
  );
  await page.screenshot({ path: built('screenshots', 'author.png') });

  // A mistake is marked at its line, and named beside the text.
  await author.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type(' !');
  await expect(author.getByTestId('author-problems')).toContainText('Line 2');
  await expect(author.locator('.cm-lint-marker-error')).toHaveCount(1);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(author.getByTestId('author-preview')).toBeVisible();

  const path = join(folder, 'recorded.md');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  await author.getByRole('button', { name: 'Save…' }).click();
  await expect(lab.notices).toContainText('Saved recorded.md');
  expect(readFileSync(path, 'utf8')).toContain('rule: A17');
  await author.getByRole('button', { name: 'Try it' }).click();
  await predictAndSee(page, 'How the machine begins', null);
  await goOn(page);
  await predictAndSee(page, 'Step 1', null);
  await goOn(page);
  await predictAndSee(page, 'Step 2', null);
  await lab.idle();
  await expect(lab.row(0)).toContainText('A17');
});
