import { mkdirSync, writeFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';

const shot = (name: string): string => built('screenshots', `${name}.png`);
mkdirSync(built('screenshots'), { recursive: true });

const showFigures = (page: Page): Promise<void> => page.getByTestId('show-figures').click();

async function numberAt(page: Page, testId: string): Promise<number> {
  return Number(await page.getByTestId(testId).getAttribute('data-value'));
}

async function openHeap(page: Page, item = 'Sample: heap of a Perl program'): Promise<void> {
  await page.getByTestId('import').click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await page.getByTestId('import-report').waitFor();
}

test('the figures are those of the memory at the cursor, wherever it is', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await openHeap(page);
  await lab.idle();
  await showFigures(page);
  for (const key of ['End', 'ArrowLeft', 'Home', 'End']) {
    await page.getByTestId('figures').press(key);
    await lab.idle();
    const used = (await page.getByTestId('used').getAttribute('title'))?.split(' / ')[0];
    await expect(page.getByTestId('figure-used')).toHaveAttribute('title', used ?? '');
    const counts = await page
      .locator('[data-testid^="extents-"]')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-value'))));
    const extents = Number((await page.getByTestId('figure-extents').innerText()).replace(/\D/g, ''));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(extents);
    expect(extents).toBeGreaterThan(0);
  }
  await expect(page.getByTestId('probes-switch')).not.toHaveText('–');
});

test('the largest request that would succeed does, and one page more does not', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await openHeap(page);
  await lab.idle();
  await showFigures(page);
  for (const [which, contiguous] of [
    ['largest-contiguous-switch', true],
    ['largest-any-switch', false],
  ] as const) {
    const pages = await numberAt(page, which);
    expect(pages).toBeGreaterThan(0);
    const flag = lab.field('Flags').locator('input[type=checkbox]');
    if ((await flag.isChecked()) !== contiguous) await flag.click();
    await lab.fill('Length', String((pages + 1) * 4096));
    await lab.allocate();
    await expect(lab.row(0)).toContainText('RESOURCES');
    await lab.fill('Length', String(pages * 4096));
    await lab.allocate();
    await expect(lab.row(0)).toContainText('SUCCESS');
    await lab.free();
  }
});

test('the policies are measured against what the session was asked for', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.untilEventsAtLeast(2000);
  await lab.idle();
  await showFigures(page);
  await page.getByTestId('measure-policies').click();
  await expect(page.getByTestId('policy-worst-fit:literal')).toBeVisible({ timeout: 30_000 });
  const bytes = async (policy: string): Promise<number> => numberAt(page, `policy-${policy}`);
  for (const policy of ['first-fit', 'next-fit', 'best-fit', 'worst-fit'])
    expect(await bytes(policy)).toBe(await bytes(`${policy}:literal`));
  expect(await bytes('first-fit')).toBeGreaterThan(0);
  await page.getByTestId('policy-table').scrollIntoViewIfNeeded();
  await page.screenshot({ path: shot('figures-policies') });
});

for (const [theme, lang, width, height] of [
  ['dark', 'en', 1440, 900],
  ['light', 'pt', 1440, 900],
  ['dark', 'pt', 1024, 700],
  ['light', 'en', 1024, 700],
] as const) {
  test(`the figures read well: ${theme}, ${lang}, ${width}x${height}`, async ({ launch }) => {
    const { lab, page } = await launch('--empty', '--theme', theme, '--lang', lang);
    await lab.resize(width, height);
    await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
    await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
    await lab.untilEventsAtLeast(1500);
    await showFigures(page);
    await lab.idle();
    const overflow = await page
      .getByTestId('figures')
      .evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: shot(`figures-${theme}-${lang}-${width}`) });
  });
}

const COMPARED = [
  ['first-fit', 'First fit'],
  ['next-fit', 'Next fit'],
  ['worst-fit', 'Worst fit'],
  ['buddy', 'Binary buddy'],
] as const;

test('one trace leaves different memories under four policies', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.resize(1440, 900);
  const maps: { name: string; png: string; figures: string }[] = [];
  const fragmentation = new Set<string>();
  for (const [policy, name] of COMPARED) {
    await page.evaluate(
      (chosen) =>
        window.lab.newSession({
          memoryBytes: 24 << 20,
          nodeCount: 1,
          seed: 1,
          provider: 'default',
          policy: chosen,
          layers: [],
          mode: 'vmq',
          ndisVersion: 630,
        }),
      policy,
    );
    await page.getByTestId('import-report').waitFor({ state: 'hidden' });
    await openHeap(page, 'Sample: heap of git log');
    await lab.idle();
    await showFigures(page);
    const external = await page.getByTestId('figure-external').innerText();
    const extents = await page.getByTestId('figure-extents').innerText();
    fragmentation.add(`${external} ${extents}`);
    await showFigures(page);
    await lab.map.locator('canvas').first().waitFor();
    await lab.idle();
    const png = await lab.map.screenshot();
    maps.push({ name, png: png.toString('base64'), figures: `${external} external, ${extents} extents` });
  }
  expect(fragmentation.size).toBeGreaterThanOrEqual(3);
  const picture = await page.evaluate(composePicture, maps);
  const folder = process.env.LAB_PICTURES === undefined ? built('screenshots') : 'e2e/pictures';
  writeFileSync(`${folder}/four-policies.png`, Buffer.from(picture, 'base64'));
});

/** Draws the maps in a square with their names; runs in the page, whose policy allows no image addresses. */
async function composePicture(
  maps: readonly { readonly name: string; readonly png: string; readonly figures: string }[],
): Promise<string> {
  const images = await Promise.all(
    maps.map(({ png }) =>
      createImageBitmap(
        new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: 'image/png' }),
      ),
    ),
  );
  const [first] = images;
  if (first === undefined) throw new Error('no maps');
  const head = 34;
  const canvas = document.createElement('canvas');
  canvas.width = 2 * first.width + 8;
  canvas.height = 2 * (first.height + head) + 8;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no context');
  const tokens = getComputedStyle(document.documentElement);
  context.fillStyle = tokens.getPropertyValue('--background');
  context.fillRect(0, 0, canvas.width, canvas.height);
  images.forEach((image, index) => {
    const x = (index % 2) * (first.width + 8);
    const y = Math.floor(index / 2) * (first.height + head + 8);
    context.fillStyle = tokens.getPropertyValue('--text');
    context.font = '600 17px sans-serif';
    context.fillText(maps[index]?.name ?? '', x + 10, y + 23);
    context.fillStyle = tokens.getPropertyValue('--dim');
    context.font = '15px sans-serif';
    context.fillText(maps[index]?.figures ?? '', x + 150, y + 23);
    context.drawImage(image, x, y + head);
  });
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
