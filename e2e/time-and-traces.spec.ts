import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { built, expect, test } from './lab-app.ts';
import { isNear } from './lab-window.ts';

const SAMPLES = [
  { item: 'Sample: heap of a Perl program', file: 'perl-hash.rep.gz', args: [] },
  { item: 'Sample: Linux page allocator, asking the provider', file: 'page-alloc.ftrace.gz', args: [] },
  {
    item: 'Sample: Linux page allocator, as recorded',
    file: 'page-alloc.ftrace.gz',
    args: ['--as-recorded'],
  },
] as const;

interface CommandLineReport {
  readonly calls: number;
  readonly allocations: number;
  readonly frees: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly usedBytes: number;
}

const commandLine = (file: string, args: readonly string[]): string =>
  execFileSync(
    process.execPath,
    [built('cli', 'cli.mjs'), 'replay', built('samples', file), '--provider', 'switch', '--json', ...args],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );

async function openSample(page: Page, item: string): Promise<void> {
  await page.getByTestId('import').click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByTestId('import-report').waitFor();
}

for (const { item, file, args } of SAMPLES) {
  test(`"${item}" shows the counts that the command line prints`, async ({ launch }) => {
    const { lab, page } = await launch('--empty');
    const expected = JSON.parse(commandLine(file, args)) as CommandLineReport;
    await openSample(page, item);
    await lab.idle();
    const report = page.getByTestId('import-report');
    await expect(report.getByTestId('report-calls')).toHaveAttribute('data-value', String(expected.calls));
    await expect(report).toContainText(expected.allocations.toLocaleString('en'));
    for (const [reason, count] of Object.entries(expected.skipped)) {
      await expect(report.locator(`[data-reason="${reason}"]`)).toHaveAttribute('data-count', String(count));
    }
    await expect(page.getByTestId('used')).toHaveAttribute('data-value', String(expected.usedBytes));
    await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');
  });
}

test('scrubbing to the middle shows exactly the blocks that were live then', async ({ launch }) => {
  const events = join(mkdtempSync(join(tmpdir(), 'lab-csv-')), 'events.csv');
  commandLine('perl-hash.rep.gz', ['--events', events]);
  const rows = readFileSync(events, 'utf8').trim().split('\n').slice(1);
  const { lab, page } = await launch('--empty');
  await openSample(page, 'Sample: heap of a Perl program');
  await lab.idle();
  expect(await lab.eventCount()).toBe(rows.length);

  const timeline = page.getByTestId('timeline');
  const box = await timeline.boundingBox();
  if (box === null) throw new Error('no timeline');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await lab.idle();
  const middle = await lab.eventCount();
  expect(middle).toBeGreaterThan(rows.length * 0.4);
  expect(middle).toBeLessThan(rows.length * 0.6);

  const owners = ownersAfter(rows.slice(0, middle));
  const probes = Array.from({ length: 400 }, (_, index) => index * 41);
  const free = await lab.themeColour('free');
  const colours = await lab.coloursOf(probes);
  let live = 0;
  for (const [index, pageIndex] of probes.entries()) {
    const owner = owners.get(pageIndex) ?? 0;
    if (owner !== 0) live++;
    expect(await lab.pickedBlock(pageIndex), `page ${pageIndex}`).toBe(owner);
    const colour = colours[index];
    expect(colour && isNear(colour, free), `pixel of page ${pageIndex}: ${JSON.stringify(colour)}`).toBe(
      owner === 0,
    );
  }
  expect(live).toBeGreaterThan(50);
});

/** Owner of each page after these rows of the command line's CSV: a replay that shares no code with the program. */
function ownersAfter(rows: readonly string[]): Map<number, number> {
  const owners = new Map<number, number>();
  for (const row of rows) {
    const columns = row.split(',');
    const [op, status, handle, elements] = [columns[2], columns[8], columns[10], columns[16]];
    const makes = op === 'allocate' && status === 'NDIS_STATUS_SUCCESS';
    if (!makes && op !== 'free') continue;
    const block = Number((BigInt(handle ?? '0') - 0xffff_d400_0000_0000n) / 0xc0n);
    for (const element of (elements ?? '').split(';')) {
      const [address = '0', length = '0'] = element.split(':');
      const first = Number((BigInt(address) >> 12n) - 0x10_0000n);
      for (let page = first; page < first + Math.ceil(Number(length) / 4096); page++)
        owners.set(page, makes ? block : 0);
    }
  }
  return owners;
}

test('the keyboard moves through time, and to calls that did not succeed', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '0');
  await lab.allocate();
  await lab.fill('Length', '0');
  await lab.allocate();
  await lab.fill('Length', '4096');
  await lab.allocate();
  const end = await lab.eventCount();
  await lab.map.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(lab.position).toHaveText(`Event ${end - 1}`);
  await page.keyboard.press('Home');
  await expect(lab.position).toHaveText('Event 0');
  expect(await lab.pickedBlock(0)).toBe(0);
  await page.keyboard.press('n');
  await expect(lab.position).toHaveText(`Event ${end - 1}`);
  await expect(lab.inspector).toContainText('NDIS_STATUS_INVALID_PARAMETER');
  expect(await lab.pickedBlock(0)).toBe(1);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('End');
  await expect(lab.position).toHaveText(`Event ${end}`);
});

test('Space plays the recording from its start', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await openSample(page, 'Sample: heap of a Perl program');
  await lab.idle();
  const end = await lab.eventCount();
  await page.getByLabel('Speed of playback').selectOption('0');
  await lab.map.focus();
  await page.keyboard.press('Space');
  await expect(lab.position).toHaveText(`Event ${end.toLocaleString('en')}`);
  await page.getByLabel('Speed of playback').selectOption('4');
  await page.getByLabel('Speed of playback').blur();
  await page.keyboard.press('Space');
  await expect.poll(() => lab.eventCount()).toBeGreaterThan(20);
  await page.keyboard.press('Space');
  const stopped = await lab.eventCount();
  expect(stopped).toBeLessThan(end);
});

test('a broken trace is named with its line, and what was read before it is shown', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-bad-'));
  const bad = join(folder, 'bad.rep');
  writeFileSync(bad, '0\n2\n3\n1\na 0 4096\na x 12\nf 0\n');
  const { lab, page, app } = await launch('--empty');
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, bad);
  await page.getByTestId('import').click();
  await page.getByRole('menuitem', { name: 'Open trace…' }).click();
  await expect(lab.notices).toContainText('line 6, column 3');
  await expect(lab.notices).toContainText('"a ID BYTES" with whole numbers');
  await expect(page.getByTestId('report-calls')).toHaveAttribute('data-value', '1');
  await lab.idle();
  // A file of which nothing can be read leaves that as it is.
  const before = await lab.eventCount();
  writeFileSync(bad, 'neither a trace\nnor a session\n');
  await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
  await expect(lab.notices).toContainText('line 1: found "neither a trace"');
  expect(await lab.eventCount()).toBe(before);
});

test('a file given at the start is replayed', async ({ launch }) => {
  const { lab, page } = await launch(built('samples', 'perl-hash.rep.gz'));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  await expect(page.getByTestId('import-report')).toContainText('perl-hash.rep.gz');
});

test('playback repeats a range, which is kept with a name and brought back', async ({ launch }) => {
  const { lab, page } = await launch('--demo');
  await page.getByLabel('Engine pace').selectOption('0');
  await lab.idle();
  const timeline = page.getByTestId('timeline');
  const box = await timeline.boundingBox();
  if (box === null) throw new Error('no timeline');
  const y = box.y + box.height / 2;
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.53, y, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const numbers = (await page.getByTestId('loop').locator('.mono').allInnerTexts()).map((text) =>
    Number(text.replace(/\D/g, '')),
  );
  const [from = 0, to = 0] = numbers;
  expect(to).toBeGreaterThan(from);
  await lab.map.focus();
  await page.getByLabel('Speed of playback').selectOption('64');
  await lab.map.focus();
  await page.keyboard.press('Space');
  const seen = new Set<number>();
  let wrapped = false;
  for (let look = 0, last = 0; look < 200 && !wrapped; look++) {
    const at = await lab.eventCount();
    seen.add(at);
    wrapped = seen.size > 1 && at < last;
    last = at;
    await page.waitForTimeout(20);
  }
  expect(wrapped).toBe(true);
  await page.keyboard.press('Space');
  const stopped = await lab.eventCount();
  expect(stopped).toBeGreaterThanOrEqual(from);
  expect(stopped).toBeLessThanOrEqual(to);
  await page.screenshot({ path: built('screenshots', 'loop.png') });

  await page.getByRole('button', { name: 'Keep the range with the bookmarks' }).click();
  await page.getByRole('button', { name: 'Repeat nothing' }).click();
  await page.getByTestId('show-bookmarks').click();
  const entry = page.getByTestId('bookmark-list').getByRole('listitem');
  await expect(entry).toHaveCount(1);
  await entry.getByRole('textbox').fill('the rush');
  await page.screenshot({ path: built('screenshots', 'ranges.png') });
  await entry.getByRole('button').first().click();
  await expect(page.getByTestId('loop').locator('.mono').first()).toContainText(/\d/);
  await lab.map.focus();
  await page.keyboard.press('End');
  await page.keyboard.press(']');
  await expect(page.getByTestId('loop').locator('.mono').last()).not.toContainText('…');
});
