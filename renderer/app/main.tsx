import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { EventStream } from '../stores/event-stream.ts';
import { addNotice, useEngine } from '../stores/engine-store.ts';
import { setEngineMoves } from '../stores/playback.ts';
import { useView } from '../stores/view-store.ts';
import { App } from './App.tsx';
import { isSettled, startFrameLoop } from './frame-loop.ts';
import { runMenuCommand } from './menu-commands.ts';
import { setLanguage, startWords } from './words.ts';
import { useEnvironment } from './environment.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './theme.css';
import './shell.css';

async function start(): Promise<void> {
  const answer = await window.lab.bootstrap();
  if (!answer.ok) throw new Error(answer.error.message);
  useEnvironment.setState({ bootstrap: answer.value });
  await startWords(answer.value.language);
  await setLanguage(answer.value.language);
  const stream = new EventStream();
  stream.connect();
  startFrameLoop(stream);
  setEngineMoves(() => useEngine.getState().status?.state === 'running');
  window.lab.onMenu(runMenuCommand);
  window.labIdle = () => untilIdle(stream);
  reportErrors();
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

/** A mistake of ours is shown as a notice; the window stays. */
function reportErrors(): void {
  window.addEventListener('error', ({ message }) => addNotice('error', message));
  window.addEventListener('unhandledrejection', ({ reason }) => addNotice('error', String(reason)));
}

/** Resolves when the engine rests, every event is in the store and the panels show it. */
async function untilIdle(stream: EventStream): Promise<void> {
  const resting = (): boolean => {
    const { status } = useEngine.getState();
    return status !== null && status.state !== 'running' && isSettled(stream) && useView.getState().length === status.events;
  };
  while (!resting()) await new Promise(requestAnimationFrame);
  // Two frames more: one for React, one for the canvas.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}

void start();
