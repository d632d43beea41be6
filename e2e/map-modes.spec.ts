import { mkdirSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';

const MODES = ['address', 'time', 'nodes', 'lanes'] as const;

const chooseMode = async (page: Page, mode: (typeof MODES)[number]): Promise<void> => {
  const list = page.getByTestId('map-mode');
  if (await list.isVisible()) await list.selectOption(mode);
  else await page.getByTestId('map-modes').getByRole('button').nth(MODES.indexOf(mode)).click();
};

test('pictures of every mode', async ({ launch }) => {
  const { lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(2500);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await lab.row(3).click();
  mkdirSync(built('screenshots'), { recursive: true });
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await lab.resize(width, height);
    for (const mode of MODES) {
      await chooseMode(page, mode);
      await lab.idle();
      await page.screenshot({ path: built('screenshots', `mode-${mode}-${width}.png`) });
      expect(await clippedLabels(page)).toEqual([]);
    }
  }
  await page.getByTestId('colour-by').selectOption('age');
  await chooseMode(page, 'time');
  await lab.map.focus();
  await page.keyboard.press('f');
  await lab.idle();
  await page.screenshot({ path: built('screenshots', `mode-time-focus.png`) });
});
