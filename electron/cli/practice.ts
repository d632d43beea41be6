import { type Exercise } from '../../core/lessons/exercises/exercise.ts';
import { generateExercise } from '../../core/lessons/exercises/generate-exercise.ts';
import { beginExercise, judgeExercise, runAll } from '../../core/lessons/exercises/judge-exercise.ts';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { type LessonLanguage } from '../../core/lessons/words.ts';
import { UsageError } from './arguments.ts';

/** The exercise of a lesson for a seed: the seed chooses among what the lesson offers, too. */
function exerciseOf(lesson: Lesson, seed: number): Exercise {
  const spec = lesson.practice[seed % Math.max(1, lesson.practice.length)];
  if (spec === undefined) throw new UsageError(`lesson ${lesson.id}: expected a lesson with practice`);
  const exercise = generateExercise(spec, seed);
  if (exercise === null)
    throw new UsageError(`--practice ${seed}: expected another seed, this one gives nothing`);
  return exercise;
}

/** An exercise in words, with the solution as commands and what the engine says of it where it is asked for. */
export function practiceText(
  lesson: Lesson,
  seed: number,
  language: LessonLanguage,
  withSolution: boolean,
): string {
  const exercise = exerciseOf(lesson, seed);
  const lines = [exercise.text[language]];
  if (withSolution) {
    const { lab, firstSeq } = beginExercise(exercise);
    runAll(lab, exercise.solution);
    const { solved, calls } = judgeExercise(exercise, lab, firstSeq);
    lines.push(
      ...exercise.solution.map((command) => JSON.stringify(command)),
      `solved: ${solved}, calls: ${calls}`,
    );
  }
  return lines.join('\n');
}
