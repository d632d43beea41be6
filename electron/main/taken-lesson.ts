import { commandText } from '../../core/lessons/command-text.ts';
import { type Exercise } from '../../core/lessons/exercises/exercise.ts';
import { generateExercise } from '../../core/lessons/exercises/generate-exercise.ts';
import {
  beginExercise,
  type ExerciseVerdict,
  judgeExercise,
  runAll,
} from '../../core/lessons/exercises/judge-exercise.ts';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { type RegisterLessonScript } from '../../core/lessons/lesson-command.ts';
import { LessonPlayer } from '../../core/lessons/lesson-player.ts';
import { type LessonScore } from '../../core/lessons/score.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import {
  type LessonAction,
  type LessonState,
  type ShownExercise,
  type ShownQuestion,
  type ShownStep,
} from '../contract/lessons.ts';

/** As the page gets them, but that what is wrong with the lesson is not worded yet. */
type TakenStep = Omit<ShownStep, 'problem'> & { readonly problem: Sentence | null };
type TakenState = Omit<LessonState, 'epoch' | 'step'> & { readonly step: TakenStep };

/** An exercise in hand, on a machine of its own. */
interface Practice {
  readonly exercise: Exercise;
  readonly lab: Lab;
  readonly firstSeq: number;
  readonly verdict: ExerciseVerdict;
  readonly solutionShown: boolean;
}

/** Seeds that are tried from the wanted one on, until one gives an exercise. */
const MOST_SEEDS = 20;

/** A lesson that is being taken: its player, what the class asked for, and the exercise in hand. No windows. */
export class TakenLesson {
  private hinted = false;
  private practice: Practice | null = null;
  /** Exercises that were solved by hand, each once. */
  exercisesSolved = 0;

  private constructor(
    readonly player: LessonPlayer,
    /** The file that it was read from; null for a bundled one. */
    private readonly file: string | null,
    private readonly openedAtMs: number,
  ) {}

  static async begin(
    lesson: Lesson,
    file: string | null,
    registerScript: RegisterLessonScript,
    score: LessonScore | undefined,
    openedAtMs: number,
  ): Promise<TakenLesson> {
    const player = await LessonPlayer.begin(lesson, registerScript, score);
    const taken = new TakenLesson(player, file, openedAtMs);
    await taken.settle();
    return taken;
  }

  get lesson(): Lesson {
    return this.player.lesson;
  }

  /** The machine that is to be seen now; another object after a reset, a jump or an exercise. */
  get lab(): Lab {
    return this.practice?.lab ?? this.player.lab;
  }

  async act(action: LessonAction): Promise<void> {
    const { player } = this;
    switch (action.kind) {
      case 'advance':
        if (this.practice === null && this.runs && player.report === null && player.step.by === 'lab')
          await player.play();
        else await this.goOn();
        return;
      case 'next':
        await this.goOn();
        return;
      case 'back':
        await this.goTo(Math.max(0, player.position - 1));
        return;
      case 'restart':
        await this.goTo(0);
        return;
      case 'goTo':
        await this.goTo(Math.min(action.step, this.lesson.steps.length - 1));
        return;
      case 'reset':
        if (this.practice !== null) this.practise(this.practice.exercise);
        else await this.goTo(player.position);
        return;
      case 'run':
        if (this.practice === null) await player.play();
        return;
      case 'hint':
        this.hinted = true;
        if (this.practice !== null) this.practice = { ...this.practice, solutionShown: true };
        return;
      case 'answer':
        player.predict(action.option);
        return;
      case 'practise': {
        const exercise = this.exerciseFrom(action.seed);
        if (exercise !== null) this.practise(exercise);
        return;
      }
      case 'solve':
        this.solve();
        return;
      case 'endPractice':
        this.practice = null;
        return;
      case 'close':
      case 'dismiss':
      // Whoever has opened the lesson sees to that.
    }
  }

  /** Something was done on the machine by hand: judges the learner's step, or the exercise. */
  noteDone(): void {
    const { practice, player } = this;
    if (practice !== null) {
      const verdict = judgeExercise(practice.exercise, practice.lab, practice.firstSeq);
      if (verdict.solved && !practice.verdict.solved) this.exercisesSolved++;
      this.practice = { ...practice, verdict };
    } else if (player.step.by === 'learner') player.judgeLearner();
  }

  get state(): TakenState {
    const { lesson, player, practice } = this;
    const { id, number, title, steps, practice: offered } = lesson;
    const { stepsDone, predictions } = player.score;
    return {
      id,
      number,
      title,
      file: this.file,
      steps: steps.map((step) => ({
        id: step.id,
        title: step.title,
        by: step.by,
        done: stepsDone.includes(step.id),
        prediction: predictions[step.id] ?? null,
      })),
      position: player.position,
      step: this.shownStep(),
      practisable: offered.length > 0,
      exercise: practice === null ? null : shownExercise(practice),
      openedAtMs: this.openedAtMs,
    };
  }

  /** Whether the step has calls to make or an answer to show. */
  private get runs(): boolean {
    const { commands, question } = this.player.step;
    return commands.length > 0 || question !== null;
  }

  private async goOn(): Promise<void> {
    const fromPractice = this.practice !== null;
    this.practice = null;
    // After an exercise the lesson is where it was left.
    if (fromPractice || !(await this.player.next())) return;
    await this.settle();
  }

  private async goTo(step: number): Promise<void> {
    this.practice = null;
    await this.player.goTo(step);
    await this.settle();
  }

  /** A step that only says something has nothing to wait for. */
  private async settle(): Promise<void> {
    this.hinted = false;
    if (!this.runs) await this.player.play();
  }

  private exerciseFrom(seed: number): Exercise | null {
    const { practice } = this.lesson;
    for (let tried = seed; tried < seed + MOST_SEEDS; tried++) {
      const spec = practice[tried % Math.max(1, practice.length)];
      const exercise = spec === undefined ? null : generateExercise(spec, tried);
      if (exercise !== null) return exercise;
    }
    return null;
  }

  private practise(exercise: Exercise): void {
    const { lab, firstSeq } = beginExercise(exercise);
    const verdict = judgeExercise(exercise, lab, firstSeq);
    this.practice = { exercise, lab, firstSeq, verdict, solutionShown: false };
  }

  private solve(): void {
    const { practice } = this;
    if (practice === null) return;
    const { exercise } = practice;
    const { lab, firstSeq } = beginExercise(exercise);
    runAll(lab, exercise.solution);
    const verdict = judgeExercise(exercise, lab, firstSeq);
    this.practice = { exercise, lab, firstSeq, verdict, solutionShown: true };
  }

  private shownStep(): TakenStep {
    const { player, practice } = this;
    const { step, report } = player;
    const calls = step.by === 'lab' || this.hinted || report !== null;
    return {
      by: step.by,
      text: step.text,
      after: report === null ? null : step.after,
      notes: step.notes,
      commands: calls ? step.commands.map(commandText) : [],
      runs: this.runs,
      question: this.shownQuestion(),
      outcome: report === null ? 'open' : report.met ? 'met' : 'failed',
      // What is expected would give a prediction away.
      checks: report === null && (step.by === 'lab' || step.question !== null) ? [] : player.standing,
      problem: report?.problem ?? null,
      // They belong to the lesson's machine, not to that of an exercise.
      highlights: practice === null ? player.highlights : [],
      firstSeq: player.firstSeq,
      endSeq: report?.endSeq ?? player.firstSeq,
    };
  }

  private shownQuestion(): ShownQuestion | null {
    const { question, report, prediction } = this.player;
    if (question === null) return null;
    return { ...question, chosen: prediction, answer: report?.prediction?.answer ?? null };
  }
}

const shownExercise = ({ exercise, verdict, solutionShown }: Practice): ShownExercise => ({
  kind: exercise.kind,
  seed: exercise.seed,
  text: exercise.text,
  mostCalls: exercise.mostCalls,
  calls: verdict.calls,
  solved: verdict.solved,
  missing: verdict.missing,
  solution: solutionShown ? exercise.solution.map(commandText) : null,
});
