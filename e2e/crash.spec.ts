import { englishOf } from '../core/words/sentence.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type RecordedSession } from '../core/events/recorded-session.ts';
import { ReplayCursor } from '../core/events/replay-cursor.ts';
import { Journal } from '../core/history/journal.ts';
import { beginsLike, openEnded, Reexecution } from '../core/history/re-execution.ts';
import { runLabCommand } from '../core/history/lab-command.ts';
import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { Lab } from '../core/lab/lab.ts';
import { replaySetup } from '../core/lab/replay-setup.ts';
import { SeededRandom } from '../core/memory/seeded-random.ts';
import { TraceReplay } from '../core/workloads/trace-replay.ts';
import { newestLeftBehind } from '../electron/files/left-behind.ts';
import { readSessionFile } from '../electron/files/read-session-file.ts';
import { readTraceFile } from '../electron/files/read-trace-file.ts';
import { cleanEnvironment, electronPath, expect, ROOT, test } from './lab-app.ts';

const KILLS = 50;
/** More than the engine does in the longest life of a program here. */
const REQUESTS = 160_000;
const IDS = 4096;
const folder = mkdtempSync(join(tmpdir(), 'lab-crash-'));
const trace = join(folder, 'crash.rep');
const userData = join(folder, 'user');
const sessions = join(userData, 'sessions');
const random = new SeededRandom(50);
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks that come and go in no order, so that the memory ends up in pieces. */
function writeTrace(): void {
  const lines = [0, IDS, REQUESTS, 1].map(String);
  const isLive = new Uint8Array(IDS);
  for (let request = 0; request < REQUESTS; request++) {
    const id = random.below(IDS);
    lines.push(isLive[id] === 1 ? `f ${id}` : `a ${id} ${random.between(1, 20_000)}`);
    isLive[id]! ^= 1;
  }
  writeFileSync(trace, `${lines.join('\n')}\n`);
}

/** What the program makes of the trace when nobody kills it. */
async function undisturbed(): Promise<Lab> {
  const read = await readTraceFile(trace);
  if (!read.ok) throw new Error(englishOf(read.message));
  const lab = new Lab(replaySetup(read.program, DEFAULT_LAB_CONFIG, false, null));
  runLabCommand(lab, { kind: 'openQueue' });
  const replay = new TraceReplay(read.program, { asRecorded: false, queueId: 1 });
  while (replay.run(lab, 10_000));
  lab.session.indexNew();
  return lab;
}

/** What the program has said of its last sync; null before the first. */
interface Synced {
  readonly session: string;
  readonly events: number;
}

class Program {
  synced: Synced | null = null;
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;
  private said = '';
  private onSynced: (() => void) | null = null;

  constructor() {
    this.child = spawn(
      electronPath(),
      // As root Chromium runs only without its sandbox; the harness of the other tests leaves it off as well.
      ['--no-sandbox', ROOT, `--user-data-dir=${userData}`, '--canvas2d', '--autosave-ms=50', trace],
      { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'ignore'], detached: true },
    );
    this.gone = once(this.child, 'close');
    this.child.stdout?.on('data', (part: Buffer) => {
      this.said += part.toString();
      const last = [...this.said.matchAll(/\[autosave\] (.+): (\d+) events are on the disk\n/g)].at(-1);
      if (last === undefined) return;
      this.synced = { session: last[1] ?? '', events: Number(last[2]) };
      this.onSynced?.();
    });
  }

  /** Returns when some of the trace is on the disk. */
  async untilTraceIsKept(): Promise<void> {
    while (this.synced?.session !== basename(trace)) {
      await new Promise<void>((resolve) => {
        this.onSynced = resolve;
      });
    }
  }

  async kill(): Promise<void> {
    const { pid } = this.child;
    // All of its processes, as a power cut would; Windows ends the helpers with the main process.
    if (pid === undefined || process.platform === 'win32') this.child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
    await this.gone;
  }
}

/** Kills the program at a moment that nobody has chosen: while it starts, opens the trace, runs, or writes. */
async function killSomeTime(program: Program): Promise<void> {
  const isEarly = random.below(5) === 0;
  if (!isEarly) await program.untilTraceIsKept();
  const wait = isEarly ? random.between(200, 900) : random.between(0, 150);
  await new Promise((resolve) => setTimeout(resolve, wait));
  await program.kill();
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const cursorOf = (session: RecordedSession, { geometry }: Lab): ReplayCursor =>
  new ReplayCursor(session, geometry.basePage, geometry.pageCount);

/** Whether a session is the beginning of another, word by word, and its state the other's at that moment. */
function expectBeginning(session: RecordedSession, whole: Lab, wholeCursor: ReplayCursor): void {
  const { log, side } = session;
  const { session: other } = whole;
  expect(log.length).toBeLessThanOrEqual(other.log.length);
  const records = Buffer.from(bytesOf(log.copyFrom(0, log.length)));
  expect(records.equals(bytesOf(other.log.copyFrom(0, log.length)))).toBe(true);
  const words = Buffer.from(bytesOf(side.copyRange(0, side.length)));
  expect(words.equals(bytesOf(other.side.copyRange(0, other.side.endBefore(log.length))))).toBe(true);
  const cursor = cursorOf(session, whole);
  for (const one of [cursor, wholeCursor]) one.seek(log.length);
  expect(Buffer.from(bytesOf(cursor.owners)).equals(bytesOf(wholeCursor.owners))).toBe(true);
}

/** Whether a machine that is made again does all that was recorded, and nothing else. */
function expectToGoOn({ log }: RecordedSession, journal: Journal, whole: Lab): void {
  const again = new Reexecution(whole.config, openEnded(journal), log.length, journal.setupEntries);
  while (again.advance(10_000) !== 'done');
  const made = again.lab.session;
  expect(made.log.length).toBeGreaterThanOrEqual(log.length);
  expect(beginsLike(made, whole.session, made.log.length)).toBe(true);
}

/** What a killed program had said, and the file that the next start would offer, which is told by the folder alone. */
interface Killed {
  readonly synced: Synced | null;
  readonly path: string | null;
}

/** Holds the file to what the program had said; answers whether it is of the trace. */
async function expectWhatWasSynced(
  { synced, path }: Killed,
  check: (session: RecordedSession, journal: Journal) => void,
): Promise<boolean> {
  const name = basename(trace);
  if (path === null) {
    // It was killed before anything was safe, or between a session and the one that took its place.
    expect(synced?.session).not.toBe(name);
    return false;
  }
  const read = await readSessionFile(path);
  if (!read.ok) throw new Error(englishOf(read.message));
  const { session, settings, problems } = read.opened;
  // At most the chunk in hand is broken off, and nothing else is wrong.
  expect(problems.length).toBeLessThanOrEqual(1);
  for (const problem of problems) expect(problem).toContain('the file breaks off inside a chunk');
  if (settings.name === synced?.session) expect(session.log.length).toBeGreaterThanOrEqual(synced.events);
  else expect(synced?.session).not.toBe(name);
  if (settings.name !== name) return false;
  // What was done stands before what came of it: every file can go on.
  const [branch] = read.opened.branches;
  expect(branch?.journal?.entries.length).toBeGreaterThanOrEqual(session.log.length > 0 ? 1 : 0);
  check(session, branch?.journal ?? new Journal());
  return true;
}

test(`killed ${KILLS} times at any moment, the program leaves all that it had synced`, async () => {
  test.setTimeout(300_000);
  writeTrace();
  const whole = await undisturbed();
  const wholeCursor = cursorOf(whole.session, whole);
  let ofTrace = 0;
  let killed: Killed = { synced: null, path: null };
  for (let kill = 0; kill <= KILLS; kill++) {
    // The next program starts while the file of the one before is read.
    const program = kill === KILLS ? null : new Program();
    const check = (session: RecordedSession, journal: Journal): void => {
      expectBeginning(session, whole, wholeCursor);
      if (kill % 8 === 0) expectToGoOn(session, journal, whole);
    };
    if (await expectWhatWasSynced(killed, check)) ofTrace++;
    if (program === null) break;
    if (killed.path !== null) rmSync(killed.path);
    await killSomeTime(program);
    killed = { synced: program.synced, path: await newestLeftBehind(sessions, () => false) };
  }
  // Most of the kills hit a session that was running.
  expect(ofTrace).toBeGreaterThan(KILLS / 2);
});
