import { existsSync, readFileSync } from 'node:fs';
import { type ElectronApplication, type Page } from '@playwright/test';
import { expect } from './lab-app.ts';
import { type Colour } from './lab-window.ts';

/** Answers the next file dialog with a path; null closes it. */
export async function chooseFile(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, path);
}

/** Closes what the program has said, which may cover the button. */
export async function dismissNotices(page: Page): Promise<void> {
  const close = page.getByTestId('notices').getByRole('button');
  while ((await close.count()) > 0) await close.first().click();
}

export async function take(page: Page, view: string, format: 'png' | 'svg'): Promise<void> {
  await dismissNotices(page);
  await page.getByTestId('pictures').click();
  await page.getByTestId(`picture-${view}-${format}`).click();
}

/** The same by keys, of what is in front: a dialog lets no pointer through. */
export async function takeByKeys(page: Page, view: string, format: 'png' | 'svg'): Promise<void> {
  await page.keyboard.press('Control+Shift+S');
  const item = page.getByTestId(`picture-${view}-${format}`);
  await item.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await item.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrow keys never led to ${view}`);
}

/** Waits until a picture is written and whole. */
export async function written(path: string): Promise<Buffer> {
  await expect
    .poll(() => existsSync(path) && /(<\/svg>\s*|IEND....)$/s.test(readFileSync(path, 'latin1').slice(-16)))
    .toBe(true);
  return readFileSync(path);
}

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  colourAt(x: number, y: number): Colour;
}

/** @param bgra four bytes a pixel, as Electron gives them in base64 */
function bitmapOf(width: number, height: number, bgra: string): Bitmap {
  const bytes = Buffer.from(bgra, 'base64');
  return {
    width,
    height,
    colourAt: (x, y) => {
      const at = (Math.floor(y) * width + Math.floor(x)) * 4;
      return { red: bytes[at + 2] ?? 0, green: bytes[at + 1] ?? 0, blue: bytes[at] ?? 0 };
    },
  };
}

/** Decodes a PNG with the program's own Chromium. */
export async function decoded(app: ElectronApplication, path: string): Promise<Bitmap> {
  const { width, height, base64 } = await app.evaluate(({ nativeImage }, file) => {
    const image = nativeImage.createFromPath(file);
    return { ...image.getSize(), base64: image.toBitmap().toString('base64') };
  }, path);
  return bitmapOf(width, height, base64);
}

/** What a window shows now; of one that has only just opened, as soon as it shows anything. */
export async function captured(app: ElectronApplication): Promise<Bitmap> {
  const { width, height, base64 } = await app.evaluate(async ({ BrowserWindow }) => {
    for (;;) {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
      if (image === undefined) throw new Error('no window');
      if (!image.isEmpty()) return { ...image.getSize(), base64: image.toBitmap().toString('base64') };
      await new Promise((wake) => setTimeout(wake, 50));
    }
  });
  return bitmapOf(width, height, base64);
}

/** Where a picture lies in another: by how much it is moved, and how much larger it is. */
export interface Placing {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  /** How far the other one is seen, from its corner. */
  readonly width: number;
  readonly height: number;
}

/** Side of the squares whose mean colours are compared: letters may be drawn half a pixel beside each other. */
const SQUARE = 8;

/**
 * How far two pictures are from each other: the share of squares whose mean colours differ by more than `tolerance`
 * (0 to 255, a channel).
 */
export function shareOfOtherSquares(
  shown: Bitmap,
  picture: Bitmap,
  { left, top, scale, width, height }: Placing,
  tolerance = 24,
): number {
  const columns = Math.floor(Math.min(width, picture.width / scale) / SQUARE);
  const rows = Math.floor(Math.min(height, picture.height / scale) / SQUARE);
  let other = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * SQUARE, row * SQUARE];
      const one = meanOf(shown, left + x, top + y, SQUARE);
      const two = meanOf(picture, x * scale, y * scale, SQUARE * scale);
      if (one.some((value, channel) => Math.abs(value - (two[channel] ?? 0)) > tolerance)) other++;
    }
  }
  return other / (rows * columns);
}

function meanOf(bitmap: Bitmap, left: number, top: number, side: number): readonly number[] {
  const sums = [0, 0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const { red, green, blue } = bitmap.colourAt(left + x, top + y);
      [red, green, blue].forEach((value, channel) => (sums[channel] = (sums[channel] ?? 0) + value));
    }
  }
  return sums.map((sum) => sum / side ** 2);
}

export interface SvgFacts {
  readonly error: string | null;
  readonly width: number;
  readonly height: number;
  /** Names of all elements. */
  readonly elements: readonly string[];
  readonly texts: readonly string[];
  /** Words that begin or end beside the picture and are not clipped. */
  readonly outside: readonly string[];
  readonly rects: readonly { x: number; y: number; width: number; height: number; fill: string }[];
}

/** Parses an SVG in the window, as a program that opens the file does. */
export const parsed = (page: Page, text: string): Promise<SvgFacts> =>
  page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, 'image/svg+xml');
    const root = document.documentElement;
    const of = (element: Element, name: string): number => Number(element.getAttribute(name));
    const [width, height] = [of(root, 'width'), of(root, 'height')];
    const texts = [...document.querySelectorAll('text')];
    const isOutside = (element: Element): boolean =>
      element.closest('[clip-path]') === null &&
      (of(element, 'x') < -1 ||
        of(element, 'y') < 0 ||
        of(element, 'x') + of(element, 'textLength') > width + 1 ||
        of(element, 'y') > height + 1);
    return {
      error: document.querySelector('parsererror')?.textContent ?? null,
      width,
      height,
      elements: [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))],
      texts: texts.map((element) => element.textContent),
      outside: texts.filter(isOutside).map((element) => element.textContent),
      rects: [...document.querySelectorAll('rect')].map((element) => ({
        ...{ x: of(element, 'x'), y: of(element, 'y') },
        ...{ width: of(element, 'width'), height: of(element, 'height') },
        fill: element.parentElement?.getAttribute('fill') ?? '',
      })),
    };
  }, text);

/** The words that a person reads in an element now: those that are laid out, in view of all that scrolls, and not cut. */
export const wordsIn = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((wanted) => {
    const root = document.querySelector(wanted);
    if (root === null) throw new Error(`nothing is ${wanted}`);
    const found: string[] = [];
    const visit = (node: Node): void => {
      if (node instanceof Element) {
        if (node.matches('[data-not-pictured], option, title, script, style')) return;
        for (const child of (node.shadowRoot ?? node).childNodes) visit(child);
        return;
      }
      const parent = node.parentElement;
      if (!(node instanceof Text) || parent === null || !parent.checkVisibility({ checkVisibilityCSS: true }))
        return;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()];
      const seen = boxes.length > 0 && boxes.every((box) => isInView(parent, box));
      if (seen) found.push(...node.data.split(/\s+/).filter((word) => word !== ''));
    };
    const isInView = (from: Element, box: DOMRect): boolean => {
      for (let at: Element | null = from; at !== null && at !== root; at = at.parentElement) {
        const style = getComputedStyle(at);
        // Words that an ellipsis stands for are not read.
        if (style.textOverflow === 'ellipsis' && at.scrollWidth > at.clientWidth) return false;
        if (style.clipPath !== 'none' || style.opacity === '0') return false;
        const area = at.getBoundingClientRect();
        const cuts = style.overflowX !== 'visible' && style.display !== 'inline';
        if (!cuts) continue;
        if (box.left < area.left - 1 || box.right > area.right + 1) return false;
        if (box.top < area.top - 1 || box.bottom > area.bottom + 1) return false;
      }
      return true;
    };
    visit(root);
    return [...new Set(found)];
  }, selector);

/** Where an element is in the window, as far as nothing cuts it. */
export const placeOf = (page: Page, selector: string): Promise<Omit<Placing, 'scale'>> =>
  page.evaluate((wanted) => {
    const root = document.querySelector(wanted);
    if (root === null) throw new Error(`nothing is ${wanted}`);
    const box = root.getBoundingClientRect();
    const { left, top } = box;
    let { right, bottom } = box;
    for (let at = root.parentElement; at !== null; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === 'visible') continue;
      const area = at.getBoundingClientRect();
      right = Math.min(right, area.right);
      bottom = Math.min(bottom, area.bottom);
    }
    return { left: Math.round(left), top: Math.round(top), width: right - left, height: bottom - top };
  }, selector);
