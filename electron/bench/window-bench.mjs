// @ts-check
// The real program in a real Electron: frames, the event stream, files and memory. Software GL unless there is a GPU.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { ALL_TARGETS, ensureBuilt } from '../runtime/build.mjs';
import { ensureDisplay } from '../runtime/display.mjs';
import { ensureElectron } from '../runtime/electron-binary.mjs';
import { ROOT } from '../runtime/paths.mjs';
import { run } from '../runtime/run.mjs';
import { forceDrawings, meterFrames } from './frame-meter.mjs';

/** @typedef {Record<string, string | number | null>} Row */
/** @typedef {(name: string, path: string) => { events: number }} WriteSession */

export const TITLE =
  'The window at 1440x900 (drawing waited for): milliseconds a frame, events per second, memory';
const PEER_EVENTS = 400_000;
const STREAM_SECONDS = 5;

/**
 * @param {WriteSession} writeSession
 * @param {boolean} quick without the sessions of a million blocks and events
 * @returns {Promise<Row[]>}
 */
export async function benchWindow(writeSession, quick) {
  await ensureBuilt(ALL_TARGETS);
  const electron = await ensureElectron();
  const display = await ensureDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  const bench = new WindowBench(electron.path, { ...process.env, ...display.env }, folder, quick ? 100 : 400);
  try {
    await bench.starts();
    await bench.frames('100 000 live blocks', writeSession, 'live-100k');
    if (!quick) {
      await bench.frames('1 M live blocks, 16 M pages', writeSession, 'live-1m');
      await bench.stream(writeSession);
    }
    await bench.live();
    return bench.rows;
  } finally {
    display.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

class WindowBench {
  /** @type {Row[]} */
  rows = [];

  /**
   * @param {string} executablePath
   * @param {NodeJS.ProcessEnv} env
   * @param {string} folder for sessions and user data
   * @param {number} count frames that are metered in a row
   */
  constructor(executablePath, env, folder, count) {
    this.executablePath = executablePath;
    this.env = env;
    this.folder = folder;
    this.count = count;
  }

  /** From the start of the process until the window answers, with files and caches that are warm. */
  async starts() {
    const times = [];
    for (let turn = 0; turn < 4; turn++) {
      const start = performance.now();
      const { app } = await this.launch();
      if (turn > 0) times.push(performance.now() - start);
      await app.close();
    }
    this.add('start of the window, warm, to interactive', times.sort(rising));
  }

  /**
   * @param {string} title
   * @param {WriteSession} writeSession
   * @param {string} session
   */
  async frames(title, writeSession, session) {
    const path = join(this.folder, `${session}.ndislab`);
    writeSession(session, path);
    const { app, page } = await this.launch();
    await this.open(app, page, path);
    for (const act of /** @type {const} */ (['zoom', 'pan', 'hover', 'select'])) {
      const { work } = await page.evaluate(meterFrames, { frames: this.count, act });
      this.add(`${title}: ${act}`, work);
    }
    await app.close();
  }

  /**
   * A million events: opening the file, sending the log again, the list of calls, what the page needs for it.
   * @param {WriteSession} writeSession
   */
  async stream(writeSession) {
    const path = join(this.folder, 'events-1m.ndislab');
    const { events } = writeSession('events-1m', path);
    const { app, page } = await this.launch();
    const empty = await rendererMiB(app);
    const { picture, full } = await this.open(app, page, path);
    this.add('open a file of 1 M events, to the first picture', [picture]);
    this.add('open a file of 1 M events, to full use', [full]);
    await page.waitForTimeout(2000);
    this.push("page's memory for 1 M events, over the empty window", {
      MiB: (await rendererMiB(app)) - empty,
    });
    const rates = [];
    for (let turn = 0; turn < 5; turn++) {
      const ms = await page.evaluate(async (wanted) => {
        const start = performance.now();
        await window.lab.openStream();
        const received = () => window.labProbe?.received() ?? 0;
        while (received() >= wanted) await new Promise(requestAnimationFrame);
        while (received() < wanted) await new Promise(requestAnimationFrame);
        return performance.now() - start;
      }, events);
      rates.push(events / ms / 1000);
    }
    const ours = rates.sort(rising)[rates.length >> 1] ?? 0;
    const peer = await this.peer();
    this.push('stream of 1 M events, main to store', { 'million/s': ours, 'times the peer': ours / peer });
    this.push('the same as arrays of objects (peer)', { 'million/s': peer });
    await page.evaluate(() => window.labProbe?.idle());
    const { work } = await page.evaluate(meterFrames, { frames: this.count, act: 'rows' });
    this.add('list of 1 M calls, jump to any row', work);
    await app.close();
  }

  /** The engine at full speed while the window shows it. */
  async live() {
    const { app, page } = await this.launch();
    await page.evaluate(async () => {
      await window.lab.startDemonstration({ seed: 1, script: null, machines: 1_000_000 });
      await window.lab.setPace({ stepsPerSecond: null });
    });
    await page.waitForTimeout(1000);
    const before = await page.evaluate(() => window.labProbe?.received() ?? 0);
    const start = performance.now();
    const intervals = [];
    while (performance.now() - start < STREAM_SECONDS * 1000) {
      const { interval } = await page.evaluate(meterFrames, { frames: 60, act: 'none' });
      intervals.push(...interval);
    }
    const seconds = (performance.now() - start) / 1000;
    const after = await page.evaluate(() => window.labProbe?.received() ?? 0);
    const lost = Number(await page.getByTestId('events-lost').getAttribute('data-value'));
    this.add('live stream at full speed: between two frames', intervals.sort(rising));
    this.push(`live stream at full speed, ${lost} events lost`, {
      'million/s': (after - before) / seconds / 1e6,
    });
    await app.close();
  }

  /** @returns {Promise<number>} million events per second of the stream's peer */
  async peer() {
    const args = ['--no-sandbox', join(ROOT, 'electron', 'bench', 'object-peer'), `--events=${PEER_EVENTS}`];
    const rates = [];
    for (let turn = 0; turn < 3; turn++) {
      const { output } = await run(this.executablePath, args, { cwd: ROOT, capture: true, env: this.env });
      const [answer] = /\{"perSecond":[^}]+\}/.exec(output) ?? [];
      if (answer === undefined) throw new Error(`the peer of the stream said: ${output}`);
      rates.push(Number(JSON.parse(answer).perSecond) / 1e6);
    }
    return rates.sort(rising)[1] ?? 0;
  }

  async launch() {
    const userData = mkdtempSync(join(this.folder, 'user-'));
    const app = await _electron.launch({
      executablePath: this.executablePath,
      args: [ROOT, `--user-data-dir=${userData}`, '--empty', '--lang', 'en', '--theme', 'dark'],
      env: /** @type {Record<string, string>} */ (this.env),
      colorScheme: null,
    });
    const page = await app.firstWindow();
    await page.waitForFunction(() => window.labProbe !== undefined);
    await page.getByTestId('memory-map').locator('canvas').first().waitFor();
    return { app, page };
  }

  /**
   * Opens a file as a person does, the system's dialog apart.
   * @param {import('playwright').ElectronApplication} app
   * @param {import('playwright').Page} page
   * @param {string} path
   * @returns {Promise<{ picture: number, full: number }>} milliseconds
   */
  async open(app, page, path) {
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(1440, 900);
    });
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, path);
    const times = await page.evaluate(async () => {
      const start = performance.now();
      const opened = window.lab.openTrace({ asRecorded: false });
      while ((window.labProbe?.received() ?? 0) === 0) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const picture = performance.now() - start;
      await opened;
      await window.labProbe?.idle();
      return { picture, full: performance.now() - start };
    });
    // From here on drawings are waited for; the map's own context is there already, its prototype is what counts.
    await page.evaluate(forceDrawings);
    return times;
  }

  /**
   * @param {string} what
   * @param {number[]} sorted milliseconds
   */
  add(what, sorted) {
    const at = (/** @type {number} */ share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    this.push(what, { 'median ms': at(0.5), 'p95 ms': at(0.95), 'worst ms': at(1) });
  }

  /**
   * A row is told as soon as it is known: the whole takes minutes, and what comes later may fail.
   * @param {string} what
   * @param {Row} figures
   */
  push(what, figures) {
    const measured = row(what, figures);
    this.rows.push(measured);
    const told = Object.entries(measured).filter(([name, figure]) => name !== 'what' && figure !== null);
    console.error(`  ${what}: ${told.map(([name, figure]) => `${name} ${figure}`).join(', ')}`);
  }
}

/**
 * @param {string} what
 * @param {Row} figures
 * @returns {Row}
 */
function row(what, figures) {
  /** @type {Row} */
  const all = {
    what,
    'median ms': null,
    'p95 ms': null,
    'worst ms': null,
    'million/s': null,
    'times the peer': null,
    MiB: null,
  };
  for (const [name, figure] of Object.entries(figures))
    all[name] = typeof figure === 'number' ? Math.round(figure * 100) / 100 : figure;
  return all;
}

/** @param {import('playwright').ElectronApplication} app */
async function rendererMiB(app) {
  const kilobytes = await app.evaluate(({ app: electron, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
    return electron.getAppMetrics().find((process) => process.pid === pid)?.memory.workingSetSize ?? 0;
  });
  return kilobytes / 1024;
}

/**
 * @param {number} one
 * @param {number} two
 */
const rising = (one, two) => one - two;
