import { type ElectronApplication, type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { type Colour } from './lab-window.ts';

test('the timeline zooms, reads out, counts events or time, and still moves the cursor to where it is pressed', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.idle();
  const events = await lab.eventCount();
  const timeline = page.getByTestId('timeline');
  const box = await timeline.boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  const readout = page.getByTestId('timeline-readout');
  await expect(readout).toContainText(/event [\d,]+ · [\d,]+ µs · used .* · granted .* · capacity 64 MiB/);
  const eventUnder = async (): Promise<number> =>
    Number(/event ([\d,]+)/.exec(await readout.innerText())?.[1]?.replaceAll(',', ''));
  const before = await eventUnder();
  expect(Math.abs(before - events / 2)).toBeLessThan(events / 20);
  for (let notch = 0; notch < 6; notch++) await page.mouse.wheel(0, -100);
  await expect(timeline).toHaveAttribute('data-zoom', /\d+-\d+/);
  // What was under the pointer stays there.
  await page.mouse.move(middle.x + 1, middle.y);
  expect(Math.abs((await eventUnder()) - before)).toBeLessThan(events / 50);
  await page.screenshot({ path: built('screenshots', 'timeline-zoomed.png') });
  await page.mouse.click(middle.x, middle.y);
  await lab.idle();
  expect(Math.abs((await lab.eventCount()) - before)).toBeLessThan(events / 50);
  await timeline.focus();
  await page.keyboard.press('0');
  await expect(timeline).toHaveAttribute('data-zoom', '');
  await page.keyboard.press('+');
  await expect(timeline).toHaveAttribute('data-zoom', /\d+-\d+/);
  await page.getByTestId('timeline-axis').click();
  await page.mouse.move(middle.x, middle.y);
  await lab.idle();
  const byTime = await eventUnder();
  await page.mouse.click(middle.x, middle.y);
  await lab.idle();
  expect(Math.abs((await lab.eventCount()) - byTime)).toBeLessThan(events / 50);
  // A shorter session comes below the resting pointer: there is nothing to read out there.
  await page.evaluate(() =>
    window.lab.newSession({
      ...{ memoryBytes: 2 << 20, nodeCount: 1, seed: 1, provider: 'default', policy: 'first-fit' },
      ...{ layers: [], mode: 'vmq', ndisVersion: 630 },
    }),
  );
  await lab.idle();
  await expect(page.getByTestId('timeline').or(readout).first()).toBeVisible();
  expect(await readout.innerText()).not.toMatch(/event [\d,]+/);
});

test('zoomed in, the timeline tells single events apart; a limit of a provider has a line of its own', async ({
  launch,
}) => {
  const { lab, page, app } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.idle();
  const timeline = page.getByTestId('timeline');
  const readout = page.getByTestId('timeline-readout');
  const box = await timeline.boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  for (let notch = 0; notch < 45; notch++) await page.mouse.wheel(0, -120);
  await page.mouse.move(middle.x, box.y - 40);
  await expect(readout).toContainText(/events [\d,]+ to [\d,]+/);
  const [, from = '', to = ''] = /events ([\d,]+) to ([\d,]+)/.exec(await readout.innerText()) ?? [];
  const inView = Number(to.replaceAll(',', '')) - Number(from.replaceAll(',', ''));
  expect(inView).toBeGreaterThanOrEqual(10);
  expect(inView).toBeLessThanOrEqual(14);

  // Every event is pointed at by itself, and a press goes to it.
  const seen: number[] = [];
  for (let x = box.x + 30; x < box.x + box.width - 30; x += 15) {
    await page.mouse.move(x, middle.y);
    seen.push(Number(/event ([\d,]+)/.exec(await readout.innerText())?.[1]?.replaceAll(',', '')));
  }
  const different = [...new Set(seen)];
  expect(different.length).toBeGreaterThanOrEqual(10);
  expect(different.every((event, index) => event === (different[0] ?? 0) + index)).toBe(true);
  await page.mouse.click(middle.x, middle.y);
  await lab.idle();
  expect(seen).toContain(await lab.eventCount());
  await page.screenshot({ path: built('screenshots', 'timeline-events.png') });

  await page.getByRole('button', { name: 'New session' }).click();
  const layer = page.locator('input[name=layer]');
  await layer.fill('quota=4MiB');
  await layer.press('Enter');
  await page.getByRole('button', { name: 'Create' }).click();
  await lab.idle();
  await lab.form.getByRole('button', { name: 'Fill this queue' }).click();
  await lab.idle();
  await page.getByRole('button', { name: 'capacity', exact: true }).click();
  await expect(readout).toContainText('Extensible switch: 4 MiB of 4 MiB');
  await page.screenshot({ path: built('screenshots', 'timeline-limit.png') });
  // Where there is no area yet, the dashes of the limit have the provider's colour, and the line that is the area at 0.
  const rows = await colouredRows(app, box, await lab.themeColour('category-2'));
  expect(rows).toHaveLength(3);
  expect(rows[1]).toBe((rows[0] ?? 0) + 1);
  const whole = 64 * 1.06;
  const { top, height } = await plotArea(page);
  expect(Math.abs((rows[0] ?? 0) - (top + height * (1 - 4 / whole)))).toBeLessThanOrEqual(2);
  // Nothing makes the window itself scroll.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
});

/** Rows of the window in which the left part of the timeline has pixels of a colour. */
async function colouredRows(app: ElectronApplication, box: Box, wanted: Colour): Promise<readonly number[]> {
  const found = await app.evaluate(
    async ({ BrowserWindow }, { x, y, width, height, colour }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
      if (image === undefined) throw new Error('no window');
      const bitmap = image.toBitmap();
      const rows: number[] = [];
      for (let row = Math.ceil(y); row < y + height; row++) {
        for (let column = Math.ceil(x) + 10; column < x + width / 12; column++) {
          const at = (row * image.getSize().width + column) * 4;
          const far =
            Math.abs((bitmap[at + 2] ?? 0) - colour.red) +
            Math.abs((bitmap[at + 1] ?? 0) - colour.green) +
            Math.abs((bitmap[at] ?? 0) - colour.blue);
          if (far > 12) continue;
          rows.push(row);
          break;
        }
      }
      return rows;
    },
    { ...box, colour: wanted },
  );
  return found;
}

/** Where uPlot draws its areas, in px of the window. */
const plotArea = (page: Page): Promise<{ readonly top: number; readonly height: number }> =>
  page.evaluate(() => {
    const { top, height } = document.querySelector('.plot .u-over')?.getBoundingClientRect() ?? new DOMRect();
    return { top, height };
  });

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
