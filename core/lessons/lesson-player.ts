import { type Lab } from '../lab/lab.ts';
import { isSentence, type Sentence } from '../words/sentence.ts';
import { freeRuns } from './free-runs.ts';
import { type ResolvedHighlight, resolveHighlight } from './highlights.ts';
import { type Check, judgeExpectation } from './judge-expectation.ts';
import { type Lesson, type LessonStep } from './lesson.ts';
import { type RegisterLessonScript } from './lesson-command.ts';
import { type AskedQuestion, prepareQuestion, type QuestionWithAnswer } from './questions.ts';
import { machineBefore, runStep } from './run-step.ts';
import { emptyScore, type LessonScore, scoreAfter } from './score.ts';
import { StepEvents } from './step-events.ts';
import { sayOfStep as say } from './step-sentences.ts';

/** What came of a step. */
export interface StepReport {
  readonly step: string;
  /** The step's events: from `firstSeq` to before `endSeq`. */
  readonly firstSeq: number;
  readonly endSeq: number;
  readonly checks: readonly Check[];
  /** Null without a question. `chosen` is null where nobody predicted. */
  readonly prediction: { readonly chosen: string | null; readonly answer: string } | null;
  readonly highlights: readonly ResolvedHighlight[];
  /** Something in the lesson itself that does not fit the engine; null in a sound lesson. */
  readonly problem: Sentence | null;
  /** Every check was met, and there is no problem. */
  readonly met: boolean;
}

/**
 * Plays a lesson step by step on machines of its own. A step begins where the lesson's own commands lead, whatever a
 * learner did in the step before, so that it can be played, done by hand, taken back and jumped to in any order.
 */
export class LessonPlayer {
  /** The machine of the step in hand; another object after a reset, a jump, or a step with a machine of its own. */
  lab: Lab;
  private index = 0;
  private beganAt = 0;
  private prepared: QuestionWithAnswer | Sentence | null = null;
  private chosen: string | null = null;
  private scored: LessonScore;
  /** The outcome of the step in hand; null before it was played. */
  report: StepReport | null = null;

  private constructor(
    readonly lesson: Lesson,
    private readonly registerScript: RegisterLessonScript,
    lab: Lab,
    score: LessonScore,
  ) {
    this.lab = lab;
    this.scored = score;
  }

  /**
   * @param registerScript how the host registers the lesson's scripts; a host without scripts answers a reason
   * @param score what was done in this lesson before
   */
  static async begin(
    lesson: Lesson,
    registerScript: RegisterLessonScript,
    score: LessonScore = emptyScore(lesson.id),
  ): Promise<LessonPlayer> {
    const lab = await machineBefore(lesson, 0, registerScript);
    const player = new LessonPlayer(lesson, registerScript, lab, score);
    await player.settle(lab, 0);
    return player;
  }

  /** Place of the step in hand, from 0. */
  get position(): number {
    return this.index;
  }

  get step(): LessonStep {
    return this.lesson.steps[this.index]!;
  }

  get score(): LessonScore {
    return this.scored;
  }

  /** The question of the step in hand with its options; null without one. */
  get question(): AskedQuestion | null {
    return this.prepared === null || isSentence(this.prepared) ? null : this.prepared.asked;
  }

  /** What the step points at before it was played. */
  get highlights(): readonly ResolvedHighlight[] {
    return this.report?.highlights ?? this.resolved(new StepEvents(this.lab, this.beganAt));
  }

  /** The answer that was chosen; null where nobody has. */
  get prediction(): string | null {
    return this.chosen;
  }

  /** Events that the log had when the step began. */
  get firstSeq(): number {
    return this.beganAt;
  }

  /** What the step's expectations say of the machine as it is now, by whatever means it got there. */
  get standing(): readonly Check[] {
    if (this.report !== null) return this.report.checks;
    const events = new StepEvents(this.lab, this.beganAt);
    events.noteEventsAsCommands();
    return this.step.expect.flatMap((expectation) => judgeExpectation(expectation, events));
  }

  /** Chooses an answer, until the step is played; false for an option that the question has not. */
  predict(option: string): boolean {
    if (this.report !== null || this.question?.options.every(({ id }) => id !== option) !== false)
      return false;
    this.chosen = option;
    return true;
  }

  /** Makes the step's own calls; of a step that was played already, the report. */
  async play(): Promise<StepReport> {
    if (this.report !== null) return this.report;
    if (this.lab.session.log.length > this.beganAt) await this.reset();
    const { events, problem } = await runStep(this.lesson, this.step, this.lab, this.registerScript);
    return this.judge(events, problem, true);
  }

  /**
   * Judges what was done on `lab` by hand since the step began. Each event counts as a command of its own. The step
   * stays open until its expectations hold.
   */
  judgeLearner(): StepReport {
    if (this.report !== null) return this.report;
    const events = new StepEvents(this.lab, this.beganAt);
    events.noteEventsAsCommands();
    return this.judge(events, null, false);
  }

  /** Takes the step back to its beginning. */
  async reset(): Promise<void> {
    const { chosen } = this;
    await this.settle(await machineBefore(this.lesson, this.index, this.registerScript), this.index);
    this.chosen = chosen;
  }

  /** Goes to a step. @throws RangeError for one that the lesson has not */
  async goTo(index: number): Promise<void> {
    if (!Number.isInteger(index) || this.lesson.steps[index] === undefined)
      throw new RangeError(`step ${index}: expected from 0 to ${this.lesson.steps.length - 1}`);
    await this.settle(await machineBefore(this.lesson, index, this.registerScript), index);
  }

  /**
   * Goes on to the next step; false, with nothing changed, at the end. The machine is kept where its state is the one
   * that the next step begins with.
   */
  async next(): Promise<boolean> {
    const following = this.lesson.steps[this.index + 1];
    if (following === undefined) return false;
    const untouched = this.report?.endSeq === this.lab.session.log.length;
    const played = untouched && this.playedItself && following.machine === null;
    const lab = played ? this.lab : await machineBefore(this.lesson, this.index + 1, this.registerScript);
    await this.settle(lab, this.index + 1);
    return true;
  }

  /** The step in hand was done by the lesson's own commands. */
  private playedItself = false;

  private async settle(lab: Lab, index: number): Promise<void> {
    this.lab = lab;
    this.index = index;
    this.beganAt = lab.session.log.length;
    this.report = null;
    this.chosen = null;
    this.playedItself = false;
    this.prepared = await this.prepare();
  }

  /** Rehearses the step on a machine of its own to find out what its question is about. */
  private async prepare(): Promise<QuestionWithAnswer | Sentence | null> {
    const { lesson, step, registerScript } = this;
    if (step.question === null) return null;
    const lab = await machineBefore(lesson, this.index, registerScript);
    const before = freeRuns(lab);
    const { events } = await runStep(lesson, step, lab, registerScript);
    return prepareQuestion(step.question, before, events);
  }

  private judge(events: StepEvents, problem: Sentence | null, byItself: boolean): StepReport {
    const { step, prepared, chosen } = this;
    const checks = step.expect.flatMap((expectation) => judgeExpectation(expectation, events));
    const highlights = this.resolved(events);
    const lost = prepared !== null && isSentence(prepared) ? prepared : this.missing(events, byItself);
    const wrong = problem ?? lost;
    const report: StepReport = {
      step: step.id,
      firstSeq: this.beganAt,
      endSeq: events.endSeq,
      checks,
      prediction: prepared === null || isSentence(prepared) ? null : { chosen, answer: prepared.answer },
      highlights,
      problem: wrong,
      met: wrong === null && checks.every(({ met }) => met),
    };
    if (!byItself && !report.met) return report;
    this.report = report;
    this.playedItself = byItself;
    const right = report.prediction === null || chosen === null ? null : chosen === report.prediction.answer;
    this.scored = scoreAfter(this.scored, step.id, report.met, right);
    return report;
  }

  private resolved(events: StepEvents): readonly ResolvedHighlight[] {
    return this.step.highlights.flatMap((highlight) => resolveHighlight(highlight, events) ?? []);
  }

  /** A highlight of something that the step's own commands do not bring about; learners find ways of their own. */
  private missing(events: StepEvents, byItself: boolean): Sentence | null {
    if (!byItself) return null;
    const lost = this.step.highlights.find((highlight) => resolveHighlight(highlight, events) === null);
    return lost === undefined ? null : say('noHighlight', { kind: lost.kind });
  }
}
