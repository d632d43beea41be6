import { create } from 'zustand';
import { type LessonCard } from '../../electron/contract/lessons.ts';

/** The lessons that come with the program; null until they were asked for. */
export const useLessonList = create<{ readonly lessons: readonly LessonCard[] | null }>()(() => ({
  lessons: null,
}));

export async function refreshLessons(): Promise<void> {
  const answer = await window.lab.listLessons();
  if (answer.ok) useLessonList.setState({ lessons: answer.value.lessons });
}
