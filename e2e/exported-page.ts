import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { ROOT } from './lab-app.ts';

export interface ExportedPage {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page has said on its console, and its errors. */
  readonly said: readonly string[];
}

/** Opens an exported page as a browser would: from the disk, in a sandbox, without a network. */
export async function openExportedPage(
  path: string,
  theme: 'dark' | 'light' = 'dark',
): Promise<ExportedPage> {
  const executablePath = process.env.LAB_ELECTRON;
  if (executablePath === undefined) throw new Error('LAB_ELECTRON is not set');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
    ),
  );
  const app = await _electron.launch({
    executablePath,
    args: [
      join(ROOT, 'e2e', 'page-viewer'),
      `--user-data-dir=${mkdtempSync(join(tmpdir(), 'lab-page-user-'))}`,
      '--lang=en-US',
      `--page=${path}`,
      `--theme=${theme}`,
    ],
    env,
    colorScheme: null,
  });
  const opened = await app.firstWindow();
  const said: string[] = [];
  opened.on('console', (message) => {
    // Warnings are left to the graphics driver, which comments on every picture that is taken.
    if (message.type() === 'error') said.push(message.text());
  });
  opened.on('pageerror', (error) => said.push(error.message));
  return { app, page: opened, said };
}

/** Everything that the page has asked for. */
export const requestsOf = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => {
    const requested: unknown = Reflect.get(globalThis, 'requested');
    return Array.isArray(requested) ? requested.map(String) : [];
  });
