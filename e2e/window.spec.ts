import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, type Locator } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, ROOT, test } from './lab-app.ts';
import { isNear } from './lab-window.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

for (const language of ['en', 'pt'] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test(`the window in ${language}, ${theme}, large and small`, async ({ launch }) => {
      const { lab, page } = await launch('--demo', '--lang', language, '--theme', theme);
      await lab.untilEventsAtLeast(1500);
      await page.getByTestId('engine-controls').getByRole('button').first().click();
      await lab.idle();
      await expect(page.getByTestId('status-bar')).toContainText(/(^|\D)0 event/);
      await lab.row(3).click();
      mkdirSync(built('screenshots'), { recursive: true });
      for (const { width, height } of SIZES) {
        await lab.resize(width, height);
        await lab.idle();
        const name = `explore-${theme}-${language}-${width}x${height}.png`;
        await page.screenshot({ path: built('screenshots', name) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
          true,
        );
        expect(await clippedLabels(page), `clipped at ${width}x${height}`).toEqual([]);
        const shown = width === 1440 && language === 'en' && theme === 'dark';
        if (process.env.LAB_PICTURES !== undefined && shown) {
          copyFileSync(built('screenshots', name), join(ROOT, 'e2e', 'pictures', `explore-${theme}.png`));
        }
      }
    });
  }
}

const chooseLanguage = (app: ElectronApplication, language: 'en' | 'pt'): Promise<void> =>
  app.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, `language-${language}`);

test('words follow the language of the menu at once', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  await expect(page.getByRole('heading', { name: 'Providers' })).toBeVisible();
  await chooseLanguage(app, 'pt');
  await expect(page.getByRole('heading', { name: 'Provedores' })).toBeVisible();
  // Identifiers of NDIS stay as Windows spells them.
  await expect(page.getByRole('button', { name: 'NdisAllocateSharedMemory' })).toBeVisible();
  await chooseLanguage(app, 'en');
  await expect(page.getByRole('heading', { name: 'Providers' })).toBeVisible();
});

test('the first start moves by itself, and its picture changes', async ({ launch }) => {
  const { lab, page } = await launch();
  await lab.untilEventsAtLeast(100);
  const before = await page.screenshot({ clip: await boxOf(lab.map) });
  await lab.untilEventsAtLeast(600);
  const after = await page.screenshot({ clip: await boxOf(lab.map) });
  expect(after.equals(before)).toBe(false);
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on screen');
  return box;
}

test('without WebGL the Canvas 2D renderer draws the same map', async ({ launch }) => {
  const { lab, page } = await launch('--empty', '--canvas2d');
  await expect(page.getByTestId('status-bar')).toContainText('Canvas 2D');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  expect(await lab.pickedBlock(15)).toBe(1);
  await page.keyboard.press('Escape');
  await lab.idle();
  const [used, free] = await lab.coloursOf([7, 40]);
  expect(used && isNear(used, await lab.themeColour('category-8'))).toBe(true);
  expect(free && isNear(free, await lab.themeColour('free'))).toBe(true);
});

test('the map zooms at the pointer, pans, and comes back', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  const before = await lab.placeOf(8);
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -600);
  await expect(page.getByTestId('cell-label')).not.toContainText('· 1×');
  const zoomed = await lab.placeOf(8);
  expect(zoomed.width).toBeGreaterThan(before.width * 1.5);
  // What was under the pointer stays under it.
  expect(x).toBeGreaterThanOrEqual(zoomed.x);
  expect(x).toBeLessThanOrEqual(zoomed.x + zoomed.width);
  expect(y).toBeGreaterThanOrEqual(zoomed.y);
  expect(y).toBeLessThanOrEqual(zoomed.y + zoomed.height);
  await lab.map.focus();
  await page.keyboard.press('0');
  await expect(page.getByTestId('cell-label')).toContainText('1×');
  expect((await lab.placeOf(8)).x).toBeCloseTo(before.x, 0);
});

test('colours follow the choice, and a legend entry can be shown alone', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await page.keyboard.press('Escape');
  await page.getByTestId('colour-by').selectOption('provider');
  await lab.idle();
  const [byProvider] = await lab.coloursOf([7]);
  expect(byProvider && isNear(byProvider, await lab.themeColour('category-1'))).toBe(true);
  await expect(page.getByTestId('legend')).toContainText('NDIS default');
  await page.getByTestId('colour-by').selectOption('queue');
  await expect(page.getByTestId('legend')).toContainText('queue 0');
});

test('a new session takes what is typed, and says what it cannot take', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.getByRole('button', { name: 'New session' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=memory]').fill('8 MiB');
  await dialog.locator('[name=nodes]').fill('99');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toContainText('nodes');
  await dialog.locator('[name=nodes]').fill('1');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
  await lab.idle();
  await expect(page.getByTestId('status-bar')).toContainText('/ 8 MiB');
});

test('the same blocks can be read as a table', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByTestId('map-table')).toContainText('queue 0');
});

test('the About box says which Electron runs, and what the fallback is', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  const version = await app.evaluate(() => process.versions.electron);
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('about')?.click();
  });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(version);
  await expect(dialog).toContainText('decision of the model');
  if (version.startsWith('25.')) await expect(dialog).toContainText('fallback for closed networks');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
