import { LessonList } from './LessonList.tsx';
import './learn.css';

/** Learn: the lessons to choose from. */
export function LearnView() {
  return <LessonList />;
}
