import { built, expect, test } from './lab-app.ts';

test('a press on the table of providers and statuses lists the calls', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.fill('QueueId', '0');
  await lab.fill('Length', '40 MiB');
  await lab.allocate();
  const cell = page.getByTestId('status-matrix').locator('[data-provider=default] [data-status="2"] button');
  await expect(cell).toHaveText('1');
  await cell.press('Enter');
  await expect(page.getByTestId('filter')).toHaveValue('provider == default && status == RESOURCES');
  await expect(lab.calls.getByRole('grid')).toHaveAttribute('aria-rowcount', '1');

  await page.getByTestId('change-provider-button').click();
  const form = page.getByTestId('change-provider');
  for (const layer of ['quota=4MiB', 'latency=200']) {
    await form.locator('input[name=layer]').fill(layer);
    await page.keyboard.press('Enter');
  }
  await form.getByRole('button', { name: 'Move inwards: latency=200' }).click();
  await form.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByTestId('layer-banner').locator('.layer')).toHaveText([
    'latency=200',
    'quota=4194304',
  ]);
  await lab.map.focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('layer-banner')).toBeHidden();
});

test('a provider is closed from its card by keyboard, brought back by undo, and opened again', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.allocate();
  const blockOnMap = (): Promise<number> =>
    page.evaluate(() => {
      for (let index = 0; index < 16_384; index++) {
        const place = window.labProbe?.pageRect(index) ?? null;
        if (place === null) continue;
        const block = window.labProbe?.blockAt(place.x + place.width / 2, place.y + place.height / 2) ?? 0;
        if (block > 0) return block;
      }
      return 0;
    });
  expect(await blockOnMap()).toBe(1);
  const card = page.getByTestId('provider-switch');
  const role = card.locator('[data-role]');
  await expect(role).toHaveAttribute('data-role', 'bound');
  const menu = card.getByRole('button', { name: 'What can be done about Extensible switch' });
  const choose = async (key: 'Enter' | 'Space', name: string): Promise<void> => {
    await menu.focus();
    await page.keyboard.press(key);
    await expect(page.getByRole('menuitem', { name })).toBeVisible();
    await page.keyboard.press('Home');
    while (!(await page.getByRole('menuitem', { name }).evaluate((item) => item === document.activeElement)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  };
  await choose('Enter', 'Close its binding');
  await expect(lab.inspector).toContainText('BINDING_CLOSED_WITH_BLOCKS');
  await expect(role).toHaveAttribute('data-role', 'unbound');
  await expect(page.getByTestId('used')).toHaveAttribute('data-value', '0');
  expect(await blockOnMap()).toBe(0);
  await page.screenshot({ path: built('screenshots', 'provider-closed.png') });

  await expect(page.getByRole('button', { name: 'Undo: the closing of a provider' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(role).toHaveAttribute('data-role', 'bound');
  await lab.idle();
  expect(await blockOnMap()).toBe(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(role).toHaveAttribute('data-role', 'unbound');

  await choose('Space', 'Open a binding again');
  await expect(role).toHaveAttribute('data-role', 'bound');
  await lab.form.getByRole('button', { name: '+ queue' }).click();
  await lab.allocate();
  await expect(lab.inspector).toContainText('SUCCESS');
  // NDIS itself cannot be closed; its calls can be listed.
  await page
    .getByTestId('provider-default')
    .getByRole('button', { name: /What can be done/ })
    .click();
  await expect(page.getByRole('menuitem')).toHaveText(['List its calls']);
  await page.getByRole('menuitem').click();
  await expect(page.getByTestId('filter')).toHaveValue('provider == default');
});
