import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';
import { goOn, openLesson, predictAndSee, step, stepTitle } from './lesson-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-teaching-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  // What whoever teaches sees is a view like any other.
  const picture = join(folder, 'notes.svg');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, picture);
  await notes.keyboard.press('Control+Shift+S');
  await notes.getByTestId('picture-window-svg').click();
  await expect(notes.getByTestId('notices')).toContainText('notes.svg');
  expect(readFileSync(picture, 'utf8')).toContain('Four parties');
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
