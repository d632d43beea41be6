import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { SentenceError } from '../../electron/contract/core.ts';
import { sayOfPage } from '../../electron/contract/page-sentences.ts';
import { SESSION_BLOCK, SETTINGS_BLOCK } from '../../electron/contract/replay-page.ts';
import { followAppearance } from '../app/appearance.ts';
import { onFrame, startFrameLoop } from '../app/frame-loop.ts';
import { createProbe } from '../app/probe.ts';
import { setLanguage, startWords } from '../app/words.ts';
import { EventStream } from '../stores/event-stream.ts';
import { lookForMatches } from '../stores/filter-store.ts';
import { openRecording } from './open-recording.ts';
import { readEmbedded } from './read-embedded.ts';
import { Broken, ReplayPage } from './ReplayPage.tsx';
import '../app/theme.css';
import '../app/shell.css';
import './replay-page.css';

async function start(): Promise<void> {
  const language = navigator.language.startsWith('pt') ? 'pt' : 'en';
  await startWords(language);
  await setLanguage(language);
  followAppearance();
  const root = document.getElementById('root');
  if (root === null) return;
  const show = (content: ReactNode): void => createRoot(root).render(<StrictMode>{content}</StrictMode>);
  try {
    const embedded = await readEmbedded(textOf(SETTINGS_BLOCK), textOf(SESSION_BLOCK));
    openRecording(embedded);
    // Nothing ever arrives: the whole session is here.
    const stream = new EventStream();
    onFrame(lookForMatches);
    startFrameLoop(stream);
    window.labProbe = createProbe(stream);
    document.title = `${embedded.settings.session.name} · NDIS Shared Memory Lab`;
    show(<ReplayPage providers={embedded.settings.providers} problems={embedded.problems} />);
  } catch (error) {
    show(<Broken problem={error instanceof SentenceError ? error.sentence : String(error)} />);
  }
}

function textOf(id: string): string {
  const block = document.getElementById(id);
  if (block === null) throw new SentenceError(sayOfPage('noBlock', { id }));
  const text = block.textContent;
  // A long session's text is not needed twice.
  block.remove();
  return text;
}

void start();
