import { built, expect, test } from './lab-app.ts';

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
});
