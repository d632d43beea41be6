import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { type Colour, isNear } from './lab-window.ts';
import { chooseFile, decoded, dismissNotices, parsed, take } from './saved-pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-pictures-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function save(
  app: ElectronApplication,
  page: Page,
  view: string,
  format: 'png' | 'svg',
): Promise<string> {
  const name = `${view}.${format}`;
  const path = join(folder, name);
  await chooseFile(app, path);
  await take(page, view, format);
  await expect(page.getByTestId('notices')).toContainText(`Saved ${name}.`);
  expect(existsSync(path)).toBe(true);
  return path;
}

const colourOf = (hex: string): Colour => {
  const value = Number.parseInt(hex.slice(1), 16);
  return { red: value >> 16, green: (value >> 8) & 0xff, blue: value & 0xff };
};

test('the map is saved as PNG and SVG with the pixels that the window shows', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.openSample({ sample: 'git', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  await page.getByTestId('timeline').click();
  await lab.idle();
  const box = await lab.map.boundingBox();
  if (box === null) throw new Error('no map');
  const pages = Array.from({ length: 240 }, (_, index) => index * 60 + 31);
  const places = [];
  for (const index of pages) {
    const { x, y, width, height } = await lab.placeOf(index);
    places.push({ x: x - box.x + width / 2, y: y - box.y + height / 2 });
  }
  const shown = await lab.coloursOf(pages);
  expect(new Set(shown.map(({ red, green, blue }) => `${red} ${green} ${blue}`)).size).toBeGreaterThan(1);

  const png = await decoded(app, await save(app, page, 'map', 'png'));
  const svgPath = await save(app, page, 'map', 'svg');
  const svg = await parsed(page, readFileSync(svgPath, 'utf8'));
  expect(svg.error).toBeNull();
  expect(svg.width).toBeCloseTo(box.width, 0);
  const scale = png.width / svg.width;
  expect(scale).toBe(2);
  // What stands above the map: the first row of cells in the window and in the file.
  const first = await lab.placeOf(0);
  const down = Math.min(...svg.rects.map(({ y }) => y)) - (first.y - box.y);
  const names = ['free', ...Array.from({ length: 8 }, (_, index) => `category-${index + 1}`)];
  const plain: Colour[] = [];
  for (const name of names) plain.push(await lab.themeColour(name));
  expect(shown.filter((colour) => plain.some((known) => isNear(known, colour))).length).toBeGreaterThan(100);
  const wrong: unknown[] = [];
  places.forEach(({ x, y }, index) => {
    const colour = shown[index];
    if (colour === undefined) throw new Error('no colour');
    const pixel = png.colourAt(x * scale, (y + down) * scale);
    const hits = svg.rects.filter(
      (rect) =>
        rect.x <= x && x < rect.x + rect.width && rect.y <= y + down && y + down < rect.y + rect.height,
    );
    const fill = colourOf(hits[0]?.fill ?? '');
    // Padding is a pattern over the block's own colour.
    const sameFill = isNear(fill, colour) || !plain.some((known) => isNear(known, colour));
    if (hits.length === 1 && sameFill && isNear(pixel, colour)) return;
    wrong.push({ page: pages[index], x, y, colour, pixel, fill, hits: hits.length });
  });
  expect(wrong).toEqual([]);
  expect(svg.texts).toContain('1_0000_0000');
  expect(svg.texts.some((text) => text.startsWith('After event'))).toBe(true);
  expect(svg.texts).toContain('padding');
  expect(svg.texts).toContain('queue 1');

  await dismissNotices(page);
  await lab.resize(1024, 700);
  await page.getByTestId('pictures').click();
  await page.screenshot({ path: built('screenshots', 'picture-menu-dark-1024.png') });
});

test('timeline and figures are saved too, and every picture opens as an image', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty', '--lang', 'pt', '--theme', 'light');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.untilEventsAtLeast(3000);
  await lab.idle();
  await page.getByTestId('timeline').click();
  await lab.idle();
  for (const view of ['map', 'timeline', 'figures', 'compare']) {
    if (view === 'compare') {
      await dismissNotices(page);
      await page.getByTestId('routes').getByRole('button', { name: 'Comparar' }).click();
      await lab.idle();
    }
    const svgPath = built('screenshots', `picture-${view}.svg`);
    await chooseFile(app, svgPath);
    await take(page, view, 'svg');
    await expect(page.getByTestId('notices')).toContainText(`picture-${view}.svg salvo.`);
    const source = readFileSync(svgPath, 'utf8');
    const svg = await parsed(page, source);
    expect(svg.error).toBeNull();
    const moment =
      view === 'compare' ? /^A: após o evento [\d.]+ · B: após o evento [\d.]+$/ : /^Depois do evento/;
    expect(svg.texts.some((text) => moment.test(text))).toBe(true);
    // What was freed and what was added differ by more than their colour.
    if (view === 'compare')
      for (const sign of ['minus', 'plus']) expect(source).toContain(`fill="url(#${sign}-`);

    const path = built('screenshots', `picture-${view}.png`);
    await chooseFile(app, path);
    await take(page, view, 'png');
    await expect(page.getByTestId('notices')).toContainText(`picture-${view}.png salvo.`);
    const png = await decoded(app, path);
    expect([png.width, png.height]).toEqual([Math.ceil(svg.width * 2), Math.ceil(svg.height * 2)]);
    expect(isNear(png.colourAt(2, 2), await lab.themeColour('background'))).toBe(true);
    const texts = svg.texts.filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(5);
  }
  await page.getByTestId('routes').getByRole('button', { name: 'Explorar' }).click();
  await page.getByTestId('show-figures').click();
  await page.getByTestId('pictures').click();
  await expect(page.getByTestId('picture-map-png')).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: built('screenshots', 'picture-menu.png') });
});

test('a picture that cannot be written says so and leaves nothing behind', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  const before = readdirSync(folder);
  await chooseFile(app, join(folder, 'none', 'map.png'));
  await take(page, 'map', 'png');
  await expect(page.getByTestId('notices')).toContainText('ENOENT');
  await chooseFile(app, null);
  await take(page, 'map', 'svg');
  const answers = await page.evaluate(async () => [
    await window.lab.savePicture({ format: 'png', name: 'x', bytes: new Uint8Array([1, 2, 3]) }),
    await window.lab.savePicture({ format: 'svg', name: 'x', text: '<html></html>' }),
  ]);
  expect(answers).toMatchObject([
    { ok: false, error: { message: 'savePicture, field bytes: expected a PNG file' } },
    { ok: false, error: { message: 'savePicture, field text: expected an SVG file' } },
  ]);
  expect(readdirSync(folder)).toEqual(before);
});
