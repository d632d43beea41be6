import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { Ajv, type ValidateFunction } from 'ajv';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { built, expect, ROOT, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-exports-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The schema of a form, as it is shipped. */
function shippedSchema(name: string): ValidateFunction {
  const text = readFileSync(join(ROOT, 'core', 'exports', `${name}.schema.json`), 'utf8');
  return new Ajv().compile(JSON.parse(text) as object);
}

async function exportAs(app: ElectronApplication, page: Page, format: string, path: string): Promise<void> {
  // One leaves at a time, and the window hears of the end of the one before a moment after its file is there.
  await expect(page.getByTestId('export-progress')).toBeHidden();
  await app.evaluate(
    ({ dialog, Menu }, { id, chosen }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
    },
    { id: `export-${format}`, chosen: path },
  );
  // The list of all calls of a long session takes a busy machine a while.
  await expect.poll(() => existsSync(path), { timeout: 40_000 }).toBe(true);
}

test('the session leaves in five forms, which others can read, and comes back from two', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--demo');
  await page.getByLabel('Engine pace').selectOption('0');
  await lab.idle();
  const events = await lab.eventCount();
  const path = (extension: string): string => join(folder, `session.${extension}`);

  await exportAs(app, page, 'csv', path('csv'));
  await expect(lab.notices).toContainText('Exported');
  const rows: Record<string, string>[] = parse(readFileSync(path('csv')), { columns: true });
  expect(rows.length).toBe(events);
  await exportAs(app, page, 'jsonl', path('jsonl'));
  const lines = readFileSync(path('jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBe(events + 1);
  expect(JSON.parse(lines[events] ?? '')).toMatchObject({ seq: events - 1, op: rows[events - 1]?.op });
  const isLine = shippedSchema('json-lines');
  expect(lines.filter((line) => !isLine(JSON.parse(line)))).toEqual([]);
  await exportAs(app, page, 'arrow', path('arrows'));
  expect(tableFromIPC(readFileSync(path('arrows'))).numRows).toBe(events);
  await exportAs(app, page, 'perfetto', path('json'));
  const trace = JSON.parse(readFileSync(path('json'), 'utf8')) as { traceEvents: unknown[] };
  expect(trace.traceEvents.length).toBeGreaterThan(events);
  expect(shippedSchema('trace-events')(trace)).toBe(true);
  await exportAs(app, page, 'html', path('html'));
  expect(readFileSync(path('html'), 'utf8')).toContain('replay-session');

  const used = await page.getByTestId('used').getAttribute('data-value');
  for (const extension of ['jsonl', 'csv']) {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path(extension));
    await page.evaluate(() => window.lab.startDemonstration({ seed: 9, script: null, machines: 1 }));
    await lab.idle();
    await page.evaluate(() => window.lab.openTrace({ asRecorded: false }));
    await page.getByTestId('recording').waitFor();
    await lab.idle();
    expect(await lab.eventCount()).toBe(events);
    await expect(page.getByTestId('used')).toHaveAttribute('data-value', used ?? '');
  }
});

test('a long export shows how far it is, and leaves nothing when it is cancelled', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await page.evaluate(() => window.lab.startDemonstration({ seed: 1, script: null, machines: 3000 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  await lab.idle();
  const path = join(folder, 'cancelled.jsonl');
  await app.evaluate(({ dialog, Menu }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    Menu.getApplicationMenu()?.getMenuItemById('export-jsonl')?.click();
  }, path);
  const progress = page.getByTestId('export-progress');
  await expect(progress).toBeVisible();
  await page.screenshot({ path: built('screenshots', 'export-progress.png') });
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toBeHidden();
  expect(existsSync(path)).toBe(false);
  await expect(lab.notices).not.toContainText('Exported');
});
