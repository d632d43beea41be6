import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { Lab } from '../core/lab/lab.ts';
import { VMQ_DEMONSTRATION_DEFAULTS, VmqDemonstration } from '../core/workloads/vmq-demonstration.ts';
import { expect, test } from './lab-app.ts';

/** Bytes that the demonstration leaves with the default queue, as the page writes them. */
function usedAfterDemonstration(): string {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration(VMQ_DEMONSTRATION_DEFAULTS);
  while (demonstration.run(lab, 10_000));
  return String(lab.usedBytes);
}

test('a slow window loses no event and keeps their order', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  // The page is kept busy for most of the time while the engine runs at full speed.
  await page.evaluate(() => {
    const jam = (): void => {
      const end = performance.now() + 120;
      while (performance.now() < end);
    };
    const timer = setInterval(jam, 150);
    setTimeout(() => clearInterval(timer), 6000);
  });
  await page.getByRole('button', { name: 'VMQ demonstration', exact: true }).click();
  await page.getByLabel('Engine pace').selectOption('0');
  await lab.idle();
  await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  // All machines have come and gone: the page's own replay of the log must end with what a Lab of ours ends with.
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', usedAfterDemonstration());
  expect(await lab.eventCount()).toBeGreaterThan(10_000);
});

test('the page can be reloaded while the engine runs, and catches up from the start', async ({ launch }) => {
  const { lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(300);
  await page.reload();
  await lab.ready();
  await page.getByLabel('Engine pace').selectOption('0');
  await lab.idle();
  await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', usedAfterDemonstration());
});

test('pausing the view never pauses the engine; one click follows again', async ({ launch }) => {
  const { lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(200);
  await lab.map.focus();
  await page.keyboard.press('Space');
  const stopped = await lab.eventCount();
  await expect(page.getByTestId('transport')).toContainText('events ahead');
  expect(await lab.eventCount()).toBe(stopped);
  await page.getByRole('button', { name: /events? ahead/ }).click();
  await expect.poll(() => lab.eventCount()).toBeGreaterThan(stopped);
});
