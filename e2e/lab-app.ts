import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { takeDisplay } from './displays.ts';
import { LabWindow } from './lab-window.ts';

takeDisplay();

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const built = (...parts: readonly string[]): string => join(ROOT, '.build', ...parts);

export interface LaunchedLab {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly lab: LabWindow;
  /** Policy violations and uncaught errors so far; a test that provokes some takes them out. */
  readonly violations: string[];
}

interface Fixtures {
  /** Starts the real program with fresh user data; it is closed, and searched for policy violations, after the test. */
  readonly launch: (...args: readonly string[]) => Promise<LaunchedLab>;
}

export function electronPath(): string {
  const path = process.env.LAB_ELECTRON;
  if (path === undefined) throw new Error('LAB_ELECTRON is not set: run these tests with `npm test`');
  return path;
}

export function cleanEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    // With it set, Electron would run as plain Node.
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') env[name] = value;
  }
  return env;
}

export const test = base.extend<Fixtures>({
  // Playwright asks for the empty pattern: it reads the names of the fixtures that are used from it.

  launch: async ({}, use) => {
    const started: { app: ElectronApplication; violations: string[]; folder: string }[] = [];
    await use(async (...args) => {
      const folder = mkdtempSync(join(tmpdir(), 'lab-e2e-'));
      const app = await _electron.launch({
        executablePath: electronPath(),
        args: [ROOT, `--user-data-dir=${folder}`, ...withDefaults(args)],
        env: cleanEnvironment(),
        colorScheme: null,
      });
      await leaveUnsaved(app);
      const page = await app.firstWindow();
      const violations: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|Uncaught/.test(message.text())) violations.push(message.text());
      });
      page.on('pageerror', (error) => violations.push(error.stack ?? error.message));
      started.push({ app, violations, folder });
      const lab = new LabWindow(app, page);
      await lab.ready();
      return { app, page, lab, violations };
    });
    for (const { app, violations, folder } of started) {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
      base.expect(violations).toEqual([]);
    }
  },
});

/** Answers "Do not save" whenever the program asks; a test about the question answers otherwise. */
export async function leaveUnsaved(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
}

/** English and dark unless the test says otherwise, whatever the machine's own settings are. */
function withDefaults(args: readonly string[]): readonly string[] {
  const has = (option: string): boolean => args.includes(option);
  return [
    ...(has('--lang') ? [] : ['--lang', 'en']),
    ...(has('--theme') ? [] : ['--theme', 'dark']),
    ...args,
  ];
}

export { expect } from '@playwright/test';
