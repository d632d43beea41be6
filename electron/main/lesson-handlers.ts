import { type BrowserWindow } from 'electron';
import { ok } from './result.ts';
import { type Handlers } from './ipc-gate.ts';
import { type LessonHost } from './lesson-host.ts';
import { type NotesWindow } from './notes-window.ts';
import { type MainWords } from './words.ts';

interface LessonHandlerContext {
  readonly lessons: LessonHost;
  readonly notes: NotesWindow;
  readonly window: BrowserWindow;
  readonly words: () => MainWords;
}

type LessonChannel =
  | 'recordLesson'
  | 'lessonSource'
  | 'checkLesson'
  | 'tryLesson'
  | 'saveLesson'
  | 'listLessons'
  | 'lesson'
  | 'openLesson'
  | 'openLessonFile'
  | 'driveLesson'
  | 'exportScore'
  | 'exportLesson'
  | 'speakerNotes';

/** What the program does for each request that is about lessons. */
export const createLessonHandlers = ({
  lessons,
  notes,
  window,
  words,
}: LessonHandlerContext): Pick<Handlers, LessonChannel> => ({
  listLessons: () => ok({ lessons: lessons.cards() }),
  lesson: () => ok(lessons.report),
  openLesson: ({ id }) => lessons.openBundled(id),
  openLessonFile: () => lessons.choose(window, words()),
  driveLesson: (action) => lessons.drive(action),
  exportScore: ({ format }) => lessons.exportScore(window, words(), format),
  recordLesson: ({ action }) => lessons.record(action, words()),
  lessonSource: () => ok(lessons.sourceInHand),
  checkLesson: ({ text }) => ok(lessons.check(text)),
  tryLesson: ({ text }) => lessons.tryText(text),
  saveLesson: ({ text }) => lessons.save(window, words(), text),
  exportLesson: ({ format }) => lessons.exportHandout(window, words(), format),
  speakerNotes: () => {
    notes.show();
    return ok(null);
  },
});
