import { mkdirSync, writeFileSync } from 'node:fs';
import { type ElectronApplication } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const THEMES = ['dark', 'light', 'contrast-dark'] as const;
const LANGUAGES = ['en', 'pt'] as const;

/** Commands that fill the window with something else, in an order that ends where it began. */
const VIEWS = [
  'route-learn',
  'route-compare',
  'route-report',
  'route-explore',
  'show-figures',
  'map-mode-time',
  'map-mode-address',
] as const;
/** Further ones, which one size and language will do for. */
const MORE_VIEWS = [
  'show-table',
  'show-debugger',
  'map-mode-nodes',
  'map-mode-lanes',
  'map-mode-address',
] as const;
const DIALOGS = ['palette', 'settings', 'shortcuts', 'about', 'welcome', 'newSession'] as const;

const choose = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);

/** The window's own picture: the browser's takes a part of it where the page is enlarged. */
async function wholeWindow(app: ElectronApplication): Promise<Buffer> {
  const text = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(text, 'base64');
}

test('every view in every theme and language, large and small, with nothing cut off', async ({ launch }) => {
  test.setTimeout(300_000);
  const { app, lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(1500);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await lab.row(3).click();
  mkdirSync(built('screenshots', 'views'), { recursive: true });
  const cut: string[] = [];
  for (const size of SIZES) {
    await lab.resize(size.width, size.height);
    for (const language of LANGUAGES) {
      await choose(app, `language-${language}`);
      await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language);
      for (const theme of THEMES) {
        await choose(app, `theme-${theme}`);
        const contrast = theme.startsWith('contrast') ? 'more' : 'usual';
        await expect(page.locator('html')).toHaveAttribute('data-contrast', contrast);
        const once = size.width === 1440 && language === 'en';
        for (const view of once ? [...VIEWS, ...MORE_VIEWS] : VIEWS) {
          await choose(app, view);
          await lab.idle();
          const file = `${view}-${theme}-${language}-${size.width}.png`;
          await page.screenshot({ path: built('screenshots', 'views', file) });
          for (const label of await clippedLabels(page)) cut.push(`${file}: ${label}`);
        }
        if (!once) continue;
        for (const dialog of DIALOGS) {
          await choose(app, dialog);
          await page.getByRole('dialog').waitFor();
          await page.screenshot({ path: built('screenshots', 'views', `${dialog}-${theme}.png`) });
          await page.keyboard.press('Escape');
          await expect(page.getByRole('dialog')).toBeHidden();
        }
        await choose(app, 'present');
        await page.getByTestId('presenting').waitFor();
        await lab.idle();
        writeFileSync(built('screenshots', 'views', `presenting-${theme}.png`), await wholeWindow(app));
        await page.keyboard.press('Escape');
        await page.getByTestId('status-bar').waitFor();
        // Without a window manager a window stays as large as it was while presenting.
        await lab.resize(size.width, size.height);
      }
    }
  }
  expect(cut).toEqual([]);
});
