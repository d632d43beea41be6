import { create } from 'zustand';
import { type CheckedLesson, type LessonSource } from '../../electron/contract/lessons.ts';
import { addNotice } from '../stores/engine-store.ts';
import { refreshLesson } from '../stores/lesson-store.ts';
import { goTo } from '../stores/route-store.ts';

interface AuthorState {
  /** The lesson that is being written; null while the editor is closed. */
  readonly draft: LessonSource | null;
  /** What the last look at it found. */
  readonly checked: CheckedLesson | null;
}

export const useAuthor = create<AuthorState>()(() => ({ draft: null, checked: null }));

/** Opens the editor with a text. */
export function write(draft: LessonSource): void {
  useAuthor.setState({ draft, checked: null });
  goTo('learn');
}

export function changeDraft(text: string): void {
  const { draft } = useAuthor.getState();
  if (draft !== null) useAuthor.setState({ draft: { ...draft, text } });
}

export const closeAuthor = (): void => useAuthor.setState({ draft: null, checked: null });

export async function writeLessonInHand(): Promise<void> {
  const answer = await window.lab.lessonSource();
  if (answer.ok) write(answer.value);
}

export async function checkDraft(text: string): Promise<void> {
  const answer = await window.lab.checkLesson({ text });
  if (answer.ok && useAuthor.getState().draft?.text === text) useAuthor.setState({ checked: answer.value });
}

/** Takes the lesson as it stands, without saving it. */
export async function tryDraft(): Promise<void> {
  const { draft } = useAuthor.getState();
  if (draft === null) return;
  const answer = await window.lab.tryLesson({ text: draft.text });
  if (!answer.ok) {
    addNotice('error', answer.error.message);
    return;
  }
  closeAuthor();
  await refreshLesson();
}

/** Saves the lesson where the person says; answers the file's name, null where nothing was saved. */
export async function saveDraft(): Promise<string | null> {
  const { draft } = useAuthor.getState();
  if (draft === null) return null;
  const answer = await window.lab.saveLesson({ text: draft.text });
  if (!answer.ok) {
    addNotice('error', answer.error.message);
    return null;
  }
  const { file } = answer.value;
  if (file !== null)
    useAuthor.setState(({ draft: now }) => ({ draft: now === null ? null : { ...now, file } }));
  return file;
}

/** Begins to write down what is done in Explore, and goes there. */
export async function startRecording(): Promise<void> {
  const answer = await window.lab.recordLesson({ action: 'start' });
  if (answer.ok) goTo('explore');
  else addNotice('error', answer.error.message);
}

/** Ends the recording and opens what has become of it. */
export async function stopRecording(): Promise<void> {
  const answer = await window.lab.recordLesson({ action: 'stop' });
  if (!answer.ok) addNotice('error', answer.error.message);
  else if (answer.value.text !== null) write({ text: answer.value.text, file: null });
}

export async function discardRecording(): Promise<void> {
  await window.lab.recordLesson({ action: 'discard' });
}
