import { writeFile } from 'node:fs/promises';
import { app, type BrowserWindow } from 'electron';

/** How long the demonstration moves before its picture is taken. */
const SHOW_MS = 6000;

/** Saves the window's picture after a few seconds and ends the program: 0 when the file is there, 1 otherwise. */
export async function screenshotAndExit(window: BrowserWindow, path: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SHOW_MS));
  try {
    const image = await window.webContents.capturePage();
    await writeFile(path, image.toPNG());
    console.log(`screenshot: ${path} (${image.getSize().width}x${image.getSize().height})`);
    app.exit(0);
  } catch (error) {
    console.error(
      `screenshot: could not write ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
    app.exit(1);
  }
}
