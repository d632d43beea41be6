import { type ElectronApplication, type Locator, type Page } from '@playwright/test';

export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

interface PlaceOfPage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The window as a person uses it: where things are, and what the screen really shows. */
export class LabWindow {
  readonly inspector: Locator;
  readonly calls: Locator;
  readonly form: Locator;
  readonly map: Locator;
  readonly notices: Locator;
  readonly position: Locator;
  readonly decoder: Locator;
  readonly scripts: Locator;
  readonly scriptFindings: Locator;

  constructor(
    private readonly app: ElectronApplication,
    private readonly page: Page,
  ) {
    this.inspector = page.getByTestId('inspector');
    this.calls = page.getByTestId('calls');
    this.form = page.getByTestId('allocate-form');
    this.map = page.getByTestId('memory-map');
    this.notices = page.getByTestId('notices');
    this.position = page.getByTestId('position');
    this.decoder = page.getByTestId('decoder');
    this.scripts = page.getByTestId('script-editor');
    this.scriptFindings = page.getByTestId('script-findings');
  }

  /** Until the program has drawn its first state. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => window.labProbe !== undefined);
    await this.map.locator('canvas').first().waitFor();
  }

  /** Until the engine rests and the window shows everything. */
  async idle(): Promise<void> {
    await this.page.evaluate(() => window.labProbe?.idle());
  }

  field(member: string): Locator {
    return this.form.locator(`[data-member="${member}"]`);
  }

  async fill(member: string, text: string): Promise<void> {
    await this.field(member).locator('input').fill(text);
  }

  /** Presses the form's button and waits for the answer. */
  async allocate(): Promise<void> {
    const before = await this.eventCount();
    await this.form.getByRole('button', { name: 'NdisAllocateSharedMemory' }).click();
    await this.untilEvents(before + 1);
  }

  /** Frees the selected block from the inspector. */
  async free(): Promise<void> {
    const before = await this.eventCount();
    await this.inspector.getByRole('button', { name: 'NdisFreeSharedMemory' }).click();
    await this.untilEvents(before + 1);
  }

  async eventCount(): Promise<number> {
    return Number((await this.position.innerText()).replace(/\D/g, ''));
  }

  /** Until that many events lie before the cursor; the engine may go on. */
  async untilEventsAtLeast(count: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        Number(document.querySelector('[data-testid=position]')?.textContent.replace(/\D/g, '')) >= wanted,
      count,
    );
  }

  /** The same, for an engine that rests afterwards. */
  async untilEvents(count: number): Promise<void> {
    await this.untilEventsAtLeast(count);
    await this.idle();
  }

  /** Value of a member in the inspector's table. */
  member(name: string): Locator {
    return this.inspector.locator(`tr[data-member="${name}"]`);
  }

  /** Row of a member in the decoder. */
  decodedMember(name: string): Locator {
    return this.decoder.locator(`tr[data-span="${name}"]`);
  }

  /** The bytes of a member, or of padding, in the decoder's picture. */
  decodedBytes(name: string): Locator {
    return this.decoder.locator(`.hex-cell[data-member="${name}"]`);
  }

  /** Opens the decoder and puts a dump into it, as pasting does. */
  async decode(text: string): Promise<void> {
    await this.page.getByTestId('decode').click();
    await this.decoder.getByRole('textbox').fill(text);
  }

  async openScripts(): Promise<void> {
    await this.page.getByTestId('write-provider').click();
    await this.scripts.waitFor();
  }

  async closeScripts(): Promise<void> {
    await this.scripts.getByRole('button', { name: 'Close' }).click();
    await this.scripts.waitFor({ state: 'hidden' });
  }

  /** Puts a text in place of the editor's, as pasting does. */
  async typeScript(text: string): Promise<void> {
    await this.scripts.locator('.cm-content').focus();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete');
    if (text !== '') await this.page.keyboard.insertText(text);
  }

  /** The text in the editor, as it is kept. */
  scriptText(): Promise<string> {
    return this.page.evaluate(() => {
      const draft: unknown = JSON.parse(localStorage.getItem('script-draft') ?? 'null');
      const source: unknown =
        typeof draft === 'object' && draft !== null && 'source' in draft ? draft.source : '';
      return typeof source === 'string' ? source : '';
    });
  }

  /** Registers the script in the editor with the running session. */
  async useScript(): Promise<void> {
    await this.scripts.getByRole('button', { name: 'Use this provider' }).click();
    await this.scripts.getByTestId('script-answer').getByText('is registered').waitFor();
  }

  clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText());
  }

  /** Rows of the call table, newest first. */
  row(index: number): Locator {
    return this.calls.locator('.call-row').nth(index);
  }

  async placeOf(pageIndex: number): Promise<PlaceOfPage> {
    const place = await this.page.evaluate((index) => window.labProbe?.pageRect(index) ?? null, pageIndex);
    if (place === null) throw new Error(`page ${pageIndex} is not in view`);
    return place;
  }

  /** The block that the map picks in the middle of a page; 0 when it is free. */
  async pickedBlock(pageIndex: number): Promise<number | null> {
    return this.page.evaluate((index) => {
      const place = window.labProbe?.pageRect(index);
      if (!place) return null;
      return window.labProbe?.blockAt(place.x + place.width / 2, place.y + place.height / 2) ?? null;
    }, pageIndex);
  }

  /** The pixels that the window really shows in the middles of pages, taken from one picture of the window. */
  async coloursOf(pages: readonly number[]): Promise<readonly Colour[]> {
    const places: PlaceOfPage[] = [];
    for (const index of pages) places.push(await this.placeOf(index));
    const spots = places.map(({ x, y, width, height }) => ({
      x: Math.floor(x + width / 2),
      y: Math.floor(y + height / 2),
    }));
    return this.app.evaluate(async ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      const image = await window.webContents.capturePage();
      const { width } = image.getSize();
      const bitmap = image.toBitmap();
      return wanted.map(({ x, y }) => {
        const at = (y * width + x) * 4;
        return { red: bitmap[at + 2] ?? 0, green: bitmap[at + 1] ?? 0, blue: bitmap[at] ?? 0 };
      });
    }, spots);
  }

  /** All pixels around the middles of pages, half of each way, taken from one picture of the window. */
  async patchesOf(pages: readonly number[]): Promise<readonly (readonly Colour[])[]> {
    const patches: PlaceOfPage[] = [];
    for (const index of pages) {
      const { x, y, width, height } = await this.placeOf(index);
      const [left, top] = [Math.ceil(x + width / 4), Math.ceil(y + height / 4)];
      patches.push({ x: left, y: top, width: Math.floor(width / 2), height: Math.floor(height / 2) });
    }
    return this.app.evaluate(async ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      const image = await window.webContents.capturePage();
      const line = image.getSize().width;
      const bitmap = image.toBitmap();
      return wanted.map(({ x, y, width, height }) =>
        Array.from({ length: Math.max(1, width) * Math.max(1, height) }, (_, index) => {
          const column = x + (index % Math.max(1, width));
          const at = ((y + Math.floor(index / Math.max(1, width))) * line + column) * 4;
          return { red: bitmap[at + 2] ?? 0, green: bitmap[at + 1] ?? 0, blue: bitmap[at] ?? 0 };
        }),
      );
    }, patches);
  }

  /** The pixels of the map on a lattice of this width, line by line, as 0xrrggbb. */
  async mapPixels(latticePx: number): Promise<readonly number[]> {
    const box = await this.map.boundingBox();
    if (box === null) throw new Error('no map');
    const lattice = {
      left: Math.ceil(box.x) + 3,
      top: Math.ceil(box.y) + 3,
      right: box.x + box.width - 3,
      bottom: box.y + box.height - 3,
      step: latticePx,
    };
    return this.app.evaluate(async ({ BrowserWindow }, { left, top, right, bottom, step }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      const image = await window.webContents.capturePage();
      const { width } = image.getSize();
      const bitmap = image.toBitmap();
      const pixels: number[] = [];
      for (let y = top; y < bottom; y += step) {
        for (let x = left; x < right; x += step)
          pixels.push(bitmap.readUInt32LE((y * width + x) * 4) % 2 ** 24);
      }
      return pixels;
    }, lattice);
  }

  /** A colour of the theme, from its custom property. */
  async themeColour(name: string): Promise<Colour> {
    const text = await this.page.evaluate(
      (property) => getComputedStyle(document.documentElement).getPropertyValue(property).trim(),
      `--${name}`,
    );
    const value = Number.parseInt(text.slice(1), 16);
    return colourOf(value);
  }

  /** Sets the size of the window's content in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await this.page.waitForFunction((wanted) => window.innerWidth === wanted, width);
  }
}

/** A pixel of `mapPixels`. */
export const colourOf = (pixel: number): Colour => ({
  red: pixel >> 16,
  green: (pixel >> 8) & 0xff,
  blue: pixel & 0xff,
});

/** Whether two colours are the same but for rounding on their way to the screen. */
export const isNear = (one: Colour, other: Colour): boolean =>
  Math.abs(one.red - other.red) + Math.abs(one.green - other.green) + Math.abs(one.blue - other.blue) <= 12;
