import { built, expect, test } from './lab-app.ts';

test('a filter lists what passes, N and P step through it, and a mistake is named', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.openSample({ sample: 'git', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  const filter = page.getByTestId('filter');
  await filter.fill('op == allocate && length >= 64KiB');
  const count = page.getByTestId('filter-count');
  await expect(count).not.toHaveAttribute('data-value', '0');
  const found = Number(await count.getAttribute('data-value'));
  expect(found).toBeGreaterThan(2);
  expect(found).toBeLessThan(1000);
  await expect(lab.calls.getByRole('grid')).toHaveAttribute('aria-rowcount', String(found));
  await expect(lab.row(0)).toContainText(/[KM]iB/);

  await lab.map.focus();
  await page.keyboard.press('Home');
  const stops: number[] = [];
  for (let step = 0; step < 3; step++) {
    await page.keyboard.press('n');
    await lab.idle();
    stops.push(await lab.eventCount());
    await expect(lab.member('Length')).toContainText(/\d{2,},\d{3}/);
  }
  await page.keyboard.press('p');
  await lab.idle();
  expect(await lab.eventCount()).toBe(stops[1]);

  await page.keyboard.press('End');
  await filter.fill('length >= 1Mb');
  await expect(page.getByTestId('filter-error')).toContainText('Column 11: expected KiB, MiB or GiB');
  await filter.press('Escape');
  await filter.press('Escape');
  await expect(filter).toHaveValue('');
  await expect(page.getByTestId('filter-error')).toBeHidden();
});

test('the filter is completed by keyboard alone', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('Length', '0');
  await lab.allocate();
  const filter = page.getByTestId('filter');
  await filter.focus();
  await page.keyboard.type('sta');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('INV');
  await page.keyboard.press('Tab');
  await expect(filter).toHaveValue('status == INVALID_PARAMETER ');
  await page.screenshot({ path: built('screenshots', 'filter.png') });
  await expect(page.getByTestId('filter-count')).toHaveAttribute('data-value', '1');
  await expect(lab.row(0)).toContainText('INVALID_PARAMETER');
  // The field keeps its keys to itself: typing n is no step through time.
  const before = await lab.eventCount();
  await filter.fill('');
  await page.keyboard.type('n');
  await page.screenshot({ path: built('screenshots', 'filter-offers.png') });
  expect(await lab.eventCount()).toBe(before);
});
