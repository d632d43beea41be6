import { join, resolve } from 'node:path';
import { app, type BrowserWindow, nativeTheme, session } from 'electron';
import { englishOf, type Sentence } from '../../core/words/sentence.ts';
import { LANGUAGES, type Preferences, THEMES } from '../contract/preferences.ts';
import { LESSON_CHANNEL, MENU_CHANNEL, NOTES_CHANNELS } from '../contract/channels.ts';
import { removeStaleSpills } from '../files/spill-file.ts';
import { lessonScripts } from '../scripting/lesson-scripts.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { parseLaunchArguments } from './arguments.ts';
import { appendGpuSwitches } from './gpu-switches.ts';
import { AlternativeFinder } from './alternative-finder.ts';
import { EndNotification } from './end-notification.ts';
import { FileOpener } from './file-opener.ts';
import { createHandlers } from './handlers.ts';
import { openIpcGate } from './ipc-gate.ts';
import { LabHost } from './lab-host.ts';
import { letHeapsGrow } from './heap-growth.ts';
import { installFirstMenu, installMenu } from './menu.ts';
import { LessonHost } from './lesson-host.ts';
import { LessonProgress } from './lesson-progress.ts';
import { LongWork, type LongWorkKind, workUnderWay } from './long-work.ts';
import { NotesWindow } from './notes-window.ts';
import { Presenter } from './presenter.ts';
import { ScriptHost } from './script-host.ts';
import { screenshotAndExit } from './screenshot.ts';
import { RecentFiles } from './recent-files.ts';
import { languageFor, SettingsFile } from './settings.ts';
import { isFirstInstance, onLaterInstance } from './single-instance.ts';
import { SessionExport } from './session-export.ts';
import { SessionFiles } from './session-files.ts';
import { isAlive, SessionKeeper } from './session-keeper.ts';
import { TraceOpener } from './trace-opener.ts';
import { UnsavedGuard } from './unsaved-guard.ts';
import { guardPermissions, guardWebContents } from './window-guards.ts';
import { createWindow, loadApp } from './window.ts';
import { sayOfMain } from './main-sentences.ts';
import { sayIn } from './say.ts';
import { MAIN_WORDS, type MainWords } from './words.ts';
import { Spills } from './spills.ts';

// The order matters: what has to be decided before Electron is ready comes first, the page is loaded last.
const launch = parseLaunchArguments(process.argv, app.isPackaged);
registerAppScheme();
appendGpuSwitches();
letHeapsGrow();
// As root Chromium runs only with --no-sandbox, which the start script adds and says aloud; both together crash.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

let refusals = 0;
let host: LabHost | null = null;
/** Counts what the security rules have refused; the page shows the number and the reason. */
function refused(what: Sentence): void {
  const message = sayOfMain('refused', { what });
  refusals++;
  console.error(englishOf(message));
  host?.notice('warning', message);
  host?.changed();
}

guardWebContents(refused);
app.on('window-all-closed', () => app.quit());
/** A file that the system asked to open before there was a window to show it in. */
let askedFor: string | null = launch.file === null ? null : resolve(launch.file);
let openAsked: ((path: string) => void) | null = null;
// macOS names files this way, the first one before the program is ready.
app.on('open-file', (event, path) => {
  event.preventDefault();
  if (openAsked === null) askedFor = path;
  else openAsked(path);
});
if (isFirstInstance(launch)) void app.whenReady().then(start);
else app.exit(0);

/** Where logs go that memory has no room for, without what a run before left there. */
function openSpills(mostBytes: () => number, onFailure: (message: Sentence) => void): Spills {
  const folder = join(app.getPath('userData'), 'spill');
  removeStaleSpills(folder, isAlive);
  return new Spills(folder, mostBytes, onFailure);
}

async function start(): Promise<void> {
  serveApp(session.defaultSession, join(__dirname, '../renderer'), refused);
  guardPermissions(session.defaultSession, refused);
  const settingsPath = join(app.getPath('userData'), 'settings.json');
  const settings = new SettingsFile(settingsPath, (message) => lab.notice('warning', message));
  /** What was chosen for this run alone is shown, and not written down. */
  let preferences = overridden(settings.current.preferences);
  const language = (): 'en' | 'pt' => languageFor(preferences.language, app.getLocale());
  const logMemoryBytes = (): number => (launch.logMemoryMiB ?? preferences.logMemoryMiB) * 2 ** 20;
  const spills = openSpills(logMemoryBytes, (message) => lab.notice('warning', message));
  const lab: LabHost = new LabHost(
    () => refusals,
    refused,
    (machine, script) => scripts.registerWith(machine, script, () => true),
    spills,
    sayIn(language),
  );
  host = lab;
  const scripts = new ScriptHost(lab);
  const opener = new TraceOpener(lab, scripts, join(__dirname, '../samples'));
  const keeper = createKeeper(lab);
  const recents = new RecentFiles(settings.current.recents, (paths) => {
    settings.change({ recents: paths });
    lab.page.showRecents(recents.shown);
    showPreferences();
  });
  lab.page.showRecents(recents.shown);
  const files = new SessionFiles(lab, keeper, opener, recents, await keeper.leftBehind());
  const exporter = new SessionExport(() => lab.changed());
  lab.importProgress = () => opener.progress;
  lab.exportProgress = () => exporter.progress;
  lab.onSession = (kept) => keeper.follow(kept);
  keeper.follow(lab.kept());
  const window = createWindow();
  const words = () => MAIN_WORDS[language()];
  tellOfLongWork(window, words, lab, () => preferences.notifications === 'on');
  const guard = guardUnsaved(window, words, lab, files);
  const fileOpener = new FileOpener({ window, words, host: lab, traces: opener, recents, guard });
  const notes = new NotesWindow(() => words().speakerNotes);
  const lessons = new LessonHost({
    host: lab,
    progress: new LessonProgress(join(app.getPath('userData'), 'lesson-progress.json'), (message) =>
      lab.notice('warning', message),
    ),
    registerScript: lessonScripts(),
    language,
    folder: () => recents.shown[0]?.folder ?? null,
    onChange: () => tellOfLesson(window, notes),
  });

  const presenter = new Presenter(
    window,
    () => preferences.zoom,
    () => window.webContents.send(MENU_CHANNEL, 'stopPresenting'),
  );
  function showPreferences(): void {
    nativeTheme.themeSource = themeSourceOf(preferences.theme);
    presenter.showZoom();
  }
  function setPreferences(chosen: Preferences): void {
    const spoken = language();
    preferences = chosen;
    settings.change({ preferences });
    // What is wrong with a lesson stays on screen: it is asked for again in the other language.
    if (language() !== spoken) tellOfLesson(window, notes);
    spills.applyLimit();
    showPreferences();
  }

  // Whoever asks for something on the command line is no newcomer to be greeted.
  const firstStart = !settings.current.welcomed && launch.isPlain;
  showPreferences();
  installFirstMenu(words());
  const handlers = createHandlers({
    alternatives: new AlternativeFinder((machine, script) =>
      scripts.registerWith(machine, script, () => true),
    ),
    host: lab,
    lessons,
    notes,
    opener,
    fileOpener,
    recents,
    scripts,
    files,
    exporter,
    templatePath: join(__dirname, '../replay/replay-template.html'),
    window,
    words,
    bootstrap: () => ({
      preferences,
      language: language(),
      versions: {
        app: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        node: process.versions.node,
      },
      restorable: files.restorable,
      fallbackElectron: process.versions.electron.startsWith('25.'),
      forceCanvas2d: launch.canvas2d,
      firstStart,
    }),
    shell: {
      buildFolder: join(__dirname, '..'),
      presenter,
      setPreferences,
      showMenu: (menu) => installMenu(menu, (id) => window.webContents.send(MENU_CHANNEL, id)),
    },
  });
  const visitor = { contents: () => notes.contents, channels: NOTES_CHANNELS };
  openIpcGate(window, visitor, handlers, { say: lab.say, onRefused: refused });
  window.on('closed', () => {
    lab.onStatus = null;
    notes.close();
    lab.dispose();
  });
  endInOrder(() => Promise.all([keeper.close(), settings.settled()]));

  if (firstStart) settings.change({ welcomed: true });
  await loadApp(window);
  console.log(`[window] open ${process.uptime().toFixed(1)} s after Electron's start`);
  openWhatIsAsked(window, opener, fileOpener);
  await begin(window, lab, opener, fileOpener, firstStart);
}

/** Says to both windows that the lesson, or what is wrong with it, is not what it was. */
function tellOfLesson(window: BrowserWindow, notes: NotesWindow): void {
  window.webContents.send(LESSON_CHANNEL);
  notes.contents?.send(LESSON_CHANNEL);
}

/** Keeps the running session on the disk; whoever chose how often is told of every time. */
function createKeeper(lab: LabHost): SessionKeeper {
  const folder = join(app.getPath('userData'), 'sessions');
  const failed = (message: Sentence): void => lab.notice('warning', message);
  if (launch.autosaveMs === null) return new SessionKeeper(folder, failed);
  const synced = (name: string, events: number): void =>
    console.log(`[autosave] ${name}: ${events} events are on the disk`);
  return new SessionKeeper(folder, failed, synced, launch.autosaveMs);
}

/** Says outside of the window how far long work is, and that it has ended. */
function tellOfLongWork(
  window: BrowserWindow,
  words: () => MainWords,
  lab: LabHost,
  wanted: () => boolean,
): void {
  const notification = new EndNotification(window, words, wanted);
  const notify = (kind: LongWorkKind, ms: number): void => notification.show(kind, ms);
  const longWork = new LongWork(window, notify, () => performance.now());
  lab.onStatus = (status) => longWork.show(workUnderWay(status));
}

/** Asks before changes of the person go that are in no file. */
function guardUnsaved(
  window: BrowserWindow,
  words: () => MainWords,
  lab: LabHost,
  files: SessionFiles,
): UnsavedGuard {
  const save = async (): Promise<boolean> => {
    const saved = await files.saveOwn(window, words());
    if (!saved.ok) lab.notice('error', saved.error.message);
    return saved.ok && saved.value.events !== null;
  };
  const guard = new UnsavedGuard(window, words, () => lab.edits.unsaved, save);
  guard.holdWindow();
  return guard;
}

/** Opens what the system and later starts ask for from now on. */
function openWhatIsAsked(window: BrowserWindow, opener: TraceOpener, fileOpener: FileOpener): void {
  openAsked = (path) => void fileOpener.open(path);
  onLaterInstance(window, (asked) => {
    if (asked.file !== null) void fileOpener.open(asked.file, asked.asRecorded);
    else if (asked.demo) void fileOpener.replacing(() => opener.startDemonstration(1, null));
  });
}

/** Waits for what has to be done before the program ends. */
function endInOrder(finish: () => Promise<unknown>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    closed = true;
    event.preventDefault();
    void finish().finally(() => app.quit());
  });
}

/** What moves when the window is open: a given trace, or the demonstration on the first start and on request. */
async function begin(
  window: BrowserWindow,
  lab: LabHost,
  opener: TraceOpener,
  fileOpener: FileOpener,
  firstStart: boolean,
): Promise<void> {
  if (launch.problem !== null) lab.notice('error', launch.problem);
  if (askedFor !== null) await fileOpener.open(askedFor, launch.asRecorded);
  else if (launch.demo || firstStart) await opener.startDemonstration(1, null);
  if (launch.screenshot !== null) await screenshotAndExit(window, resolve(launch.screenshot));
}

/** High contrast is the page's; the system draws its own parts dark or light. */
function themeSourceOf(theme: Preferences['theme']): 'system' | 'dark' | 'light' {
  if (theme === 'contrast-dark') return 'dark';
  return theme === 'contrast-light' ? 'light' : theme;
}

function overridden(preferences: Preferences): Preferences {
  const language = LANGUAGES.find((known) => known === launch.language) ?? preferences.language;
  const theme = THEMES.find((known) => known === launch.theme) ?? preferences.theme;
  return { ...preferences, language, theme };
}
