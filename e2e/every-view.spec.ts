import { mkdirSync } from 'node:fs';
import { type ElectronApplication, type Page } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';
import { type LabWindow } from './lab-window.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const THEMES = ['dark', 'light', 'contrast-dark'] as const;
const LANGUAGES = ['en', 'pt'] as const;

/** Everything that can fill the window, with how to get there from the view before. */
const VIEWS: readonly {
  readonly name: string;
  readonly show: (lab: LabWindow, page: Page) => Promise<void>;
}[] = [
  { name: 'explore', show: async (_lab, page) => page.keyboard.press('Control+1') },
  { name: 'learn', show: async (_lab, page) => page.keyboard.press('Control+2') },
];

const choose = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);

test('every view in every theme and language, large and small, with nothing cut off', async ({ launch }) => {
  test.setTimeout(120_000);
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
        for (const { name, show } of VIEWS) {
          await show(lab, page);
          await lab.idle();
          const file = `${name}-${theme}-${language}-${size.width}.png`;
          await page.screenshot({ path: built('screenshots', 'views', file) });
          for (const label of await clippedLabels(page)) cut.push(`${file}: ${label}`);
        }
      }
    }
  }
  expect(cut).toEqual([]);
});
