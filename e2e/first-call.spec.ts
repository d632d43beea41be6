import { built, expect, test } from './lab-app.ts';
import { isNear } from './lab-window.ts';

test('a call from the form puts a block on the map, a row in the table and its story in the inspector', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('Length', '64 KiB');
  await lab.fill('QueueId', '0');
  await lab.allocate();

  // The default provider takes the first 16 pages of the roomiest node, the lowest of equals.
  expect(await lab.pickedBlock(0)).toBe(1);
  expect(await lab.pickedBlock(15)).toBe(1);
  expect(await lab.pickedBlock(16)).toBe(0);
  // A selected block is drawn lighter.
  await page.keyboard.press('Escape');
  await lab.idle();
  const [first, beyond] = await lab.coloursOf([7, 40]);
  const used = await lab.themeColour('category-8');
  const free = await lab.themeColour('free');
  expect(first && isNear(first, used), `${JSON.stringify(first)} is the colour of queue 0`).toBe(true);
  expect(beyond && isNear(beyond, free), `${JSON.stringify(beyond)} is the colour of free memory`).toBe(true);

  await expect(lab.row(0)).toContainText('SUCCESS');
  await expect(lab.row(0)).toContainText('64 KiB');
  await lab.row(0).click();
  await expect(lab.member('Length')).toContainText('65,536');
  await expect(lab.member('SharedMemoryHandle')).toContainText('NULL');
  await expect(lab.member('VirtualAddress')).toContainText('0xffff808100000000');
  await expect(lab.inspector.getByTestId('scatter-gather')).toContainText('0x0000000100000000');
  await expect(lab.inspector.getByTestId('sequence').getByRole('img')).toHaveAttribute(
    'aria-label',
    /NDIS → Provider: NetAllocate/,
  );
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', '65536');
});

test('the switch answers with a scattered list whose pieces are all on the map', async ({ launch }) => {
  const { lab } = await launch('--empty');
  await lab.fill('Length', '1 MiB');
  await lab.fill('QueueId', '1');
  await lab.allocate();
  const rows = lab.inspector.getByTestId('scatter-gather').locator('tbody tr');
  await rows.nth(4).waitFor();
  expect(await rows.count()).toBeGreaterThan(4);
  const addresses = await rows.locator('td:nth-child(2)').allInnerTexts();
  for (const address of addresses.slice(0, 6)) {
    const pageIndex = Number((BigInt(address) >> 12n) - 0x10_0000n);
    expect(await lab.pickedBlock(pageIndex), address).toBe(1);
  }
});

test('a click on the map selects the block and the call that made it', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await page.keyboard.press('Escape');
  await lab.map.focus();
  await page.keyboard.press('Escape');
  await expect(lab.inspector).toContainText('Nothing is selected');
  const place = await lab.placeOf(3);
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(lab.member('Length')).toContainText('65,536');
  await expect(lab.calls.locator('[aria-selected=true]')).toContainText('64 KiB');
  // On the timeline the call is a line, and the block's life a bar from there to the end.
  await lab.allocate();
  await lab.row(1).click();
  await lab.idle();
  const [plot, line, life, playhead] = await Promise.all(
    ['timeline', 'selected-event', 'selected-life', 'playhead'].map((id) =>
      page.getByTestId(id).boundingBox(),
    ),
  );
  if (!plot || !line || !life || !playhead) throw new Error('the timeline does not show what is selected');
  expect(line.x).toBeGreaterThan(plot.x);
  expect(line.x).toBeLessThan(playhead.x - 2);
  expect(Math.abs(life.x - line.x)).toBeLessThanOrEqual(2);
  expect(Math.abs(life.x + life.width - playhead.x)).toBeLessThanOrEqual(3);
  await page.screenshot({ path: built('screenshots', 'selected-everywhere.png') });
  await lab.map.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('selected-event')).toBeHidden();
  await expect(page.getByTestId('selected-life')).toBeHidden();
});

test('Length 0 is INVALID_PARAMETER by rule A17, and the field is marked', async ({ launch }) => {
  const { lab } = await launch('--empty');
  await lab.fill('Length', '0');
  await lab.allocate();
  await expect(lab.row(0)).toContainText('INVALID_PARAMETER');
  await expect(lab.row(0)).toContainText('A17');
  await expect(lab.field('Length')).toHaveClass(/at-fault/);
  await expect(lab.field('Length')).toContainText('A17');
  await expect(lab.member('Length')).toHaveClass(/at-fault/);
  await expect(lab.inspector.getByTestId('why')).toContainText('Length must be greater than zero');
  await expect(lab.inspector.getByTestId('why')).toContainText('model decision');
  // The next try clears the mark.
  await lab.fill('Length', '4096');
  await expect(lab.field('Length')).not.toHaveClass(/at-fault/);
});

test('a request larger than the largest extent is RESOURCES, with the numbers', async ({ launch }) => {
  const { lab } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.fill('Length', '40 MiB');
  await lab.allocate();
  await expect(lab.row(0)).toContainText('RESOURCES');
  await expect(lab.inspector.getByTestId('why')).toContainText('Asked for 40 MiB (10,240 pages)');
  await expect(lab.inspector.getByTestId('why')).toContainText('longest free run is 32 MiB');
  await expect(lab.inspector.getByTestId('why')).toContainText('external fragmentation');
  await expect(lab.inspector).toContainText('0xC000009A');
});

test('freeing twice is the diagnostic DOUBLE_FREE and changes nothing', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await lab.free();
  expect(await lab.pickedBlock(0)).toBe(0);
  await lab.free();
  await expect(lab.row(0)).toContainText('DOUBLE_FREE');
  await expect(lab.inspector.getByTestId('why')).toContainText('F4');
  await expect(lab.inspector.getByTestId('why')).toContainText('was freed at event');
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', '0');
});

test('what is not a number of its type is said at the field and not sent', async ({ launch }) => {
  const { lab } = await launch('--empty');
  const before = await lab.eventCount();
  await lab.fill('Length', '12 parsecs');
  await lab.form.getByRole('button', { name: 'NdisAllocateSharedMemory' }).click();
  await expect(lab.field('Length')).toContainText('Expected a whole number up to 4294967295');
  await lab.idle();
  expect(await lab.eventCount()).toBe(before);
});

test('a call above PASSIVE_LEVEL is stopped by rule A1, and the lab goes on', async ({ launch }) => {
  const { lab } = await launch('--empty');
  await lab.field('IRQL').locator('select').selectOption('2');
  await lab.allocate();
  await expect(lab.row(0)).toContainText('IRQL_VIOLATION');
  await expect(lab.row(0)).toContainText('A1');
  await lab.field('IRQL').locator('select').selectOption('0');
  await lab.allocate();
  await expect(lab.row(0)).toContainText('SUCCESS');
});
