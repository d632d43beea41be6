import { mkdirSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';

async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(built('screenshots'), { recursive: true });
  await page.screenshot({ path: built('screenshots', `${name}.png`) });
}

const openMachine = (page: Page): Promise<void> => page.getByRole('tab', { name: 'Machine' }).click();

const act = (page: Page, owner: number, name: string): Promise<void> =>
  page.getByTestId(`owner-${owner}`).getByRole('button', { name, exact: true }).click();

test('a queue is led through its whole life, state by state', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await openMachine(page);
  await page.getByTestId('machine').getByRole('button', { name: 'queue', exact: true }).click();
  const queue = page.getByTestId('owner-3');
  await expect(queue).toHaveAttribute('data-state', 'Allocated');
  const life = [
    ['Set filter', 'Set'],
    ['Fill and complete', 'Running'],
    ['Receive a packet', 'Running'],
    ['Clear filter', 'Paused'],
    ['Free queue', 'StopDma'],
    ['DMA stopped', 'Freeing'],
    ['Return buffers', 'Freeing'],
    ['Free memory', 'Freeing'],
  ] as const;
  for (const [name, state] of life) {
    await act(page, 3, name);
    await expect(queue).toHaveAttribute('data-state', state);
    if (state === 'Running') await takePicture(page, 'machine');
  }
  for (const size of [
    [1024, 700],
    [1440, 900],
  ] as const) {
    await lab.resize(size[0], size[1]);
    // The panels follow the window a moment later.
    await expect.poll(() => clippedLabels(page)).toEqual([]);
  }
  await act(page, 3, 'Complete the free');
  await expect(queue).toHaveCount(0);
  // Nothing on the way broke a rule.
  await expect(lab.inspector).toContainText('SUCCESS');
  await page.getByRole('button', { name: 'not successful', exact: true }).first().click();
  await expect(page.getByText('Every call before the cursor succeeded.')).toBeVisible();
});

test('breaking the order names the rule', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await openMachine(page);
  const menu = page.getByTestId('owner-1').getByRole('button', { name: 'Everything else for Queue 1' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Free queue' }).click();
  await expect(lab.inspector).toContainText('Q9');
  await menu.click();
  await page.getByRole('menuitem', { name: 'DMA stopped' }).click();
  await expect(lab.inspector).toContainText('UNEXPECTED_DMA_STOPPED');
});

test('a binding that closes with live blocks gives them back by force; two drivers share the callback', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.allocate();
  await openMachine(page);
  const adapter = page.getByRole('button', { name: 'Adapter actions' });
  await adapter.click();
  await page.getByRole('menuitem', { name: 'Close the binding' }).click();
  await expect(lab.inspector).toContainText('BINDING_CLOSED_WITH_BLOCKS');
  await expect(lab.row(1)).toContainText('forced free');
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', '0');
  await adapter.click();
  await page.getByRole('menuitem', { name: 'Open a binding' }).click();
  await adapter.click();
  await page.getByRole('menuitem', { name: 'Two drivers at once' }).click();
  await expect(page.locator('.call-row').filter({ hasText: 'enters the callback' }).first()).toBeVisible();
});

test('an SR-IOV session has VPorts with memory of their own', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByLabel('Adapter mode').selectOption('sriov');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(lab.inspector).toContainText('Nothing is selected');
  await lab.fill('VPortId', '1');
  await lab.allocate();
  await expect(lab.inspector).toContainText('SUCCESS');
  await openMachine(page);
  const vport = page.getByTestId('owner-1');
  await expect(vport).toHaveAttribute('data-state', 'Activated');
  for (const name of ['Clear filter', 'Delete VPort', 'Stop DMA', 'Free memory', 'Complete the deletion']) {
    await act(page, 1, name);
  }
  await expect(vport).toHaveCount(0);
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', '0');
});

test('decorators around the provider stay in sight', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.getByRole('button', { name: 'New session' }).click();
  const layer = page
    .getByRole('textbox', { name: /Around it/ })
    .or(page.getByRole('combobox', { name: /Around it/ }));
  await layer.fill('dance');
  await layer.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Expected one of');
  await layer.fill('break=P2:1');
  await layer.press('Enter');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByTestId('layer-banner')).toContainText('break=P2:1');
  // The card of the provider that serves has it too; NDIS's own has not.
  await expect(page.getByTestId('provider-switch')).toContainText('break=P2:1');
  await expect(page.getByTestId('provider-default')).not.toContainText('break=P2:1');
  await lab.allocate();
  await expect(lab.inspector).toContainText('PROVIDER_PENDING');
  await expect(lab.inspector).toContainText('FAULT_INJECTED');
});
