import { isNotable, Op, recordOp } from '../../events/record.ts';
import { describeMachine } from '../../lab/describe-machine.ts';
import { describeEvent, type EventDescription } from '../../lab/describe-event.ts';
import { Lab } from '../../lab/lab.ts';
import { externalFragmentation } from '../../metrics/fragmentation.ts';
import { RESOURCES, SUCCESS } from '../../ndis/status.ts';
import { elementsOf } from '../judge-expectation.ts';
import { type LessonCommand, runLessonCommand } from '../lesson-command.ts';
import { descriptionContext } from '../step-events.ts';
import { type Exercise, type ExerciseGoal } from './exercise.ts';

export interface ExerciseVerdict {
  readonly solved: boolean;
  /** The goal was reached, but with more calls than are allowed, or it was not reached yet. */
  readonly missing: 'goal' | 'calls' | null;
  readonly calls: number;
}

/** A machine on which the set-up of an exercise has happened; what the learner does begins at `firstSeq`. */
export function beginExercise(exercise: Pick<Exercise, 'machine' | 'setup'>): {
  readonly lab: Lab;
  readonly firstSeq: number;
} {
  const lab = new Lab(exercise.machine);
  runAll(lab, exercise.setup);
  return { lab, firstSeq: lab.session.log.length };
}

/** Makes the calls of a set-up or of a solution; there are no scripts in exercises. */
export function runAll(lab: Lab, commands: readonly LessonCommand[]): void {
  for (const command of commands) if (command.kind !== 'registerScript') runLessonCommand(lab, command);
}

/** Judges what was done on a machine since `firstSeq`, by whatever means. */
export function judgeExercise(
  exercise: Pick<Exercise, 'goal' | 'mostCalls'>,
  lab: Lab,
  firstSeq: number,
): ExerciseVerdict {
  const calls = callsSince(lab, firstSeq);
  if (!isReached(exercise.goal, lab, firstSeq)) return { solved: false, missing: 'goal', calls };
  const tooMany = exercise.mostCalls !== null && calls > exercise.mostCalls;
  return { solved: !tooMany, missing: tooMany ? 'calls' : null, calls };
}

function callsSince({ session: { log } }: Lab, firstSeq: number): number {
  let calls = 0;
  for (let seq = firstSeq; seq < log.length; seq++) {
    const op = recordOp(log.wordsOf(seq), log.offsetOf(seq));
    if (op === Op.allocate || op === Op.free) calls++;
  }
  return calls;
}

function isReached(goal: ExerciseGoal, lab: Lab, firstSeq: number): boolean {
  switch (goal.kind) {
    case 'fragmentation':
      return externalFragmentation(lab.pool.largestFreePages, lab.pool.freePages) > goal.above;
    case 'free-queue':
      return isFreedCleanly(goal.queueId, lab, firstSeq);
    default:
      return someEvent(lab, firstSeq, (event) => reaches(goal, event));
  }
}

function someEvent(lab: Lab, firstSeq: number, test: (event: EventDescription) => boolean): boolean {
  const context = descriptionContext(lab);
  for (let seq = firstSeq; seq < lab.session.log.length; seq++) {
    if (test(describeEvent(context, seq))) return true;
  }
  return false;
}

type EventGoal = Exclude<ExerciseGoal, { readonly kind: 'fragmentation' | 'free-queue' }>;

function reaches(goal: EventGoal, event: EventDescription): boolean {
  const served = event.op === 'allocate' && event.status === SUCCESS;
  switch (goal.kind) {
    case 'serve':
      return served && event.lengthBytes >= goal.lengthBytes;
    case 'rule':
      return (event.op === 'allocate' || event.op === 'free') && event.rule === goal.rule;
    case 'shortage': {
      const { reason } = event;
      return event.status === RESOURCES && reason !== null && reason.freePages >= reason.askedPages;
    }
    case 'elements':
      return served && elementsOf(event) === goal.count;
    case 'fallback':
      return served && event.request?.preferredNode === goal.preferredNode && event.node === goal.node;
  }
}

function isFreedCleanly(queueId: number, lab: Lab, firstSeq: number): boolean {
  const { log } = lab.session;
  for (let seq = firstSeq; seq < log.length; seq++) {
    if (isNotable(log.wordsOf(seq), log.offsetOf(seq))) return false;
  }
  return lab.totals.liveBlocks === 0 && describeMachine(lab).queues.every(({ id }) => id !== queueId);
}
