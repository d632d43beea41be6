import { mkdirSync, rmSync } from 'node:fs';
import { type ElectronApplication, type Page } from '@playwright/test';
import { openExportedPage } from './exported-page.ts';
import { built, expect, type LaunchedLab, test } from './lab-app.ts';
import {
  type Bitmap,
  captured,
  chooseFile,
  decoded,
  dismissNotices,
  parsed,
  placeOf,
  shareOfOtherSquares,
  take,
  takeByKeys,
  wordsIn,
  written,
} from './saved-pictures.ts';

/** Squares that may look otherwise than on screen: scroll bars, and where letters are drawn half a pixel beside. */
const OTHER_SQUARES = 0.02;
/** The same where another program draws the letters, with fonts of its own. */
const OTHER_SQUARES_ELSEWHERE = 0.1;

const folder = built('screenshots', 'pictures');

interface TakenView {
  readonly svgPath: string;
  readonly png: Bitmap;
  readonly shown: Bitmap;
  readonly place: Awaited<ReturnType<typeof placeOf>>;
}

/** Saves a part both ways and holds it against what the window shows of it. */
async function checkPart({ app, page }: LaunchedLab, part: string, name: string): Promise<TakenView> {
  const selector = part === 'window' ? 'body' : `[data-pictured="${part}"]`;
  const inFront = (await page.getByRole('dialog').count()) > 0;
  const way = inFront ? takeByKeys : take;
  if (!inFront) await dismissNotices(page);
  const svgPath = `${folder}/${name}.svg`;
  const pngPath = `${folder}/${name}.png`;
  for (const path of [svgPath, pngPath]) rmSync(path, { force: true });
  const words = await wordsIn(page, selector);
  await chooseFile(app, svgPath);
  await way(page, part, 'svg');
  const svg = await parsed(page, (await written(svgPath)).toString('utf8'));
  await chooseFile(app, pngPath);
  await way(page, part, 'png');
  await written(pngPath);
  if (!inFront) await dismissNotices(page);
  // A menu gives the focus back when it is gone.
  await expect(page.locator('.picture-menu')).toHaveCount(0);
  await looseFocus(page);
  const shown = await captured(app);

  expect(svg.error, name).toBeNull();
  expect(svg.elements, name).not.toContain('foreignObject');
  expect.soft(svg.outside, name).toEqual([]);
  // A word that is broken at its hyphen is two texts.
  const said = svg.texts.join('').replace(/\s/g, '').toUpperCase();
  expect
    .soft(
      words.filter((word) => !said.includes(word.toUpperCase())),
      name,
    )
    .toEqual([]);
  expect(words.length, name).toBeGreaterThan(3);
  const png = await decoded(app, pngPath);
  expect(png.width, name).toBe(Math.ceil(svg.width * 2));
  const place = await placeOf(page, selector);
  const other = shareOfOtherSquares(shown, png, { ...place, scale: 2 });
  expect.soft(other, name).toBeLessThan(OTHER_SQUARES);
  return { svgPath, png, shown, place };
}

/** The ring around what has the focus is in no picture; a dialog keeps the focus, there its last button has a small one. */
async function looseFocus(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  if ((await dialog.count()) > 0) {
    const last = dialog.getByRole('button').last();
    // The menu gives the focus back some time after it is gone.
    await expect(async () => {
      await last.evaluate((element: HTMLElement) => element.focus({ preventScroll: true }));
      await page.waitForTimeout(100);
      await expect(last).toBeFocused({ timeout: 100 });
    }).toPass();
    return;
  }
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

const choose = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);

async function show({ app, lab, page }: LaunchedLab, command: string): Promise<void> {
  await choose(app, command);
  await page.waitForTimeout(150);
  await lab.idle();
}

/** A window of the demonstration at rest, with a block that was received into selected. */
async function demonstrationAtRest(started: LaunchedLab): Promise<void> {
  const { lab, page } = started;
  await lab.untilEventsAtLeast(1500);
  await page.getByTestId('engine-controls').getByRole('button').first().click();
  await lab.idle();
  await lab.row(3).click();
  await lab.idle();
}

const PANELS = ['inspector', 'sequence', 'scatterGather', 'providers', 'form', 'transport', 'calls'] as const;
const IN_THE_MIDDLE = [
  ['show-table', 'blockTable'],
  ['show-debugger', 'debugger'],
  ['show-figures', 'figuresPage'],
] as const;
const DIALOGS = ['decode', 'script', 'welcome', 'settings', 'shortcuts', 'about', 'newSession'] as const;

test('any view: what is on screen is saved as shapes and as pixels', async ({ launch }) => {
  test.setTimeout(180_000);
  mkdirSync(folder, { recursive: true });
  const started = await launch('--demo');
  const { app, page } = started;
  await demonstrationAtRest(started);
  const whole = await checkPart(started, 'window', 'window');
  const inspector = await checkPart(started, 'inspector', 'inspector');
  for (const part of PANELS) await checkPart(started, part, part);

  // The comparison sees what is missing, moved or of another colour.
  const apart = (placing: Partial<typeof whole.place>, picture = whole.png): number =>
    shareOfOtherSquares(whole.shown, picture, { ...whole.place, ...placing, scale: 2 });
  expect(apart({})).toBeLessThan(OTHER_SQUARES);
  expect(apart({ left: 6, width: whole.place.width - 6 })).toBeGreaterThan(2 * OTHER_SQUARES);
  expect(apart(whole.place, inspector.png)).toBeGreaterThan(2 * OTHER_SQUARES);

  // Another program, with other fonts, shows the same.
  const viewer = await openExportedPage(whole.svgPath);
  const elsewhere = await captured(viewer.app);
  await viewer.app.close();
  expect(viewer.said).toEqual([]);
  expect(shareOfOtherSquares(whole.shown, elsewhere, { ...whole.place, scale: 1 })).toBeLessThan(
    OTHER_SQUARES_ELSEWHERE,
  );

  for (const dialog of DIALOGS) {
    await choose(app, dialog);
    await page.getByRole('dialog').waitFor();
    // The script is looked at first, and the words change then.
    await expect(page.getByRole('dialog')).not.toContainText('Looking at');
    await checkPart(started, dialog, dialog);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('any view: other routes, themes and languages; and by words', async ({ launch }) => {
  test.setTimeout(180_000);
  const started = await launch('--demo', '--theme', 'light', '--lang', 'pt');
  const { app, page } = started;
  await demonstrationAtRest(started);
  await checkPart(started, 'window', 'window-light');
  await page.getByTestId('calls-expert').click();
  await checkPart(started, 'expert', 'expert-light');
  for (const [command, part] of IN_THE_MIDDLE) {
    await show(started, command);
    await checkPart(started, part, `${part}-light`);
  }
  await show(started, 'route-compare');
  await checkPart(started, 'compareLists', 'compareLists-light');
  await checkPart(started, 'window', 'compare-window-light');
  await show(started, 'route-learn');
  await checkPart(started, 'lessonList', 'lessonList-light');

  // What the palette offers is what is on screen behind it.
  const path = `${folder}/by-words-light.svg`;
  rmSync(path, { force: true });
  await chooseFile(app, path);
  await dismissNotices(page);
  await page.keyboard.press('Control+K');
  await page.keyboard.type('lições como svg');
  await page.getByTestId('palette').locator('[data-command=picture-lessonList-svg]').waitFor();
  await page.keyboard.press('Enter');
  const svg = await parsed(page, (await written(path)).toString('utf8'));
  expect(svg.texts.join(' ')).toContain('Lições');

  // A menu that closes as soon as another one opens has its own entry.
  await page.getByTestId('routes').getByRole('button', { name: 'Explorar' }).click();
  const branches = `${folder}/branches-light.svg`;
  rmSync(branches, { force: true });
  await chooseFile(app, branches);
  await page.getByTestId('branches').click();
  await page.getByTestId('picture-branches-svg').click();
  const menu = await parsed(page, (await written(branches)).toString('utf8'));
  expect(menu.texts.join(' ')).toContain('eventos');
  expect(menu.texts).not.toContain('SVG');
});
