import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page } from '@playwright/test';
import { Lab } from '../core/lab/lab.ts';
import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { openReadyQueue } from '../core/lab/manual-calls.ts';
import { settingsOfLab } from '../electron/files/lab-settings.ts';
import { SessionFileWriter } from '../electron/files/session-file-writer.ts';
import { built, expect, ROOT, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-opening-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of a bundled trace, which a test may throw away. */
function trace(name: string): string {
  const path = join(folder, name);
  cpSync(built('samples', 'perl-hash.rep.gz'), path);
  return path;
}

/** Questions that were asked, each answered with the next of some answers: 0 saves, 1 does not, 2 cancels. */
async function answer(app: ElectronApplication, ...answers: readonly number[]): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    const questions: string[] = [];
    Reflect.set(globalThis, 'questions', questions);
    // Of the two forms only the one with a window is used.
    Reflect.set(dialog, 'showMessageBox', (_window: unknown, options: { message: string }) => {
      questions.push(options.message);
      return Promise.resolve({ response: wanted[questions.length - 1] ?? 1, checkboxChecked: false });
    });
  }, answers);
}

const questions = (app: ElectronApplication): Promise<unknown> =>
  app.evaluate(() => Reflect.get(globalThis, 'questions') as unknown);

/** What the system does when a file is held over the window, and let go. */
async function drag(page: Page, type: 'dragEnter' | 'dragOver' | 'drop', path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  await session.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data });
  await session.detach();
}

async function drop(page: Page, path: string): Promise<void> {
  await drag(page, 'dragEnter', path);
  await drag(page, 'dragOver', path);
  // What is let go before the page has said that it takes it is lost, as on a busy machine.
  await page.getByTestId('drop-overlay').waitFor();
  await drag(page, 'dragOver', path);
  await drag(page, 'drop', path);
}

/** A session file of which the last bytes are missing. */
async function damagedSession(name: string): Promise<string> {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  for (let queue = 0; queue < 4; queue++) openReadyQueue(lab);
  const path = join(folder, name);
  const writer = await SessionFileWriter.create(path, settingsOfLab(name, lab));
  await writer.appendSession(lab.session);
  await writer.appendLatest('marks', []);
  await writer.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 3));
  return path;
}

test('what is wrong with a file is said in the language of the window', async ({ launch }) => {
  const { lab, page } = await launch('--empty', '--lang', 'pt');
  const session = await damagedSession('cortada.ndislab');
  const rastro = join(folder, 'quebrado.rep');
  writeFileSync(rastro, '100\n2\n2\n1\na 0 4096\na 9 64\n');
  const scenario = join(folder, 'cenario.json');
  writeFileSync(
    scenario,
    '{ "format": "ndis-lab-scenario", "version": 1, "title": "t", "steps": [{ "titel": "x" }] }',
  );
  const said: string[] = [];
  for (const [path, words] of [
    [session, 'o arquivo termina no meio de um bloco de dados'],
    [rastro, 'linha 6, coluna 3: foi encontrado "a 9 64", esperava-se um identificador menor que 2'],
    [scenario, 'esperava-se um texto, ou { "en": …, "pt": … }; foi encontrado nada'],
    [folder, 'isto é uma pasta; esperava-se o arquivo de um rastro'],
  ] as const) {
    await drop(page, path);
    await expect(lab.notices).toContainText(words);
    said.push(...(await lab.notices.allInnerTexts()));
  }
  await page.screenshot({ path: built('screenshots', 'notices-pt.png') });
  // Paths and what is quoted from a file stay as they are.
  expect(said.join('\n').replaceAll(folder, '')).not.toMatch(
    /\b(expected|found|line|column|chunk|byte \d+ of|missing|damaged|unknown key|perhaps|and|the)\b/i,
  );
});

test('a dropped file opens, whatever it is, and the page learns no path', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  const path = trace('dropped.rep.gz');
  await drag(page, 'dragEnter', path);
  await drag(page, 'dragOver', path);
  const overlay = page.getByTestId('drop-overlay');
  await expect(overlay).toContainText('Drop the file to open it');
  await page.screenshot({ path: built('screenshots', 'drop.png') });
  await drag(page, 'drop', path);
  await expect(overlay).toBeHidden();
  await expect(page.getByTestId('import-report')).toContainText('dropped.rep.gz');
  await lab.idle();

  const script = join(folder, 'my provider.js');
  writeFileSync(script, '// opened from a file\nfunction allocate() { return "RESOURCES"; }\n');
  await drop(page, script);
  await lab.scripts.waitFor();
  await expect(lab.scripts.locator('.cm-content')).toContainText('// opened from a file');
  await lab.closeScripts();

  await drop(page, folder);
  await expect(lab.notices).toContainText('this is a folder, expected a trace file');
  // A file that a script of the page has made comes from nowhere, and nothing on the bridge takes a path.
  const offered = await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['0\n'], '/etc/passwd'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    return Object.keys(window.lab);
  });
  expect(offered).not.toContain('openDropped');
  await expect(lab.notices).not.toContainText('passwd');
});

test('recent files open by their place, and one that is gone is named and dropped', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty', trace('first.rep.gz'));
  await page.getByTestId('import-report').waitFor();
  const second = trace('second.rep.gz');
  await app.evaluate(
    ({ app: electron }, path) => electron.emit('open-file', { preventDefault() {} }, path),
    second,
  );
  await expect(page.getByTestId('import-report')).toContainText('second.rep.gz');
  /** What the menu offers: it follows the page a moment later. */
  const names = (): Promise<readonly string[]> =>
    app.evaluate(({ Menu }) =>
      [0, 1, 2].flatMap((index) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(`recent-${index}`);
        return item?.label.split(' ')[0] ?? [];
      }),
    );
  await expect.poll(names).toEqual(['second.rep.gz', 'first.rep.gz']);

  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('recent-1')?.click();
  });
  await expect(page.getByTestId('import-report')).toContainText('first.rep.gz');
  rmSync(second);
  await page.evaluate(() => window.lab.openRecent({ index: 7 }));
  await expect(lab.notices).toContainText('expected one of 2 files');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('second.rep');
  await page.screenshot({ path: built('screenshots', 'recent-palette.png') });
  await page.keyboard.press('Enter');
  await expect(lab.notices).toContainText('second.rep.gz: this file is not there any more');
  await expect(page.getByTestId('import-report')).toContainText('first.rep.gz');
  await expect.poll(names).toEqual(['first.rep.gz']);

  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('welcome')?.click();
  });
  const welcome = page.getByTestId('welcome-page');
  await expect(welcome.getByRole('button', { name: 'first.rep.gz' })).toBeVisible();
  await page.screenshot({ path: built('screenshots', 'recent-welcome.png') });
  await page.keyboard.press('Escape');
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('clearRecents')?.click();
  });
  await expect.poll(names).toEqual([]);
});

test('a later start gives its file to the window that is open', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  const userData = await app.evaluate(({ app: electron }) => electron.getPath('userData'));
  const executable = process.env.LAB_ELECTRON ?? '';
  const later = spawn(
    executable,
    ['--no-sandbox', ROOT, `--user-data-dir=${userData}`, trace('later.rep.gz')],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined }, stdio: 'ignore' },
  );
  const code = await new Promise((resolve) => later.on('close', resolve));
  expect(code).toBe(0);
  await expect(page.getByTestId('import-report')).toContainText('later.rep.gz');
});

test('changes that are in no file are asked about before they go; a demonstration is not', async ({
  launch,
}) => {
  const { app, lab, page } = await launch('--demo');
  await page.getByLabel('Engine pace').selectOption('0');
  await lab.idle();
  await answer(app, 2, 0, 2, 1);
  await page.evaluate(() => window.lab.openSample({ sample: 'rep', asRecorded: false }));
  await page.getByTestId('import-report').waitFor();
  await lab.idle();
  expect(await questions(app)).toEqual([]);
  const dot = page.getByRole('img', { name: 'Changes that are in no file yet' });
  await expect(dot).toBeHidden();

  await lab.fill('QueueId', '0');
  await lab.allocate();
  const events = await lab.eventCount();
  await expect(dot).toBeVisible();
  await page.screenshot({ path: built('screenshots', 'unsaved.png') });
  // Cancelled: everything stays.
  const kept = await page.evaluate(() => window.lab.openSample({ sample: 'git', asRecorded: false }));
  expect(kept).toMatchObject({ ok: false, error: { code: 'kept' } });
  expect(await lab.eventCount()).toBe(events);

  // Saved: then the other thing opens.
  const path = join(folder, 'kept.ndislab');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  await page.evaluate(() => window.lab.openSample({ sample: 'git', asRecorded: false }));
  await expect(page.getByTestId('import-report')).toContainText('git-log');
  expect(existsSync(path)).toBe(true);
  await lab.idle();
  await expect(dot).toBeHidden();

  // A saved session may go, one with a new bookmark is asked about again: here in Portuguese.
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('language-pt')?.click();
  });
  await lab.map.focus();
  await page.keyboard.press('m');
  await expect(
    page.getByRole('img', { name: 'Alterações que ainda não estão em nenhum arquivo' }),
  ).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => questions(app)).toHaveLength(3);
  expect(await lab.eventCount()).toBeGreaterThan(0);
  expect(await questions(app)).toEqual([
    'Save the changes to this session?',
    'Save the changes to this session?',
    'Salvar as alterações desta sessão?',
  ]);
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit());
  await closed;
});
