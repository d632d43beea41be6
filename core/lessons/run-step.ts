import { Lab } from '../lab/lab.ts';
import { type Sentence } from '../words/sentence.ts';
import { type Lesson, type LessonStep } from './lesson.ts';
import { type RegisterLessonScript, runLessonCommand } from './lesson-command.ts';
import { StepEvents } from './step-events.ts';
import { sayOfStep as say } from './step-sentences.ts';

/** What came of a step's commands; `problem` names a script that could not be registered. */
export interface StepRun {
  readonly events: StepEvents;
  readonly problem: Sentence | null;
}

/** Runs the commands of a step on a machine that is where the step begins. */
export async function runStep(
  lesson: Lesson,
  step: LessonStep,
  lab: Lab,
  registerScript: RegisterLessonScript,
): Promise<StepRun> {
  const events = new StepEvents(lab, lab.session.log.length);
  for (const command of step.commands) {
    if (command.kind === 'registerScript') {
      const problem = await registerScript(lab, command.script, lesson.scripts[command.script] ?? '');
      if (problem !== null)
        return { events, problem: say('ofScript', { script: command.script, what: problem }) };
    } else runLessonCommand(lab, command);
    events.noteCommand();
  }
  return { events, problem: null };
}

/**
 * A new machine as the lesson's own commands leave it before a step: deterministic, so the same each time.
 * @param index a step of the lesson, or one more for the machine at its end
 */
export async function machineBefore(
  lesson: Lesson,
  index: number,
  registerScript: RegisterLessonScript,
): Promise<Lab> {
  let start = Math.min(index, lesson.steps.length - 1);
  while (start > 0 && lesson.steps[start]?.machine === null) start--;
  const lab = new Lab(lesson.steps[start]?.machine ?? lesson.machine);
  for (const step of lesson.steps.slice(start, index)) await runStep(lesson, step, lab, registerScript);
  return lab;
}
