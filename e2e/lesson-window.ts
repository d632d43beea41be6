import { type ElectronApplication, type Page } from '@playwright/test';
import { expect } from './lab-app.ts';
import { isNear, type LabWindow } from './lab-window.ts';

/** Presses Tab until an element that matches has the focus, inside of shadow roots too. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    const there = await page.evaluate((wanted) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches(wanted) === true;
    }, selector);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never led to ${selector}`);
}

/** Writes into a field of the form, reached by Tab. */
export async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, `[data-testid=allocate-form] input[name=${name}]`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

export const step = (page: Page) => page.getByTestId('step');
export const stepTitle = (page: Page) => step(page).locator('h3').first();

export async function openLesson(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByTestId('lesson-list').locator(`[data-lesson=${id}]`).waitFor();
  await tabTo(page, `[data-lesson=${id}] h3 button`);
  await page.keyboard.press('Enter');
  await page.getByTestId('lesson').waitFor();
}

/** Predicts, lets the calls return, and sees that the engine agrees with the lesson. */
export async function predictAndSee(page: Page, title: string, answer: string | null): Promise<void> {
  await expect(stepTitle(page)).toHaveText(title);
  if (answer !== null) {
    await page.keyboard.press(answer);
    await expect(page.locator('.option[aria-pressed=true] kbd')).toHaveText(answer);
    await expect(page.getByTestId('after')).toHaveCount(0);
  }
  await page.keyboard.press('PageDown');
  await expect(step(page)).toHaveAttribute('data-outcome', 'met');
}

export const goOn = (page: Page): Promise<void> => page.keyboard.press('PageDown');
export const verdict = (page: Page) => page.getByTestId('question');

/** The share of a page's outline that has the colour of what a lesson points at: above and below its middle. */
export async function isMarked(lab: LabWindow, page: Page, index: number): Promise<boolean> {
  const { x, y, width, height } = await lab.placeOf(index);
  const taught = await lab.themeColour('taught');
  const png = await page.screenshot({
    clip: {
      x: Math.round(x),
      y: Math.round(y) - 3,
      width: Math.max(8, Math.round(width)),
      height: Math.round(height) + 6,
    },
  });
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])];
  }, png.toString('base64'));
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = { red: pixels[at] ?? 0, green: pixels[at + 1] ?? 0, blue: pixels[at + 2] ?? 0 };
    if (isNear(colour, taught)) return true;
  }
  return false;
}

/** Lets the dialog for opening a file answer with a path, and asks for it by the menu. */
export async function openFile(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog, Menu }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    Menu.getApplicationMenu()?.getMenuItemById('openLesson')?.click();
  }, path);
}
