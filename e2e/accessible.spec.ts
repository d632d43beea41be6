import AxeBuilder from '@axe-core/playwright';
import { type ElectronApplication, type Page } from '@playwright/test';
import { expect, test } from './lab-app.ts';
import { goOn, openLesson, predictAndSee } from './lesson-window.ts';

/** Findings that keep somebody from using the window. */
const GRAVE = new Set(['serious', 'critical']);

async function findings(page: Page, where: string): Promise<readonly string[]> {
  // Electron opens no second page for axe to finish in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${where}: ${id} ${target.join(' ')} ${failureSummary ?? ''}`,
      ),
    );
}

const choose = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);

const VIEWS = ['show-table', 'show-figures', 'show-debugger', 'show-map'] as const;
const DIALOGS = [
  'palette',
  'settings',
  'shortcuts',
  'about',
  'welcome',
  'newSession',
  'changeProvider',
  'decode',
  'script',
  'bookmarks',
] as const;
const LOOKS = [
  { theme: 'theme-dark', language: 'language-en' },
  { theme: 'theme-light', language: 'language-pt' },
  { theme: 'theme-contrast-dark', language: 'language-en' },
  { theme: 'theme-contrast-light', language: 'language-pt' },
] as const;

test('axe finds nothing serious in any view, dialog or theme', async ({ launch }) => {
  test.setTimeout(300_000);
  const { app, lab, page } = await launch('--demo');
  await lab.untilEventsAtLeast(800);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await page.keyboard.press('m');
  // A status on the tint of a selected row is the hardest to read.
  const filter = page.getByTestId('filter');
  await filter.fill('op == allocate && status == SUCCESS');
  await filter.press('Enter');
  await page.locator('.call-row', { hasText: 'SUCCESS' }).first().click();
  const found: string[] = [];
  for (const { theme, language } of LOOKS) {
    await choose(app, language);
    await choose(app, theme);
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'language-pt' ? /^pt/ : 'en');
    await lab.idle();
    found.push(...(await findings(page, `${theme} explore`)));
    await choose(app, 'route-learn');
    await page.getByTestId('lesson-list').waitFor();
    found.push(...(await findings(page, `${theme} learn`)));
    await choose(app, 'route-compare');
    await page.getByTestId('compare').waitFor();
    found.push(...(await findings(page, `${theme} compare`)));
    await choose(app, 'route-report');
    await page.getByTestId('report-memory').waitFor();
    found.push(...(await findings(page, `${theme} report`)));
    await choose(app, 'route-explore');
  }
  for (const view of VIEWS) {
    await choose(app, view);
    await lab.idle();
    found.push(...(await findings(page, view)));
  }
  for (const dialog of DIALOGS) {
    await choose(app, dialog);
    await page.getByRole('dialog').waitFor();
    found.push(...(await findings(page, dialog)));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await choose(app, 'present');
  await page.getByTestId('presenting').waitFor();
  found.push(...(await findings(page, 'presenting')));
  await page.keyboard.press('Escape');
  expect(found).toEqual([]);
});

const READING_ORDER = [
  '.top-bar',
  '.providers',
  '.allocate',
  '.map-panel',
  '.inspector',
  '.transport',
  '.timeline',
  '.calls',
];

test('the keyboard reaches everything in reading order, and always shows where it is', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '1');
  await lab.allocate();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const seen: { readonly area: string; readonly ring: boolean; readonly name: string }[] = [];
  for (let tab = 0; tab < 120; tab++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((areas) => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      // The map's canvases would hide an outline: it has a frame above them.
      const rings = [getComputedStyle(element), getComputedStyle(element, '::after')];
      const ringed = rings.some(
        ({ outlineStyle, outlineWidth, borderTopStyle, borderTopWidth }, place) =>
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) ||
          (place === 1 && borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) >= 2),
      );
      const box = element.getBoundingClientRect();
      return {
        area: areas.find((area) => element.closest(area) !== null) ?? element.getAttribute('role') ?? '',
        ring: ringed && box.width > 0 && box.height > 0,
        name: element.getAttribute('aria-label') ?? element.textContent,
      };
    }, READING_ORDER);
    if (at === null) break;
    seen.push(at);
  }
  expect(seen.filter(({ ring }) => !ring)).toEqual([]);
  const order = seen
    .map(({ area }) => area)
    .filter((area, index, all) => area.startsWith('.') && area !== all[index - 1]);
  // The first Tab went on from where the focus had been; the order is a ring.
  const first = order.indexOf('.top-bar');
  expect([...new Set([...order.slice(first), ...order.slice(0, first)])]).toEqual(READING_ORDER);
});

/** An arrow that is shown again is the newest one for 800 ms. */
const LONGER_THAN_AN_ARROW_MS = 1000;

test('nothing moves where no motion is wanted', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'none');
  await choose(app, 'settings');
  await page.getByTestId('settings').locator('[name=animation]').selectOption('on');
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'usual');
  await page.getByTestId('settings').locator('[name=animation]').selectOption('system');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName, transitionProperty } = getComputedStyle(element);
        return (
          animationName !== 'none' ||
          (transitionProperty !== 'none' && Number.parseFloat(transitionDuration) > 0)
        );
      }).length,
  );
  expect(moving).toBe(0);
  await page.keyboard.press('Escape');

  // The caret of the code editor, which lives where the window's style sheets do not reach.
  await lab.openScripts();
  await expect(lab.scripts.locator('.cm-cursorLayer')).toHaveCSS('animation-duration', '0s');
  await lab.closeScripts();

  // What is shown again slowly stands still, until a person walks.
  await openLesson(page, 'who-calls-whom');
  await predictAndSee(page, 'Four parties', '1');
  await goOn(page);
  await predictAndSee(page, 'First there is a queue', null);
  await goOn(page);
  await predictAndSee(page, 'One call goes down and comes back', '1');
  await lab.idle();
  const sequence = page.getByTestId('sequence');
  await page.keyboard.press('t');
  await expect(sequence).toHaveAttribute('data-step', '1');
  await page.waitForTimeout(LONGER_THAN_AN_ARROW_MS);
  await expect(sequence).toHaveAttribute('data-step', '1');
  expect(await lab.pickedBlock(1024)).toBe(0);
  for (let arrow = 2; arrow <= 6; arrow++) await page.keyboard.press('k');
  await expect(sequence).toHaveAttribute('data-step', 'all');
  expect(await lab.pickedBlock(1024)).toBe(1);
});
