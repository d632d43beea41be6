import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { EventStream } from '../stores/event-stream.ts';
import { addNotice, useEngine } from '../stores/engine-store.ts';
import { setEngineMoves } from '../stores/playback.ts';
import { NotesPage } from '../learn/NotesPage.tsx';
import { refreshLesson } from '../stores/lesson-store.ts';
import { App } from './App.tsx';
import { onFrame, startFrameLoop } from './frame-loop.ts';
import { lookForMatches } from '../stores/filter-store.ts';
import { followAppearance } from './appearance.ts';
import { followAppMenu } from './commands/app-menu.ts';
import { runCommand } from './commands/registry.ts';
import { setLanguage, startWords } from './words.ts';
import { openDialog, useEnvironment } from './environment.ts';
import { createProbe } from './probe.ts';
import { showScript } from './show-script.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './theme.css';
import './shell.css';

/** The second window shows the notes of the lesson, without a session of its own. */
const NOTES_HASH = '#notes';

async function start(): Promise<void> {
  const answer = await window.lab.bootstrap();
  if (!answer.ok) throw new Error(answer.error.message);
  useEnvironment.setState({ bootstrap: answer.value });
  await startWords(answer.value.language);
  await setLanguage(answer.value.language);
  followAppearance();
  window.lab.onLesson(() => void refreshLesson());
  void refreshLesson();
  reportErrors();
  if (window.location.hash === NOTES_HASH) show(<NotesPage />);
  else await startLab(answer.value.firstStart);
}

async function startLab(firstStart: boolean): Promise<void> {
  const stream = new EventStream(showScript);
  stream.connect();
  onFrame(lookForMatches);
  startFrameLoop(stream);
  setEngineMoves(() => useEngine.getState().status?.state === 'running');
  window.lab.onMenu(runCommand);
  await followAppMenu();
  if (firstStart) openDialog('welcome');
  window.labProbe = createProbe(stream);
  show(<App />);
}

function show(page: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

/** A mistake of ours is shown as a notice; the window stays. */
function reportErrors(): void {
  window.addEventListener('error', ({ message }) => addNotice('error', message));
  window.addEventListener('unhandledrejection', ({ reason }) => addNotice('error', String(reason)));
}

void start();
