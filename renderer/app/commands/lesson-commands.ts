import { startRecording, stopRecording, writeLessonInHand } from '../../learn/author-store.ts';
import { exportScore, showSpeakerNotes } from '../../learn/lesson-commands.ts';
import { toggleInk, useInk } from '../../learn/ink-store.ts';
import { showSlowly, stopSlowly, useSlowly } from '../../learn/slowly.ts';
import { driveLesson, lessonInHand, openLessonFile, useLesson } from '../../stores/lesson-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { type Command } from './command.ts';

/** A lesson is being taken, and it is on screen. */
const inLesson = (): boolean => useRoute.getState().route === 'learn' && lessonInHand() !== null;
const inStep = (): boolean => inLesson() && lessonInHand()?.exercise === null;

const isRecording = (): boolean => (useLesson.getState().report?.recorded ?? null) !== null;

/** Lessons: everything that the panel and a clicker can do. */
export const LESSON_COMMANDS: readonly Command[] = [
  { id: 'openLesson', group: 'lesson', run: () => void openLessonFile() },
  {
    id: 'lessonOn',
    group: 'lesson',
    keys: ['PageDown'],
    enabled: inLesson,
    run: () => void driveLesson({ kind: 'advance' }),
  },
  {
    id: 'lessonBack',
    group: 'lesson',
    keys: ['PageUp'],
    enabled: inLesson,
    run: () => void driveLesson({ kind: 'back' }),
  },
  {
    id: 'lessonReset',
    group: 'lesson',
    keys: ['R'],
    enabled: inLesson,
    run: () => void driveLesson({ kind: 'reset' }),
  },
  {
    id: 'lessonRestart',
    group: 'lesson',
    enabled: inLesson,
    run: () => void driveLesson({ kind: 'restart' }),
  },
  {
    id: 'lessonHint',
    group: 'lesson',
    keys: ['H'],
    enabled: inLesson,
    run: () => void driveLesson({ kind: 'hint' }),
  },
  {
    id: 'lessonAgain',
    group: 'lesson',
    keys: ['T'],
    enabled: inStep,
    checked: () => useSlowly.getState().running,
    run: () => (useSlowly.getState().running ? stopSlowly() : void showSlowly()),
  },
  {
    id: 'lessonInk',
    group: 'lesson',
    keys: ['I'],
    enabled: inLesson,
    checked: () => useInk.getState().drawing,
    run: toggleInk,
  },
  {
    id: 'lessonPractise',
    group: 'lesson',
    enabled: () => inLesson() && lessonInHand()?.practisable === true,
    run: () => void driveLesson({ kind: 'practise', seed: 1 }),
  },
  { id: 'speakerNotes', group: 'lesson', enabled: inLesson, run: () => void showSpeakerNotes() },
  {
    id: 'recordLesson',
    group: 'lesson',
    checked: isRecording,
    run: () => void (isRecording() ? stopRecording() : startRecording()),
  },
  { id: 'editLesson', group: 'lesson', enabled: inLesson, run: () => void writeLessonInHand() },
  { id: 'score-csv', group: 'lesson', run: () => void exportScore('csv') },
  { id: 'score-json', group: 'lesson', run: () => void exportScore('json') },
  {
    id: 'lessonLeave',
    group: 'lesson',
    enabled: () => lessonInHand() !== null,
    run: () => void driveLesson({ kind: 'close' }),
  },
];
