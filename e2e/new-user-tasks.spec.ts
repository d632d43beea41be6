import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { type LabWindow } from './lab-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-tasks-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Somebody who does a task, and has each press of a button or a key counted; a text that is typed counts as one key. */
class Person {
  clicks = 0;
  keys = 0;

  constructor(
    private readonly page: Page,
    private readonly lab: LabWindow,
  ) {}

  /** Presses what sets something going that is not waited for. */
  async start(what: Locator): Promise<void> {
    this.clicks++;
    await what.click();
  }

  async click(what: Locator): Promise<void> {
    await this.start(what);
    await this.lab.idle();
  }

  /** A drag is one press; a key that is held meanwhile is one too. */
  async drag(from: Spot, to: Spot, held?: string): Promise<void> {
    this.clicks++;
    if (held !== undefined) {
      this.keys++;
      await this.page.keyboard.down(held);
    }
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await this.page.mouse.move(to.x, to.y, { steps: 3 });
    await this.page.mouse.up();
    if (held !== undefined) await this.page.keyboard.up(held);
    await this.lab.idle();
  }

  async press(key: string): Promise<void> {
    this.keys++;
    await this.page.keyboard.press(key);
    await this.lab.idle();
  }

  async type(text: string): Promise<void> {
    this.keys++;
    await this.page.keyboard.insertText(text);
  }

  async choose(what: Locator, value: string): Promise<void> {
    this.clicks++;
    await what.selectOption(value);
  }
}

async function chooseSaved(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** Does a task and holds it to what it may take. */
async function task(
  page: Page,
  lab: LabWindow,
  name: string,
  most: { readonly clicks: number; readonly keys: number },
  does: (person: Person) => Promise<void>,
): Promise<void> {
  await test.step(name, async () => {
    const person = new Person(page, lab);
    await does(person);
    expect({ clicks: person.clicks, keys: person.keys }, name).toEqual(most);
  });
}

test('what a new user wants in a session that has run takes few presses', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 60 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.idle();
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name }).first();

  await task(page, lab, 'find the call that failed first', { clicks: 2, keys: 0 }, async (person) => {
    await person.click(button(/^To the start/));
    await person.click(button('not successful ▸'));
    await expect(lab.inspector).toContainText('NDIS_STATUS_RESOURCES');
    const found = await lab.eventCount();
    await page.keyboard.press('p');
    await lab.idle();
    expect(await lab.eventCount()).toBe(found);
  });

  await task(page, lab, 'export the failed calls as CSV', { clicks: 3, keys: 0 }, async (person) => {
    await chooseSaved(app, join(folder, 'failed.csv'));
    await person.click(button(/^To the end/));
    await person.click(page.getByTestId('calls-notable'));
    await person.click(page.getByTestId('export-listed'));
    await expect(page.getByTestId('notices')).toContainText('Exported');
    const [head = '', ...rows] = readFileSync(join(folder, 'failed.csv'), 'utf8').trimEnd().split('\n');
    const column = head.split(',').indexOf('status');
    expect(rows.length).toBeGreaterThanOrEqual(204);
    expect(rows.filter((row) => row.split(',')[column] === 'NDIS_STATUS_RESOURCES')).toHaveLength(204);
  });
  await page.getByTestId('calls-all').click();

  await task(page, lab, 'find which provider refused most', { clicks: 1, keys: 0 }, async (person) => {
    const cells = page.getByTestId('status-matrix').locator('tbody [data-status="2"] button');
    const refused = (await cells.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
    expect(refused).toEqual([0, 204]);
    await person.click(cells.nth(1));
    await expect(page.getByTestId('filter')).toHaveValue('provider == switch && status == RESOURCES');
    await expect(lab.calls.getByRole('grid')).toHaveAttribute('aria-rowcount', '204');
  });

  await task(page, lab, 'compare two moments', { clicks: 2, keys: 1 }, async (person) => {
    const box = await page.getByTestId('timeline').boundingBox();
    if (box === null) throw new Error('no timeline');
    const y = box.y + box.height / 2;
    await person.drag({ x: box.x + box.width * 0.3, y }, { x: box.x + box.width * 0.7, y }, 'Shift');
    await person.click(page.getByTestId('compare-range'));
    await expect(page.getByTestId('compare-onlyB')).toContainText(/[1-9]/);
  });

  await task(page, lab, 'export the picture', { clicks: 2, keys: 0 }, async (person) => {
    await chooseSaved(app, join(folder, 'compared.png'));
    await person.click(page.getByTestId('pictures'));
    await person.click(page.getByTestId('picture-compare-png'));
    await expect(page.getByTestId('notices')).toContainText('Saved compared.png.');
  });

  await page.getByTestId('routes').getByRole('button', { name: 'Explore' }).click();
  // The keys that change a text belong to the field, whatever they do elsewhere.
  await page.getByTestId('filter').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter')).toHaveValue('');
  await lab.idle();
  await task(page, lab, 'find who owns a page', { clicks: 0, keys: 0 }, async () => {
    const { x, y, width, height } = await lab.placeOf(10);
    await page.mouse.move(x + width / 2, y + height / 2);
    await expect(page.getByTestId('map-tooltip')).toContainText(/queue \d/);
  });

  await button(/^To the end/).click();
  await lab.idle();
  await task(page, lab, 'free the block at an address', { clicks: 1, keys: 3 }, async (person) => {
    const block = await lab.pickedBlock(10);
    await person.click(page.getByTestId('search'));
    await person.type('0x10000a000');
    await person.press('Enter');
    expect(block).toBeGreaterThan(0);
    await expect(page.getByTestId('free-target')).toContainText(String(block));
    await person.press('Delete');
    await expect(lab.row(0)).toContainText(`free #${block}`);
  });

  await task(page, lab, 'present it in Portuguese', { clicks: 3, keys: 1 }, async (person) => {
    await person.click(page.getByTestId('shell-settings'));
    await person.choose(page.locator('.settings [name=language]'), 'pt');
    await person.press('Escape');
    await person.click(page.getByTestId('shell-present'));
    await expect(page.getByTestId('presenting')).toBeVisible();
    await expect(page.getByTestId('presenting')).toContainText('fila');
  });
});

test('what a new user wants of a call that failed, and of a queue that leaks, takes few presses', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.idle();
  await lab.fill('QueueId', '0');
  for (const [length, node] of [
    ['12 MiB', '0'],
    ['4 MiB', '0'],
    ['16 MiB', '0'],
    ['32 MiB', '1'],
  ] as const) {
    await lab.fill('Length', length);
    await lab.fill('PreferredNode', node);
    await lab.allocate();
  }
  for (const firstPage of [0, 16 * 256]) {
    const place = await lab.placeOf(firstPage + 20);
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    await lab.free();
  }
  await lab.fill('Length', '20 MiB');
  await lab.fill('PreferredNode', 'any');
  await lab.allocate();
  await page.keyboard.press('Escape');
  await lab.map.focus();
  await page.keyboard.press('Escape');

  await task(page, lab, 'see what blocked a contiguous request', { clicks: 1, keys: 0 }, async (person) => {
    await person.click(lab.row(0));
    await expect(page.getByTestId('in-the-way')).toContainText('16 MiB free and 4 MiB in use by one block');
  });

  await task(page, lab, 'retry it so that it works', { clicks: 1, keys: 0 }, async (person) => {
    await person.click(page.getByTestId('would-work').locator('.alternative').first());
    await expect(lab.inspector).toContainText('NDIS_STATUS_SUCCESS');
  });

  await lab.fill('QueueId', '1');
  await lab.fill('Length', '64 KiB');
  await task(page, lab, 'show the leak after a queue is freed', { clicks: 6, keys: 0 }, async (person) => {
    const used = page.getByTestId('used');
    await person.click(lab.form.getByRole('button', { name: 'NdisAllocateSharedMemory' }));
    const before = await used.getAttribute('data-value');
    await person.click(page.getByRole('tab', { name: 'Machine' }));
    for (const name of ['Clear filter', 'Free queue', 'DMA stopped', 'Complete the free'])
      await person.click(page.getByTestId('owner-1').getByRole('button', { name, exact: true }));
    await expect(lab.inspector).toContainText('BLOCK');
    expect(await used.getAttribute('data-value')).toBe(before);
    await page.screenshot({ path: built('screenshots', 'leak.png') });
  });

  await task(page, lab, 'find which policy would have fitted', { clicks: 0, keys: 3 }, async (person) => {
    await person.press('Control+k');
    await person.type('which placement policy');
    await person.press('Enter');
    await expect(page.getByTestId('policy-tlsf')).toBeInViewport({ timeout: 20_000 });
  });
  await page.getByRole('button', { name: 'Figures' }).click();

  await page.getByRole('tab', { name: 'Allocate' }).click();
  await lab.fill('QueueId', '2');
  await task(page, lab, 'make the provider fail every third call', { clicks: 6, keys: 1 }, async (person) => {
    await person.click(page.getByTestId('change-provider-button'));
    await person.choose(page.locator('[name=layerKind]'), 'fail-nth=10:FAILURE');
    await person.type('3');
    await person.click(page.getByRole('button', { name: 'Register it' }));
    for (let call = 0; call < 3; call++)
      await person.click(lab.form.getByRole('button', { name: 'NdisAllocateSharedMemory' }));
    await expect(lab.inspector).toContainText('NDIS_STATUS_FAILURE');
    await expect(page.getByTestId('layer-banner')).toContainText('fail-nth=3:FAILURE');
  });

  await task(
    page,
    lab,
    'find the leaks of a provider that is a script',
    { clicks: 5, keys: 2 },
    async (person) => {
      await lab.map.focus();
      await person.press('e');
      await person.click(page.getByTestId('script-examples'));
      await person.click(page.getByRole('menuitem', { name: 'Leaks on free' }));
      await person.click(page.getByRole('button', { name: 'Run the demonstration with it' }));
      await person.press('Escape');
      await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
      await person.click(page.getByTestId('highest-severity'));
      const leak = page.getByTestId('expert').locator('[data-finding*=FREE_MISMATCH]');
      await person.click(leak.getByRole('button').nth(1));
      await expect(lab.inspector).toContainText('The provider keeps');
    },
  );
});
