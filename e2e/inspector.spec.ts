import { type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { type Colour, isNear, type LabWindow } from './lab-window.ts';

const MIB_PAGES = 256;

/** The colour of a page that is lit: the accent as a veil over what is there. */
async function lit(lab: LabWindow, category: string): Promise<Colour> {
  const [own, taught] = [await lab.themeColour(category), await lab.themeColour('taught')];
  const mixed = (part: keyof Colour): number => Math.round(own[part] * 0.6 + taught[part] * 0.4);
  return { red: mixed('red'), green: mixed('green'), blue: mixed('blue') };
}

const offers = (page: Page) => page.getByTestId('would-work').locator('.alternative');

test('a refused request names what was in the way, lights it on the map, and offers what works', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.fill('QueueId', '0');
  const allocate = async (length: string, node: string): Promise<void> => {
    await lab.fill('Length', length);
    await lab.fill('PreferredNode', node);
    await lab.allocate();
  };
  await allocate('12 MiB', '0');
  await allocate('4 MiB', '0');
  await allocate('16 MiB', '0');
  await allocate('32 MiB', '1');
  for (const firstPage of [0, 16 * MIB_PAGES]) {
    const place = await lab.placeOf(firstPage + 20);
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    await lab.free();
  }
  const middle = 14 * MIB_PAGES + 40;
  const [before] = await lab.coloursOf([middle]);
  expect(isNear(before!, await lab.themeColour('category-8'))).toBe(true);

  await allocate('20 MiB', 'any');
  await expect(lab.inspector).toContainText('NDIS_STATUS_RESOURCES');
  const way = page.getByTestId('in-the-way');
  await expect(way).toContainText('16 MiB free and 4 MiB in use by one block');
  await expect(way.locator('[data-block]')).toHaveText('#2 · queue 0 (default)');
  await page.mouse.move(5, 5);
  await lab.idle();
  const [after, elsewhere] = await lab.coloursOf([middle, 40 * MIB_PAGES]);
  expect(isNear(after!, await lit(lab, 'category-8'))).toBe(true);
  expect(isNear(elsewhere!, await lab.themeColour('category-8'))).toBe(true);

  const largest = offers(page).filter({ hasText: 'The longest that fits' });
  await expect(largest).toContainText('16 MiB');
  await expect(largest).toContainText('node 0');
  await page.screenshot({ path: built('screenshots', 'would-work.png') });
  const events = await lab.eventCount();
  await largest.click();
  await lab.untilEvents(events + 1);
  await expect(lab.inspector).toContainText('NDIS_STATUS_SUCCESS');
  await expect(lab.member('Length')).toContainText('16,777,216');
  expect(await lab.pickedBlock(20 * MIB_PAGES)).toBe(5);

  // The block's neighbours: the one that was in the way, and the node's end.
  const neighbours = page.getByTestId('neighbours');
  await expect(neighbours.locator('[data-neighbour="2"]')).toContainText('#2');
  await expect(neighbours).toContainText('end of the node');
  await neighbours.getByRole('button', { name: /^#2/ }).press('Enter');
  await expect(lab.member('Length')).toContainText('4,194,304');
  await page.getByTestId('neighbours').getByRole('button', { name: 'free' }).click();
  // The free run is lit where it lies, and nothing else is.
  expect(await lab.pickedBlock(6 * MIB_PAGES)).toBe(0);
  await page.mouse.move(5, 5);
  await lab.idle();
  const [free, used] = await lab.coloursOf([6 * MIB_PAGES + 20, 40 * MIB_PAGES]);
  expect(isNear(free!, await lit(lab, 'free'))).toBe(true);
  expect(isNear(used!, await lab.themeColour('category-8'))).toBe(true);
});

test('a request that broke rules is repaired with one press, earlier calls in a branch', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.fill('Length', '0');
  await lab.field('IRQL').locator('select').selectOption('2');
  await lab.allocate();
  await expect(offers(page)).toHaveCount(1);
  await expect(offers(page)).toContainText('Length = 4,096');
  await expect(offers(page)).toContainText('IRQL = PASSIVE_LEVEL');
  const refused = await lab.eventCount();
  await lab.fill('Length', '64 KiB');
  await lab.field('IRQL').locator('select').selectOption('0');
  await lab.allocate();
  await lab.free();
  await lab.free();

  // The history has the call that made the block, its end, and the mistake after it.
  const history = page.getByTestId('block-history').locator('.history-row');
  await expect(history).toHaveCount(3);
  await expect(history.nth(2)).toContainText('DOUBLE_FREE');
  await history.nth(1).press('Enter');
  expect(await lab.eventCount()).toBe(refused + 2);
  await history.nth(0).click();
  await expect(lab.member('Header.Size')).toContainText('68 ✓');
  await expect(lab.member('PreferredNode')).toContainText(/MM_ANY_NODE_OK in\s*node \d out/);
  await page.screenshot({ path: built('screenshots', 'inspector-history.png') });

  await lab.calls.locator(`[data-seq="${refused - 1}"]`).click();
  await expect(offers(page)).toHaveCount(1);
  await offers(page).press('Enter');
  await expect(page.getByTestId('branches')).toContainText('branch 2');
  await lab.idle();
  await expect(lab.inspector).toContainText('NDIS_STATUS_SUCCESS');
  expect(await lab.eventCount()).toBe(refused);
});

test('what a recording shows cannot be tried again, and it says so', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.openSample({ sample: 'ftrace', asRecorded: true }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  await page.getByTestId('filter').fill('op == recordedAllocate');
  await lab.row(0).click();
  await expect(page.getByTestId('would-work')).toContainText('No provider was asked');
});
