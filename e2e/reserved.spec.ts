import { type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { isNear, type LabWindow } from './lab-window.ts';

const MODES = ['address', 'time', 'nodes', 'lanes'] as const;
type Mode = (typeof MODES)[number];

/** 512 pages; a queue's pool is a sixteenth of them. */
const MEMORY_BYTES = 2 << 20;
const POOL_PAGES = 32;
/** Two pages, of which the second is mostly padding. */
const LENGTH = '5000';
/** Pages of the first queue's only block, of its pool, and of nobody. */
const PAGE = { used: 0, padding: 1, reserved: 4, free: 40 } as const;

async function pooledSession(lab: LabWindow, page: Page): Promise<void> {
  await page.evaluate(
    (memoryBytes) =>
      window.lab.newSession({
        ...{ memoryBytes, nodeCount: 1, seed: 1, provider: 'queue-pool', policy: 'first-fit' },
        ...{ layers: [], mode: 'vmq', ndisVersion: 630 },
      }),
    MEMORY_BYTES,
  );
  await lab.idle();
  await lab.fill('QueueId', '1');
  await lab.fill('Length', LENGTH);
  await lab.allocate();
}

async function chooseMode(lab: LabWindow, page: Page, mode: Mode): Promise<void> {
  await page.getByTestId('map-modes').getByRole('button').nth(MODES.indexOf(mode)).click();
  await lab.idle();
}

/** What is pointed at or selected is outlined: neither here. */
async function pointAway(lab: LabWindow, page: Page): Promise<void> {
  await page.mouse.move(4, 4);
  await page.keyboard.press('Escape');
  await lab.idle();
}

/** The look of pages: the colours that are drawn in the middle of each. */
async function looksOf(lab: LabWindow, pages: readonly number[]): Promise<readonly string[]> {
  const patches = await lab.patchesOf(pages);
  return patches.map((colours) =>
    [...new Set(colours.map(({ red, green, blue }) => `${red},${green},${blue}`))].sort().join(' '),
  );
}

for (const renderer of ['webgl2', 'canvas2d'] as const) {
  test(`free, used, padding and reserved are four looks, with ${renderer}`, async ({ launch }) => {
    const { lab, page } = await launch('--empty', ...(renderer === 'canvas2d' ? ['--canvas2d'] : []));
    await lab.resize(1440, 900);
    await pooledSession(lab, page);
    for (const mode of MODES) {
      await chooseMode(lab, page, mode);
      await pointAway(lab, page);
      // A picture of time has no padding: its columns are events.
      const { padding, ...others } = PAGE;
      const pages = mode === 'time' ? Object.values(others) : [padding, ...Object.values(others)];
      const looks = await looksOf(lab, pages);
      expect(new Set(looks).size, `${mode}: ${looks.join(' | ')}`).toBe(pages.length);
      const [free] = (await lab.patchesOf([PAGE.free])).flat();
      expect(free && isNear(free, await lab.themeColour('free')), mode).toBe(true);
      // In the picture of time a page is a line of pixels, and the pattern goes on in the next one.
      const rows = Array.from({ length: 24 }, (_, row) => PAGE.reserved + row);
      const reserved = (await lab.patchesOf(rows)).flat();
      // Two inks, and the dashes are the lighter and the rarer one.
      const brightest = Math.max(...reserved.map(({ green }) => green));
      const dashes = reserved.filter(({ green }) => green === brightest).length / reserved.length;
      expect(dashes, mode).toBeGreaterThan(0.15);
      expect(dashes, mode).toBeLessThan(0.4);
    }

    await chooseMode(lab, page, 'address');
    const before = (await looksOf(lab, [PAGE.reserved, PAGE.free])) as [string, string];
    await lab.calls.locator('.call-row', { hasText: 'SUCCESS' }).first().click();
    await lab.free();
    await pointAway(lab, page);
    const [after] = await looksOf(lab, [PAGE.reserved]);
    expect(after).toBe(before[1]);
    // Back again: by undo, and by a step through time.
    await lab.map.focus();
    await page.keyboard.press('Control+z');
    await lab.idle();
    expect((await looksOf(lab, [PAGE.reserved]))[0]).toBe(before[0]);
    await page.keyboard.press('Control+Shift+z');
    await lab.idle();
    await lab.map.focus();
    await page.keyboard.press('ArrowLeft');
    await lab.idle();
    expect((await looksOf(lab, [PAGE.reserved]))[0]).toBe(before[0]);
    await page.keyboard.press('ArrowRight');
    await lab.idle();
    expect((await looksOf(lab, [PAGE.reserved]))[0]).toBe(before[1]);
  });
}

test('what is reserved is named wherever somebody asks', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.resize(1440, 900);
  const legend = page.getByTestId('legend-reserved');
  await lab.allocate();
  await expect(legend).toBeHidden();
  await pooledSession(lab, page);
  await expect(legend).toBeVisible();
  await expect(legend).toHaveAttribute('title', /^120 KiB that providers hold back/);
  const { x, y, width, height } = await lab.placeOf(PAGE.reserved);
  await page.mouse.move(x + width / 2, y + height / 2);
  const tooltip = page.getByTestId('map-tooltip');
  await expect(tooltip).toContainText('for queue 1');
  await expect(tooltip).toContainText(`${POOL_PAGES - 2} free of ${POOL_PAGES} pages, 128 KiB`);
  await page.screenshot({ path: built('screenshots', 'reserved-hover.png') });
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect(page.getByTestId('reserved-runs')).toContainText(
    'Takes a pool of 32 pages, 128 KiB, for queue 1',
  );
  await page.screenshot({ path: built('screenshots', 'reserved-inspector.png') });

  // What the pool cannot hold is refused for the pool's sake, whatever lies free beside it.
  await lab.fill('Length', '1 MiB');
  await lab.allocate();
  await expect(page.getByTestId('why')).toContainText(
    'In the pool of queue 1 the longest free run is 120 KiB',
  );
  await expect(page.getByTestId('in-the-way')).toBeHidden();

  await legend.click();
  await pointAway(lab, page);
  await expect(legend).toHaveAttribute('aria-pressed', 'true');
  const [alone, dimmed] = await looksOf(lab, [PAGE.reserved, PAGE.used]);
  await legend.click();
  await pointAway(lab, page);
  const [together, coloured] = await looksOf(lab, [PAGE.reserved, PAGE.used]);
  expect(alone).toBe(together);
  expect(dimmed).not.toBe(coloured);

  await expect(page.getByTestId('reserved-queue-pool')).toBeVisible();
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', String(2 * 4096));
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByTestId('map-table-notes')).toContainText('Reserved, and no block has it: 120 KiB');
  await page.screenshot({ path: built('screenshots', 'reserved-table.png') });
  await page.getByRole('button', { name: 'Figures', exact: true }).click();
  await expect(page.getByTestId('figure-reserved')).toHaveText('120 KiB');
  await expect(page.getByTestId('figure-free')).toHaveText('1.9 MiB');
  await page.screenshot({ path: built('screenshots', 'reserved-figures.png') });

  // Compare: nothing yet at A, the pool and its block at B.
  await page.keyboard.press('Control+2');
  await page.getByTestId('moment-a').fill('0');
  await page.getByTestId('moment-a').press('Enter');
  await expect(page.getByTestId('compare-reserved')).toHaveText('reserved 0 B → 120 KiB');
  await pointAway(lab, page);
  const [added, reserved, free] = await looksOf(lab, [PAGE.used, PAGE.reserved, PAGE.free]);
  expect(reserved).toBe(together);
  expect(new Set([added, reserved, free]).size).toBe(3);
  const spot = await lab.placeOf(PAGE.reserved);
  await page.mouse.move(spot.x + spot.width / 2, spot.y + spot.height / 2);
  await expect(tooltip).toContainText('A: free · B: reserved');
  await page.screenshot({ path: built('screenshots', 'reserved-compare.png') });
});
