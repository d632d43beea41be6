import { built, expect, test } from './lab-app.ts';

test('findings are grouped, listed and explained, and the gravest is in the status bar', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await expect(page.getByTestId('highest-severity')).toBeHidden();
  await lab.fill('QueueId', '0');
  await lab.fill('Length', '40 MiB');
  await lab.allocate();
  await expect(page.getByTestId('highest-severity')).toContainText('warning');
  for (let call = 0; call < 3; call++) {
    await lab.fill('Length', '0');
    await lab.allocate();
  }
  await expect(page.getByTestId('highest-severity')).toContainText('error');
  await page.getByTestId('highest-severity').press('Enter');
  const expert = page.getByTestId('expert');
  const rows = expert.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toHaveAttribute('data-finding', 'INVALID_PARAMETER A17');
  await expect(rows.nth(0)).toHaveAttribute('data-severity', 'error');
  await page.screenshot({ path: built('screenshots', 'expert.png') });
  await expert.getByRole('button', { name: '3', exact: true }).press('Enter');
  await expect(page.getByTestId('filter')).toHaveValue('status == INVALID_PARAMETER && rule == A17');
  await expect(lab.calls.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
  await page.getByTestId('filter-chips').getByRole('button', { name: 'rule == A17' }).click();
  await expect(page.getByTestId('filter')).toHaveValue('status == INVALID_PARAMETER');

  // What a status means, over its badge: by pointer and by keyboard.
  const card = page.getByTestId('explain-card');
  await lab.idle();
  await lab.row(0).locator('[data-explain="status:3"]').hover();
  await expect(card).toContainText('0xC000000D = -1073741811');
  await expect(card).toContainText('nf-ndis-ndisallocatesharedmemory');
  await lab.row(0).locator('[data-explain^="rule:"]').hover();
  await expect(card).toContainText('Length must be greater than zero');
  await page.screenshot({ path: built('screenshots', 'explain-card.png') });
  await page.mouse.move(5, 5);
  await expect(card).toBeHidden();
  await lab.row(0).click();
  await lab.inspector.locator('button.status').focus();
  await expect(card).toContainText('NDIS_STATUS_INVALID_PARAMETER');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter')).toHaveValue('');

  // The report says the same in words, leads to the events, and leaves as Markdown.
  await lab.map.focus();
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('report-calls').locator('p')).toHaveText(
    '4 calls of NdisAllocateSharedMemory so far: 0 answered with a block, 4 refused.',
  );
  const found = page.getByTestId('report-findings').locator('tbody tr');
  await expect(found).toHaveCount(2);
  await expect(found.nth(0)).toContainText('Length must be greater than zero');
  await expect(page.getByTestId('report-owners')).toContainText('No block is allocated.');
  await page.screenshot({ path: built('screenshots', 'report.png') });
  await page.getByTestId('copy-report').press('Enter');
  await expect(page.getByTestId('copy-report')).toHaveText('Copied');
  const markdown = await lab.clipboard();
  expect(markdown).toContain('## What deserves attention');
  expect(markdown).toMatch(
    /^\| error \| INVALID_PARAMETER A17 \| Length must be greater than zero\. \| 3 \|/m,
  );
  const first = found.nth(0).getByRole('button').first();
  const event = await first.innerText();
  await first.press('Enter');
  await expect(lab.inspector.getByRole('heading', { name: `Event ${event}` })).toBeVisible();
});

test('every row of a long session can be reached', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await page.evaluate(async () => {
    const request = {
      headerType: 0x80,
      headerRevision: 2,
      headerSize: 68,
      flags: 0,
      queueId: 0,
      preferredNode: 0,
      usage: 4,
      lengthBytes: 0,
      sgListBufferLength: 64,
      vportId: 0,
      irql: 0,
    };
    for (let time = 0; time < 4; time++)
      await window.lab.allocateMany({ request, times: 100_000, untilRefused: false });
  });
  await lab.untilEventsAtLeast(400_000);
  await lab.idle();
  const grid = lab.calls.getByRole('grid');
  const count = Number(await grid.getAttribute('aria-rowcount'));
  const space = await grid.evaluate((element) => element.scrollHeight);
  expect(space).toBeLessThanOrEqual(8_000_000);
  expect(count * 24).toBeGreaterThan(space);
  await grid.focus();
  await page.keyboard.press('End');
  await expect(lab.calls.locator('[data-seq="0"][aria-selected=true]')).toBeVisible();
  const goTo = page.getByTestId('go-to-event');
  await goTo.fill('0x1234');
  await goTo.press('Enter');
  expect(await lab.eventCount()).toBe(0x1235);
  await expect(lab.calls.locator('[data-seq="4660"][aria-selected=true]')).toBeVisible();
  // The wheel goes row by row, however long the list.
  await page.keyboard.press('Escape');
  await lab.map.focus();
  await page.keyboard.press('End');
  await lab.idle();
  const top = Number(await lab.row(0).getAttribute('data-seq'));
  await grid.hover();
  await page.mouse.wheel(0, 240);
  await expect(lab.row(0)).toHaveAttribute('data-seq', String(top - 10));
});
