import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { expect, test } from './lab-app.ts';
import { smallestText } from './type-size.ts';

const palette = (page: Page) => page.getByTestId('palette');

/** Opens the palette, types, and does what is offered first. */
async function ask(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').fill(typed);
  await expect(palette(page).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
}

test('the palette gives every command and finds events, addresses, handles and queues, by keyboard alone', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '1');
  await lab.allocate();
  const cell = await lab.member('AllocationHandle').innerText();
  const handle = /0x[0-9a-f]+/.exec(cell)?.[0] ?? '';

  await ask(page, 'decode bytes');
  await expect(lab.decoder).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lab.decoder).toBeHidden();

  await ask(page, '2');
  await expect(lab.position).toContainText('3');
  await expect(lab.inspector.getByRole('heading', { level: 2 })).toContainText('2');

  await ask(page, 'to the end');
  await ask(page, handle);
  await expect(page.getByTestId('filter')).toHaveValue(`handle == ${handle}`);
  await expect(page.getByTestId('filter-count')).toHaveAttribute('data-value', '1');
  await ask(page, 'clear the filter');
  await expect(page.getByTestId('filter')).toHaveValue('');

  await ask(page, 'queue 1 alone');
  await expect(page.getByTestId('legend').getByRole('button', { name: 'queue 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await page.keyboard.press('Control+Shift+P');
  await palette(page).getByRole('combobox').fill('zzzz');
  await expect(palette(page)).toContainText('Nothing answers this');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
});

test('settings are kept and take effect at once, and the whole window zooms', async ({ launch }) => {
  const { lab, page, app } = await launch('--empty');
  await lab.fill('QueueId', '1');
  await lab.fill('Length', '64 KiB');
  await lab.allocate();
  const style = (name: string): Promise<string> =>
    page.evaluate((property) => getComputedStyle(document.documentElement).getPropertyValue(property), name);
  const settings = page.getByTestId('settings');
  await page.keyboard.press('Control+,');
  await settings.locator('[name=theme]').selectOption('contrast-dark');
  await expect.poll(() => style('--background')).toBe('#000');
  await settings.locator('[name=theme]').selectOption('contrast-light');
  await expect.poll(() => style('--background')).toBe('#fff');
  await settings.locator('[name=theme]').selectOption('dark');
  await expect.poll(() => style('--background')).toBe('#0d1117');

  await settings.locator('[name=units]').selectOption('bytes');
  await expect(page.getByTestId('used')).toContainText('65,536 B');
  await settings.locator('[name=units]').selectOption('binary');
  await expect(page.getByTestId('used')).toContainText('64 KiB');
  await settings.locator('[name=numbers]').selectOption('hex');
  await expect(lab.member('Length')).toContainText('0x10000');

  await settings.locator('[name=animation]').selectOption('none');
  await settings.locator('[name=notifications]').selectOption('off');
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'none');
  await settings.locator('[name=logMemory]').fill('1');
  await expect(settings).toContainText('Expected a length from 8 MiB to 64 GiB.');
  await settings.locator('[name=logMemory]').fill('64 MiB');
  await settings.locator('[name=logMemory]').press('Enter');
  await settings.locator('[name=language]').selectOption('pt');
  await expect(settings).toContainText('Configurações');
  await settings.locator('[name=language]').selectOption('en');
  await page.keyboard.press('Escape');

  const zoom = (): Promise<number> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0);
  await page.keyboard.press('Control+=');
  await expect.poll(zoom).toBeCloseTo(1.125);
  await page.keyboard.press('Control+-');
  await page.keyboard.press('Control+-');
  await expect.poll(zoom).toBeCloseTo(0.875);
  await page.keyboard.press('Control+0');
  await expect.poll(zoom).toBeCloseTo(1);

  const folder = await app.evaluate(({ app: program }) => program.getPath('userData'));
  const kept = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { preferences: unknown };
  expect(kept.preferences).toMatchObject({
    theme: 'dark',
    numbers: 'hex',
    animation: 'none',
    notifications: 'off',
    logMemoryMiB: 64,
    language: 'en',
    zoom: 1,
  });
});

test('a newcomer is greeted, and is one click away from a moving map', async ({ launch }) => {
  const { lab, page } = await launch();
  const welcome = page.getByTestId('welcome-page');
  await expect(welcome).toContainText('How does a driver get shared memory?');
  await expect(welcome).toContainText('drop a file');
  // It has the focus: a newcomer needs no mouse.
  await expect(welcome.getByTestId('welcome-demonstration')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(welcome).toBeHidden();
  await lab.untilEventsAtLeast(200);
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').fill('welcome');
  await page.keyboard.press('Enter');
  await expect(welcome).toBeVisible();
  await welcome.getByRole('button', { name: '1. Who calls whom' }).click();
  await expect(page.getByTestId('lesson')).toBeVisible();
});

test('keys and menus are those of the commands', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  await page.keyboard.press('?');
  const sheet = page.getByTestId('shortcut-sheet');
  await expect(sheet).toContainText('Undo');
  await expect(sheet.locator('tr').filter({ hasText: 'One event on' })).toContainText('→');
  await page.keyboard.press('Escape');
  const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  expect(labels).toEqual(['&File', '&Edit', '&View', '&Session', '&Time', 'Le&sson', '&Help']);
  const item = (id: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      return found === null || found === undefined
        ? null
        : { enabled: found.enabled, checked: found.checked, keys: found.accelerator };
    }, id);
  expect(await item('undo')).toMatchObject({ enabled: false, keys: 'CmdOrCtrl+Z' });
  await page.getByRole('button', { name: '+ queue' }).click();
  await expect.poll(async () => (await item('undo'))?.enabled).toBe(true);
  expect(await item('theme-dark')).toMatchObject({ checked: true });
});

test('the About box lists what is shipped with its licence', async ({ launch }) => {
  const { page } = await launch('--empty');
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').fill('about');
  await page.keyboard.press('Enter');
  const about = page.getByTestId('about');
  const licences = about.getByTestId('licences');
  for (const name of ['react', 'zod', 'electron', '@fontsource-variable/inter', '@codemirror/view']) {
    await expect(licences.locator('summary').filter({ hasText: name }).first()).toBeVisible();
  }
  await licences.locator('summary').filter({ hasText: /^zod/ }).click();
  await expect(licences).toContainText('MIT License');
  await expect(about).toContainText(/WebGL2|Canvas 2D/);
});

test('panels are put away and come back by key, double click and Enter, and stay so after a reload', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  const providers = page.getByTestId('providers');
  const edge = page.getByRole('separator', { name: 'Width of the left column' });
  await page.keyboard.press('Control+b');
  await expect(providers).toBeHidden();
  await page.keyboard.press('Control+b');
  await expect(providers).toBeVisible();
  await edge.dblclick({ force: true });
  await expect(providers).toBeHidden();
  await edge.focus();
  await page.keyboard.press('Enter');
  await expect(providers).toBeVisible();

  await page.keyboard.press('Control+j');
  await expect(lab.calls).toBeHidden();
  await page.reload();
  await lab.ready();
  await expect(lab.calls).toBeHidden();
  await expect(providers).toBeVisible();
  await ask(page, 'panels back');
  await expect(lab.calls).toBeVisible();
});

test('panels have the width that they were given, in a window of any size and after another view', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.resize(1440, 900);
  const widths = (): Promise<readonly number[]> =>
    page
      .locator('#left, #right, #transport-panel, #calls-panel, #foot')
      .evaluateAll((panels) =>
        panels.map((panel) =>
          Math.round(panel.getBoundingClientRect()[panel.id === 'foot' ? 'height' : 'width']),
        ),
      );
  const edge = page.getByRole('separator', { name: 'Width of the left column' });
  const place = await edge.boundingBox();
  if (place === null) throw new Error('no edge');
  await page.mouse.move(place.x + 2, place.y + 200);
  await page.mouse.down();
  await page.mouse.move(place.x + 30, place.y + 200, { steps: 4 });
  await page.mouse.up();
  const given = await widths();
  expect(given[0]).toBeGreaterThan(290);
  await lab.resize(1024, 700);
  await lab.idle();
  expect(await widths()).toEqual(given);
  const routes = page.getByTestId('routes').getByRole('button');
  await routes.nth(1).click();
  await routes.nth(0).click();
  await expect(lab.calls).toBeVisible();
  const near = async (): Promise<readonly boolean[]> =>
    (await widths()).map((width, index) => Math.abs(width - (given[index] ?? 0)) <= 2);
  expect(await near()).toEqual(given.map(() => true));
  // Presenting zooms the window, and ends with another zoom.
  await page.keyboard.press('F11');
  await expect(page.getByTestId('presenting')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lab.calls).toBeVisible();
  await expect.poll(near).toEqual(given.map(() => true));
  await lab.resize(1440, 900);
  await page.reload();
  await lab.ready();
  expect(await near()).toEqual(given.map(() => true));
});

test('presenting fills the window with large type, lights the selection, shows the keys, and ends with Escape', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--demo', '--theme', 'light');
  await lab.untilEventsAtLeast(600);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await ask(page, 'next call that did not');
  await page.keyboard.press('F11');
  const presenting = page.getByTestId('presenting');
  await expect(presenting).toBeVisible();
  // 22 px on a screen that is 1440 wide, and as large a share of any other.
  expect(await smallestText(app, presenting)).toBeGreaterThanOrEqual(22);
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('key-overlay')).toContainText('←');
  await page.keyboard.press('Escape');
  await expect(presenting).toBeHidden();
  await expect(page.getByTestId('status-bar')).toBeVisible();
});

test('a right click on a value copies it or filters on it', async ({ launch }) => {
  const { lab, page, app } = await launch('--empty');
  await lab.fill('QueueId', '1');
  await lab.allocate();
  const menu = page.getByTestId('value-menu');
  await lab.member('AllocationHandle').locator('td').first().click({ button: 'right' });
  await menu.getByText('Copy').click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^0xffffd4/);
  await lab.member('QueueId').locator('td').first().click({ button: 'right' });
  await menu.getByText('Only events with').click();
  await expect(page.getByTestId('filter')).toHaveValue('queue == 1');
  await lab.row(0).click({ button: 'right' });
  await menu.getByText('Of these').click();
  await expect(page.getByTestId('filter')).toHaveValue('(queue == 1) && status == SUCCESS');
  await expect(page.getByTestId('filter-error')).toBeHidden();
  await page.getByRole('heading', { name: 'NDIS default' }).click({ button: 'right' });
  await expect(menu).toContainText('provider == default');
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
});
