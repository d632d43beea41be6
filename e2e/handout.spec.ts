import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { openExportedPage, requestsOf } from './exported-page.ts';
import { built, expect, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-handout-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Saves the handout of the lesson in hand from its menu. */
async function handout(app: ElectronApplication, page: Page, format: 'html' | 'pdf'): Promise<Buffer> {
  const path = join(folder, `handout.${format}`);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  await page.getByTestId('lesson-menu').click();
  await page.getByRole('menuitem', { name: `em ${format.toUpperCase()}` }).click();
  await expect(page.getByText(`Material salvo: handout.${format}`)).toBeVisible();
  return readFileSync(path);
}

test('a lesson goes on paper: as a page that needs nothing, and as a PDF of the same', async ({ launch }) => {
  const { app, page } = await launch('--empty', '--lang', 'pt');
  const refused = await page.evaluate(() => window.lab.exportLesson({ format: 'pdf' }));
  expect(refused).toMatchObject({ ok: false, error: { code: 'no-lesson' } });
  await page.evaluate(() => window.lab.openLesson({ id: 'broken-contract' }));
  const html = (await handout(app, page, 'html')).toString('utf8');
  expect(html).toContain('O provedor que quebra o contrato');
  expect(html).not.toMatch(/<script|<img|<link| style="| on[a-z]+="/);

  const { app: viewer, page: paper, said } = await openExportedPage(join(folder, 'handout.html'));
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

  const pdf = (await handout(app, page, 'pdf')).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  // A4 in points.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5);
});
