import { useEffect } from 'react';
import { useLesson } from '../stores/lesson-store.ts';
import { AuthorView } from './AuthorView.tsx';
import { useAuthor } from './author-store.ts';
import { BrokenLessonView } from './BrokenLessonView.tsx';
import { LearnStage } from './LearnStage.tsx';
import { followLesson } from './lesson-effects.ts';
import { LessonList } from './LessonList.tsx';
import './learn.css';

/** Learn: the lessons to choose from, the one that is being taken, or the one that is being written. */
export function LearnView() {
  const taking = useLesson(({ report }) => (report?.lesson ?? null) !== null);
  const broken = useLesson(({ report }) => report?.broken ?? null);
  const draft = useAuthor((state) => state.draft);
  useEffect(() => followLesson(), []);
  if (draft !== null) return <AuthorView draft={draft} />;
  if (broken !== null) return <BrokenLessonView broken={broken} />;
  return taking ? <LearnStage /> : <LessonList />;
}
