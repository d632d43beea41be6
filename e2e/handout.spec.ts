import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { openExportedPage, requestsOf } from './exported-page.ts';
import { built, expect, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-handout-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function handout(
  app: ElectronApplication,
  page: Page,
  format: 'html' | 'pdf',
  id: string,
): Promise<Buffer> {
  const path = join(folder, `${id}.${format}`);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  const answer = await page.evaluate((request) => window.lab.exportLesson(request), { format, id });
  expect(answer).toEqual({ ok: true, value: { file: `${id}.${format}` } });
  return readFileSync(path);
}

test('a lesson goes on paper: as a page that needs nothing, and as a PDF of the same', async ({ launch }) => {
  const { app, page } = await launch('--lang=pt');
  const html = (await handout(app, page, 'html', 'broken-contract')).toString('utf8');
  expect(html).toContain('O provedor que quebra o contrato');
  expect(html).not.toMatch(/<script|<img|<link| style="| on[a-z]+="/);

  const { app: viewer, page: paper, said } = await openExportedPage(join(folder, 'broken-contract.html'));
  await paper.setViewportSize({ width: 794, height: 1123 });
  expect(await paper.locator('section figure svg').count()).toBeGreaterThan(12);
  // The style is the one that the page's policy allows.
  const styled = await paper.locator('h1').evaluate((heading) => getComputedStyle(heading).fontSize);
  expect(parseFloat(styled)).toBeGreaterThan(24);
  const widest = await paper.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(794);
  await paper.screenshot({ path: built('screenshots', 'handout-pt.png'), fullPage: true });
  expect(said).toEqual([]);
  expect(await requestsOf(viewer)).toHaveLength(1);
  await viewer.close();

  const pdf = (await handout(app, page, 'pdf', 'broken-contract')).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  // A4 in points.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5);

  const unknown = await page.evaluate(() => window.lab.exportLesson({ format: 'pdf', id: null }));
  expect(unknown).toMatchObject({ ok: false, error: { code: 'no-lesson' } });
});
