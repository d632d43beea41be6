import { built, expect, test } from './lab-app.ts';

test('rules are checked while typing, repaired with a press, and callers from the field fill the form', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  const before = await lab.eventCount();
  await lab.fill('Length', '0');
  await expect(lab.field('Length')).toContainText('A17');
  await lab.fill('QueueId', '0x63');
  await expect(lab.field('QueueId')).toContainText('A12');
  await lab.field('QueueId').getByRole('button', { name: 'Put right' }).press('Enter');
  await expect(lab.field('QueueId').locator('input')).toHaveValue('1');
  await expect(lab.field('QueueId')).not.toHaveClass(/at-fault/);
  await lab.fill('PreferredNode', '9');
  await expect(lab.field('PreferredNode')).toContainText('A14');
  await expect(lab.field('PreferredNode')).not.toHaveClass(/at-fault/);
  // Nothing was called for it.
  expect(await lab.eventCount()).toBe(before);

  await page.getByTestId('presets').selectOption('sloppy');
  await page.getByRole('button', { name: 'More fields' }).click();
  await expect(lab.field('IRQL')).toContainText('A1');
  await expect(lab.field('Header.Size')).toContainText('A9');
  await expect(lab.field('SGListBufferLength')).toContainText('A19');
  await page.screenshot({ path: built('screenshots', 'allocate-sloppy.png') });
  await lab.allocate();
  await expect(lab.row(0)).toContainText('A1');
  await page.getByTestId('presets').selectOption('vmqDriver');
  await lab.allocate();
  await expect(lab.inspector).toContainText('NDIS_STATUS_SUCCESS');
});

test('a call is repeated, a queue is filled, and blocks are freed by key, by press and by drop', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  const start = await lab.eventCount();
  await lab.form.locator('input[name=times]').fill('5');
  await lab.fill('QueueId', '0');
  await lab.form.getByRole('button', { name: 'NdisAllocateSharedMemory' }).click();
  await lab.untilEvents(start + 5);
  expect(await lab.pickedBlock(0)).toBeGreaterThan(0);
  // One step back takes all five.
  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await lab.untilEvents(start);
  await page.keyboard.press('Control+y');
  await lab.untilEvents(start + 5);

  const block = await lab.pickedBlock(0);
  const place = await lab.placeOf(3);
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await lab.map.focus();
  await page.keyboard.press('Delete');
  await lab.untilEvents(start + 6);
  expect(block).toBeGreaterThan(0);
  expect(await lab.pickedBlock(0)).toBe(0);

  const second = await lab.placeOf(20);
  await page.mouse.click(second.x + second.width / 2, second.y + second.height / 2);
  await lab.inspector
    .getByRole('button', { name: 'NdisFreeSharedMemory' })
    .dragTo(page.getByTestId('free-target'));
  await lab.untilEvents(start + 7);
  expect(await lab.pickedBlock(20)).toBe(0);

  // Off the map: a short slip frees nothing, the place that appears does.
  const third = await lab.placeOf(40);
  const spot = { x: third.x + third.width / 2, y: third.y + third.height / 2 };
  const kept = await lab.pickedBlock(40);
  await page.mouse.click(spot.x, spot.y);
  await lab.idle();
  await page.mouse.move(spot.x, spot.y);
  await expect(page.getByTestId('map-tooltip')).toContainText('Drag it away to free it');
  await page.mouse.down();
  await page.mouse.move(spot.x + 20, spot.y + 20, { steps: 3 });
  await expect(page.getByTestId('free-zone')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByTestId('free-zone')).toBeHidden();
  await lab.idle();
  expect(await lab.pickedBlock(40)).toBe(kept);
  expect(await lab.eventCount()).toBe(start + 7);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  await page.mouse.move(spot.x + 20, spot.y + 20, { steps: 3 });
  const zone = await page.getByTestId('free-zone').boundingBox();
  if (zone === null) throw new Error('no place to free it');
  await page.mouse.move(zone.x + zone.width / 2, zone.y + zone.height / 2, { steps: 5 });
  await expect(page.getByTestId('free-zone')).toHaveClass(/over/);
  await page.screenshot({ path: built('screenshots', 'carried-block.png') });
  await page.mouse.up();
  await lab.untilEvents(start + 8);
  expect(await lab.pickedBlock(40)).toBe(0);
  // What is not selected is no handle: the map moves.
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  await page.mouse.move(spot.x + 30, spot.y + 30, { steps: 3 });
  await expect(page.getByTestId('free-zone')).toBeHidden();
  await page.mouse.up();

  await lab.fill('Length', '1 MiB');
  await page.getByTestId('fill-owner').click();
  await expect(lab.inspector).toContainText('NDIS_STATUS_RESOURCES');
  await lab.idle();
  expect(await lab.eventCount()).toBeGreaterThan(start + 60);
});
