import { mkdirSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';
import { colourOf, isNear, type LabWindow } from './lab-window.ts';

const MODES = ['address', 'time', 'nodes', 'lanes'] as const;
type Mode = (typeof MODES)[number];

const SIZES = [
  [1440, 900],
  [1024, 700],
] as const;

async function chooseMode(lab: LabWindow, page: Page, mode: Mode): Promise<void> {
  const list = page.getByTestId('map-mode');
  if (await list.isVisible()) await list.selectOption(mode);
  else await page.getByTestId('map-modes').getByRole('button').nth(MODES.indexOf(mode)).click();
  await lab.idle();
}

/** The middle of a page on the map, in the window's CSS px. */
async function middleOf(lab: LabWindow, index: number): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await lab.placeOf(index);
  return { x: x + width / 2, y: y + height / 2 };
}

/** Looks at block 1 so closely that its pages are rows of their own. */
async function focusFirstBlock(lab: LabWindow, page: Page): Promise<void> {
  await lab.calls.locator('.call-row', { hasText: 'SUCCESS' }).first().click();
  await lab.map.focus();
  await page.keyboard.press('f');
  await lab.idle();
}

for (const renderer of ['webgl2', 'canvas2d'] as const) {
  test(`every mode draws and picks the same blocks, with ${renderer}`, async ({ launch }) => {
    const { lab, page } = await launch('--empty', ...(renderer === 'canvas2d' ? ['--canvas2d'] : []));
    await lab.fill('QueueId', '0');
    await lab.allocate();
    for (const mode of MODES) {
      await chooseMode(lab, page, mode);
      if (mode === 'time') await focusFirstBlock(lab, page);
      // What is pointed at is veiled.
      await page.mouse.move(4, 4);
      await page.keyboard.press('Escape');
      await lab.idle();
      expect(await lab.pickedBlock(7), mode).toBe(1);
      // Focused on a block, the picture of time shows few pages beside it.
      const freePage = mode === 'time' ? 18 : 60;
      expect(await lab.pickedBlock(freePage), mode).toBe(0);
      const [used, free] = await lab.coloursOf([7, freePage]);
      expect(used && isNear(used, await lab.themeColour('category-8')), `${mode}: used`).toBe(true);
      expect(free && isNear(free, await lab.themeColour('free')), `${mode}: free`).toBe(true);
      const { x, y } = await middleOf(lab, 7);
      await page.mouse.move(x, y);
      await expect(page.getByTestId('map-tooltip')).toContainText('block 1');
      await page.mouse.click(x, y);
      await expect(lab.inspector).toContainText('NdisAllocate');
    }
  });
}

test('every colour of a block, and a legend that counts and isolates', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await page.keyboard.press('Escape');
  const tokens = {
    ...{ queue: 'category-8', provider: 'category-1', node: 'category-1', vport: 'category-8' },
    ...{ size: 'sequence-3', age: 'sequence-8', status: 'status-1' },
  };
  for (const [colourBy, token] of Object.entries(tokens)) {
    await page.getByTestId('colour-by').selectOption(colourBy);
    await lab.idle();
    const [used] = await lab.coloursOf([7]);
    expect(used && isNear(used, await lab.themeColour(token)), colourBy).toBe(true);
  }
  // Ten more events, and the block is in the next class of ages, without a click.
  await page.getByTestId('colour-by').selectOption('age');
  for (let call = 0; call < 10; call++) await lab.allocate();
  await page.keyboard.press('Escape');
  await lab.idle();
  const [older] = await lab.coloursOf([7]);
  expect(older && isNear(older, await lab.themeColour('sequence-7'))).toBe(true);
  await page.getByTestId('colour-by').selectOption('queue');
  const entry = page.getByTestId('legend').getByRole('button', { name: /queue 0/ });
  await expect(entry).toContainText('11');
  const free = page.getByTestId('legend').getByRole('button', { name: 'free' });
  await free.click();
  await lab.idle();
  const [dimmed] = await lab.coloursOf([7]);
  expect(dimmed && isNear(dimmed, await lab.themeColour('category-8'))).toBe(false);
  await free.click();
  await lab.idle();
  const [again] = await lab.coloursOf([7]);
  expect(again && isNear(again, await lab.themeColour('category-8'))).toBe(true);
});

test('the table is the equal of the map, and keys go through its blocks', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  for (const length of ['0x8000', '0x1000', '0x20000']) {
    await lab.fill('Length', length);
    await lab.allocate();
  }
  await page.keyboard.press('Escape');
  const toggle = () => page.getByTestId('show-table').click();
  const table = page.getByTestId('map-table');
  const lengths = () => table.locator('.map-table-row > :nth-child(2)').allInnerTexts();
  await toggle();
  await expect(table.getByRole('columnheader')).toHaveCount(8);
  // All columns have room in a window of usual size.
  const sideways = await table.getByRole('grid').evaluate((grid) => grid.scrollWidth - grid.clientWidth);
  expect(sideways).toBe(0);
  const [oldest] = await table.getByRole('row').filter({ hasText: '32 KiB' }).allInnerTexts();
  expect(oldest?.split(/\n+/).slice(1)).toEqual([
    ...[
      '32 KiB',
      'queue 0 (default)',
      'node 0',
      expect.any(String),
      expect.any(String),
      expect.any(String),
      '3',
    ],
  ]);
  for (const [direction, order] of [
    ['ascending', ['4 KiB', '32 KiB', '128 KiB']],
    ['descending', ['128 KiB', '32 KiB', '4 KiB']],
  ] as const) {
    await table.locator('[data-column=length]').press('Enter');
    await expect(table.locator('[aria-sort=' + direction + ']')).toContainText(/length/i);
    expect(await lengths()).toEqual(order);
  }
  // The map that comes back shows what was selected in the table.
  await table.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await expect(table.locator('[aria-selected=true]')).toContainText('128 KiB');
  await expect(lab.inspector).toContainText('NdisAllocate');
  await toggle();
  await lab.idle();
  await expect(page.getByTestId('cell-label')).not.toHaveText(/ 1×$/);
  const box = await lab.map.boundingBox();
  if (box === null) throw new Error('no map');
  const inView = await page.evaluate(
    ({ x, y, width, height }) =>
      Array.from({ length: 400 }, (_, at) =>
        window.labProbe?.blockAt(x + ((at % 20) / 20) * width, y + (Math.floor(at / 20) / 20) * height),
      ),
    box,
  );
  expect(inView).toContain(3);

  const said = page.getByTestId('selection-voice');
  for (const mode of ['address', 'nodes', 'lanes'] as const) {
    await chooseMode(lab, page, mode);
    await lab.map.focus();
    await page.keyboard.press('Escape');
    for (const [keys, told] of [
      ['g', '32 KiB'],
      ['g', '4 KiB'],
      ['g', '128 KiB'],
      ['Shift+G', ' 4 KiB'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(said).toContainText(told);
      await expect(said).toContainText(/0x[0-9a-f]{16} – 0x[0-9a-f]{16}, .*queue 0/);
    }
  }
  // And what was selected on the map is selected in the table.
  await toggle();
  await page.screenshot({ path: built('screenshots', 'map-table.png') });
  await expect(table.locator('[aria-selected=true]')).toContainText('4 KiB');
});

test('WebGL2 and Canvas 2D draw the same pixels in every mode', async ({ launch }) => {
  const pictures: Record<string, readonly (readonly number[])[]> = {};
  for (const renderer of ['WebGL2', 'Canvas 2D']) {
    const { lab, page } = await launch('--empty', ...(renderer === 'WebGL2' ? [] : ['--canvas2d']));
    for (const [queue, length] of [
      ['0', '0x8100'],
      ['1', '0x1080'],
      ['2', '0x120000'],
      ['0', '0x21040'],
    ] as const) {
      await lab.fill('QueueId', queue);
      await lab.fill('Length', length);
      await lab.allocate();
    }
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('status-bar')).toContainText(renderer);
    const taken: (readonly number[])[] = [];
    for (const mode of MODES) {
      await chooseMode(lab, page, mode);
      // The whole memory, where cells are merged; then close by, where padding is hatched.
      for (const keys of ['0', 'G', 'F']) {
        await lab.map.focus();
        await page.keyboard.press(keys.toLowerCase());
        await page.mouse.move(4, 4);
        await lab.idle();
        if (keys !== 'G') taken.push(await lab.mapPixels(4));
      }
      await page.keyboard.press('Escape');
    }
    pictures[renderer] = taken;
  }
  const { WebGL2: gl = [], 'Canvas 2D': flat = [] } = pictures;
  expect(gl.length).toBe(2 * MODES.length);
  for (const [index, picture] of gl.entries()) {
    const other = flat[index] ?? [];
    expect(other.length).toBe(picture.length);
    // A picture of one colour would be equal to any other.
    expect(new Set(picture).size).toBeGreaterThan(4);
    const differing = picture.filter(
      (pixel, at) => !isNear(colourOf(pixel), colourOf(other[at] ?? 0)),
    ).length;
    expect(differing, `picture ${index} of ${MODES.join(', ')}`).toBe(0);
  }
});

test('a lost drawing context comes back with the same picture', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await page.keyboard.press('Escape');
  await lab.idle();
  const shown = () => lab.coloursOf([7, 15, 20, 40]);
  const before = await shown();
  await page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.memory-map-cells');
    const gl = canvas?.getContext('webgl2');
    const loss = gl?.getExtension('WEBGL_lose_context');
    if (!canvas || !gl || !loss) throw new Error('no WebGL2 to lose');
    const heard = (name: string) =>
      new Promise((resolve) => canvas.addEventListener(name, resolve, { once: true }));
    const lost = heard('webglcontextlost');
    loss.loseContext();
    await lost;
    // Only after the event has been handled can the context be asked back.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const restored = heard('webglcontextrestored');
    loss.restoreContext();
    await restored;
  });
  await lab.idle();
  expect(await shown()).toEqual(before);
  await expect(page.getByTestId('status-bar')).toContainText('WebGL2');
  // And what changes afterwards is drawn, too.
  await lab.calls.locator('.call-row', { hasText: 'SUCCESS' }).first().click();
  await lab.free();
  await page.keyboard.press('Escape');
  await lab.idle();
  expect((await shown())[0]).toEqual(before[2]);
});

test('time, overview, elements and two moments of a session', async ({ launch }) => {
  const { lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(2500);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await lab.row(3).click();
  mkdirSync(built('screenshots'), { recursive: true });
  for (const [width, height] of SIZES) {
    await lab.resize(width, height);
    for (const mode of MODES) {
      await chooseMode(lab, page, mode);
      await page.screenshot({ path: built('screenshots', `mode-${mode}-${width}.png`) });
      expect(await clippedLabels(page), `${mode} at ${width}`).toEqual([]);
    }
  }
  await lab.resize(1440, 900);

  // A click into the picture of time goes to that moment.
  await chooseMode(lab, page, 'time');
  const box = await lab.map.boundingBox();
  if (box === null) throw new Error('no map');
  await page.mouse.click(box.x + box.width / 2, box.y + 60);
  await lab.idle();
  const moment = await lab.eventCount();
  expect(moment).toBeGreaterThan(1000);
  expect(moment).toBeLessThan(1700);

  // Zoomed in, the overview shows where; pressing it goes elsewhere.
  await page.keyboard.press('End');
  await chooseMode(lab, page, 'address');
  await lab.idle();
  await lab.map.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await lab.idle();
  const overview = page.getByTestId('map-overview');
  await expect(overview).toBeVisible();
  const place = await overview.boundingBox();
  if (place === null) throw new Error('no overview');
  const at = async () => page.evaluate(() => window.labProbe?.pageRect(16_000)?.x ?? null);
  await page.mouse.click(place.x + 3, place.y + 3);
  await lab.idle();
  expect(await at()).toBeNull();
  await page.mouse.click(place.x + place.width - 3, place.y + place.height - 3);
  await lab.idle();
  await page.screenshot({ path: built('screenshots', 'map-overview.png') });
  await page.keyboard.press('0');
  await lab.idle();

  // An element of a scattered block is lit on the map, and the bands join all of them.
  const spot = await middleOf(lab, 8300);
  await page.mouse.click(spot.x, spot.y);
  await lab.inspector.locator('button.element').first().click();
  await expect(lab.inspector.locator('.elements tr[data-chosen]')).toHaveCount(1);
  await page.keyboard.press('0');
  await lab.map.focus();
  await page.keyboard.press('0');
  await lab.idle();
  await page.screenshot({ path: built('screenshots', 'map-bands.png') });

  await page.getByTestId('show-table').click();
  await page.screenshot({ path: built('screenshots', 'map-table-full.png') });
  await page.getByTestId('routes').getByRole('button', { name: 'Compare' }).click();
  await page.getByTestId('moment-a').fill('600');
  await page.getByTestId('moment-a').press('Enter');
  await page.getByTestId('moment-b').fill('2400');
  await page.getByTestId('moment-b').press('Enter');
  const onlyB = page.getByTestId('compare-onlyB');
  const added = await onlyB.innerText();
  const freed = await page.getByTestId('compare-onlyA').innerText();
  await page.getByTestId('compare-list').getByRole('option').first().click();
  await expect(page.locator('.compare-row[aria-selected=true]')).toHaveCount(1);
  await lab.map.focus();
  await page.keyboard.press('0');
  for (const [width, height] of SIZES) {
    await lab.resize(width, height);
    await lab.idle();
    await page.screenshot({ path: built('screenshots', `compare-${width}.png`) });
    expect(await clippedLabels(page), `compare at ${width}`).toEqual([]);
  }
  await page.keyboard.press('x');
  // Swapped: what was only in B is only in A now.
  const numbers = (text: string): string => text.replace(/[^\d.,]+/g, ' ').trim();
  await expect
    .poll(async () => numbers(await page.getByTestId('compare-onlyA').innerText()))
    .toBe(numbers(added));
  expect(numbers(await onlyB.innerText())).toBe(numbers(freed));

  // Drawn along the session, the map follows; keys go on from there.
  const track = await page.getByTestId('moment-track').boundingBox();
  if (track === null) throw new Error('no track');
  const length = Number(await page.getByTestId('moment-handle-b').getAttribute('aria-valuemax'));
  const momentB = page.getByTestId('moment-b');
  await page.getByTestId('moment-handle-b').hover();
  await page.mouse.down();
  await page.mouse.move(track.x + track.width / 2, track.y + 4, { steps: 5 });
  await expect(momentB).toHaveValue(String(Math.round(length / 2)));
  await page.mouse.up();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(momentB).toHaveValue(String(Math.round(length / 2) + 9));
  expect(numbers(await onlyB.innerText())).not.toBe(numbers(freed));
  await page.keyboard.press('Home');
  await expect(momentB).toHaveValue('0');
  await expect(onlyB.locator('strong')).toHaveText('0');
});
