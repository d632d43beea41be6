import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, ROOT, test } from './lab-app.ts';

/** Takes the window's picture; with LAB_PICTURES the one that the README shows is taken anew. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(built('screenshots'), { recursive: true });
  const path = built('screenshots', `${name}.png`);
  await page.screenshot({ path });
  if (process.env.LAB_PICTURES !== undefined && name === 'broken-structure')
    copyFileSync(path, join(ROOT, 'e2e', 'pictures', `${name}.png`));
}

test('a broken structure is marked member by member, and its sequence is walked arrow by arrow', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await page.getByRole('button', { name: 'More fields' }).click();
  await lab.fill('Header.Size', '60');
  await lab.allocate();
  await expect(lab.member('Header.Size')).toContainText('A9');
  const sequence = lab.inspector.getByTestId('sequence');
  await expect(sequence).toHaveAttribute('data-step', 'all');
  await expect(sequence).toContainText('3 steps');
  // A refused request never reaches the provider.
  await expect(sequence.getByRole('img')).not.toHaveAttribute('aria-label', /NetAllocate/);
  await page.keyboard.press('Escape');
  await lab.row(0).click();
  await page.keyboard.press('k');
  await expect(sequence).toHaveAttribute('data-step', '1');
  await expect(sequence).toContainText('Driver calls NdisAllocateSharedMemory of NDIS.');
  await page.keyboard.press('k');
  await expect(sequence).toContainText('rule A9');
  await picture(page, 'broken-structure');
  await page.keyboard.press('k');
  await expect(sequence).toContainText('NDIS returns NDIS_STATUS_INVALID_PARAMETER');
  await expect(sequence.getByRole('button', { name: 'Next step' })).toBeDisabled();
  // With the focus inside, the arrow keys walk and leave the timeline alone.
  const cursor = await lab.eventCount();
  await sequence.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(sequence).toHaveAttribute('data-step', '2');
  expect(await lab.eventCount()).toBe(cursor);
  await sequence.getByRole('button', { name: 'Show the whole sequence' }).click();
  await expect(sequence).toHaveAttribute('data-step', 'all');
});

test('a success goes to the provider and back; a call above PASSIVE_LEVEL stops', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.allocate();
  const sequence = lab.inspector.getByTestId('sequence');
  await expect(sequence).toContainText('6 steps');
  for (let step = 0; step < 4; step++) await page.keyboard.press('k');
  await expect(sequence).toContainText('Provider returns NDIS_STATUS_SUCCESS from NetAllocateSharedMemory.');
  await picture(page, 'sequence-walk');
  await page.getByLabel('IRQL').selectOption('2');
  await lab.allocate();
  await expect(sequence.getByRole('img')).toHaveAttribute('aria-label', /NDIS → NDIS/);
  await expect(lab.inspector).toContainText('IRQL_VIOLATION');
  // The Lab goes on.
  await page.getByLabel('IRQL').selectOption('0');
  await lab.allocate();
  await expect(lab.inspector).toContainText('SUCCESS');
});

test("the debugger's view shows queues and memory at the cursor, and dt of the selected block", async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('Length', '64 KiB');
  await lab.allocate();
  await page.getByRole('button', { name: "Debugger's view" }).click();
  const view = page.getByTestId('debugger');
  await expect(view).toContainText('SIMULATED');
  await expect(view).toContainText('RECEIVE QUEUE 1');
  await expect(view).toContainText('dt ndis!_NDIS_SHARED_MEMORY_BLOCK');
  await expect(view).toContainText('0x10000');
  await picture(page, 'debugger');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect(view).not.toContainText('RECEIVE QUEUE 1');
  expect(await clippedLabels(page)).toEqual([]);
});
