// @ts-check
// The real program in a real Electron: frames, the event stream, files and memory. Software GL unless there is a GPU.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { ALL_TARGETS, ensureBuilt } from '../runtime/build.mjs';
import { ensureDisplay, needsDisplay } from '../runtime/display.mjs';
import { ensureElectron } from '../runtime/electron-binary.mjs';
import { ROOT } from '../runtime/paths.mjs';
import { run } from '../runtime/run.mjs';
import { ensureSystemLibraries } from '../runtime/system-libraries.mjs';
import { forceDrawings, meterFrames, meterSelections } from './frame-meter.mjs';

/** @typedef {Record<string, string | number | null>} Row */
/** @typedef {(name: string, path: string) => { events: number }} WriteSession */

export const TITLE =
  'The window at 1440x900 (drawing waited for): milliseconds a frame, events per second, memory';
const PEER_EVENTS = 400_000;
const LIVE_SECONDS = 5;
const LIVE_EVENTS_PER_SECOND = 1_000_000;
/** Requests of the trace that is replayed for that long, and blocks that live meanwhile. */
const LIVE_REQUESTS = 9_000_000;
const LIVE_BLOCKS = 4000;

/**
 * @param {WriteSession} writeSession
 * @param {boolean} quick without the sessions of a million blocks and events
 * @returns {Promise<Row[]>}
 */
export async function benchWindow(writeSession, quick) {
  await ensureBuilt(ALL_TARGETS);
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.path, needsDisplay());
  const display = await ensureDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  const bench = new WindowBench(electron.path, { ...process.env, ...display.env }, folder, quick ? 100 : 400);
  try {
    await bench.starts();
    await bench.frames('100 000 live blocks', writeSession, 'live-100k');
    if (!quick) {
      await bench.frames('1 M live blocks, 16 M pages', writeSession, 'live-1m');
      await bench.events(writeSession);
    }
    await bench.live();
    await bench.demonstration();
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
    for (const act of /** @type {const} */ (['zoom', 'pan', 'hover'])) {
      const { work } = await page.evaluate(meterFrames, { frames: this.count, act });
      this.add(`${title}: ${act}`, work);
    }
    const { answered, shown } = await page.evaluate(meterSelections, this.count / 2);
    this.add(`${title}: select, until the map shows it`, answered);
    this.add(`${title}: select, until every panel shows it`, shown);
    await app.close();
  }

  /**
   * A million events: opening the file, sending the log again, the list of calls, what the page needs for it.
   * @param {WriteSession} writeSession
   */
  async events(writeSession) {
    const path = join(this.folder, 'events-1m.ndislab');
    writeSession('events-1m', path);
    const { app, page } = await this.launch();
    const empty = await rendererMiB(app);
    const { picture, full } = await this.open(app, page, path);
    this.add('open a file of 1 M events, to the first picture', [picture]);
    this.add('open a file of 1 M events, to full use', [full]);
    await page.waitForTimeout(2000);
    this.push("page's memory for 1 M events, over the empty window", {
      MiB: (await rendererMiB(app)) - empty,
    });
    const { work } = await page.evaluate(meterFrames, { frames: this.count, act: 'rows' });
    this.add('list of 1 M calls, jump to any row', work);
    this.add('time x address picture of 1 M events, first drawing', [
      await page.evaluate(async () => {
        const start = performance.now();
        const [, time] = document.querySelectorAll('[data-testid=map-modes] button');
        if (time instanceof HTMLElement) time.click();
        await window.labProbe?.idle();
        return performance.now() - start;
      }),
    ]);
    await app.close();
    const longPath = join(this.folder, 'events-4m.ndislab');
    const ours = await this.streamRate(longPath, writeSession('events-4m', longPath).events);
    const scatteredPath = join(this.folder, 'scattered-1m.ndislab');
    const scattered = await this.streamRate(
      scatteredPath,
      writeSession('scattered-1m', scatteredPath).events,
    );
    const [bySend, byPort] = [await this.peer('send'), await this.peer('port')];
    this.push('stream of 4 M events, main to store', { 'million/s': ours, 'times the peer': ours / bySend });
    this.push('stream of 1 M events with seven runs a block', {
      'million/s': scattered,
      'times the peer': scattered / bySend,
    });
    this.push('peer: arrays of objects by webContents.send', { 'million/s': bySend, 'times the peer': 1 });
    this.push('peer: arrays of objects by a message port, left in the preload', {
      'million/s': byPort,
      'times the peer': byPort / bySend,
    });
  }

  /**
   * Sends the log of a file again and again, until the window has all of it in its store.
   * @param {string} path
   * @param {number} events
   * @returns {Promise<number>} million events per second
   */
  async streamRate(path, events) {
    const { app, page } = await this.launch();
    await this.open(app, page, path);
    const rates = [];
    for (let turn = 0; turn < 5; turn++) {
      const ms = await page.evaluate(async (wanted) => {
        await window.labProbe?.idle();
        const start = performance.now();
        await window.lab.openStream();
        const received = () => window.labProbe?.received() ?? 0;
        while (received() >= wanted) await new Promise(requestAnimationFrame);
        while (received() < wanted) await new Promise(requestAnimationFrame);
        return performance.now() - start;
      }, events);
      rates.push(events / ms / 1000);
    }
    await app.close();
    return rates.sort(rising)[rates.length >> 1] ?? 0;
  }

  /** Replays a long trace at a million events a second while the window shows it. */
  async live() {
    const path = join(this.folder, 'live.rep');
    writeLiveTrace(path);
    const { app, page } = await this.launch();
    await this.answerDialog(app, path);
    await page.evaluate(async (stepsPerSecond) => {
      await window.lab.newSession({
        ...{ memoryBytes: 2 ** 29, nodeCount: 1, seed: 1, layers: [], mode: 'vmq', ndisVersion: 650 },
        ...{ provider: 'default', policy: 'tlsf' },
      });
      await window.lab.openTrace({ asRecorded: false });
      await window.lab.setPace({ stepsPerSecond });
    }, LIVE_EVENTS_PER_SECOND);
    await this.watch(page, 'live stream, 1 M events/s asked for');
    await app.close();
  }

  /** The demonstration as fast as the engine can: its events are dear to make. */
  async demonstration() {
    const { app, page } = await this.launch();
    await page.evaluate(async () => {
      await window.lab.startDemonstration({ seed: 1, script: null, machines: 1_000_000 });
      await window.lab.setPace({ stepsPerSecond: null });
    });
    await this.watch(page, 'demonstration at full speed');
    await app.close();
  }

  /**
   * @param {import('playwright').Page} page
   * @param {string} what
   */
  async watch(page, what) {
    await page.waitForTimeout(1000);
    const before = await page.evaluate(() => window.labProbe?.received() ?? 0);
    const start = performance.now();
    const intervals = [];
    while (performance.now() - start < LIVE_SECONDS * 1000) {
      const { interval } = await page.evaluate(meterFrames, { frames: 60, act: 'none' });
      intervals.push(...interval);
    }
    const seconds = (performance.now() - start) / 1000;
    const after = await page.evaluate(() => window.labProbe?.received() ?? 0);
    const lost = Number(await page.getByTestId('events-lost').getAttribute('data-value'));
    this.push(`${what}: frames in its slowest second`, { 'frames/s': slowestSecond(intervals) });
    this.add(`${what}: between two frames`, intervals.sort(rising));
    this.push(`${what}, ${lost} lost`, { 'million/s': (after - before) / seconds / 1e6 });
  }

  /**
   * @param {'send' | 'port'} way
   * @returns {Promise<number>} million events per second of the stream's peer
   */
  async peer(way) {
    const peer = join(ROOT, 'electron', 'bench', 'object-peer');
    const args = ['--no-sandbox', peer, `--events=${PEER_EVENTS}`, `--way=${way}`];
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
    await this.answerDialog(app, path);
    const times = await page.evaluate(async () => {
      const start = performance.now();
      const opened = window.lab.openTrace({ asRecorded: false });
      // An empty session has a few events of its own.
      while ((window.labProbe?.received() ?? 0) < 1000) await new Promise(requestAnimationFrame);
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
   * The system's dialog, which a script cannot press, has the file.
   * @param {import('playwright').ElectronApplication} app
   * @param {string} path
   */
  async answerDialog(app, path) {
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, path);
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
    'frames/s': null,
    'times the peer': null,
    MiB: null,
  };
  for (const [name, figure] of Object.entries(figures))
    all[name] = typeof figure === 'number' ? Math.round(figure * 100) / 100 : figure;
  return all;
}

/**
 * A malloc-lab trace in which every slot is taken and freed by turns.
 * @param {string} path
 */
function writeLiveTrace(path) {
  const file = openSync(path, 'w');
  writeSync(file, `0\n${LIVE_BLOCKS}\n${LIVE_REQUESTS}\n1\n`);
  const taken = new Uint8Array(LIVE_BLOCKS);
  let seed = 1;
  let lines = '';
  for (let request = 0; request < LIVE_REQUESTS; request++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const slot = (seed >>> 8) % LIVE_BLOCKS;
    lines += taken[slot] === 1 ? `f ${slot}\n` : `a ${slot} ${4096 + (seed & 0x1_ffff)}\n`;
    taken[slot] = 1 - (taken[slot] ?? 0);
    if (lines.length > 2 ** 20) {
      writeSync(file, lines);
      lines = '';
    }
  }
  writeSync(file, lines);
  closeSync(file);
}

/**
 * Frames in the worst stretch of a second or more.
 * @param {number[]} intervals milliseconds between one frame and the next, in order
 */
function slowestSecond(intervals) {
  let fewest = Infinity;
  let from = 0;
  let milliseconds = 0;
  for (const [at, interval] of intervals.entries()) {
    milliseconds += interval;
    while (milliseconds - (intervals[from] ?? 0) >= 1000) milliseconds -= intervals[from++] ?? 0;
    if (milliseconds >= 1000) fewest = Math.min(fewest, ((at + 1 - from) * 1000) / milliseconds);
  }
  return fewest;
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
