/** What a class has done in one lesson. Plain data, for keeping. */
export interface LessonScore {
  readonly lesson: string;
  /** Steps that were played or done and whose expectations held, by id. */
  readonly stepsDone: readonly string[];
  /** First predictions by step id; later ones are practice. */
  readonly predictions: Readonly<Record<string, 'right' | 'wrong'>>;
}

export const emptyScore = (lesson: string): LessonScore => ({ lesson, stepsDone: [], predictions: {} });

/** The score after a step was played. */
export function scoreAfter(
  score: LessonScore,
  step: string,
  met: boolean,
  predictedRight: boolean | null,
): LessonScore {
  const stepsDone = met && !score.stepsDone.includes(step) ? [...score.stepsDone, step] : score.stepsDone;
  const first = predictedRight !== null && score.predictions[step] === undefined;
  const predictions = first
    ? { ...score.predictions, [step]: predictedRight ? ('right' as const) : ('wrong' as const) }
    : score.predictions;
  return { ...score, stepsDone, predictions };
}
