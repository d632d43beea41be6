import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runLessonCommand } from '../lesson-command.ts';
import { type Exercise, EXERCISE_KINDS } from './exercise.ts';
import { generateExercise } from './generate-exercise.ts';
import { beginExercise, judgeExercise, runAll } from './judge-exercise.ts';
import { RULE_CAUSES } from './rule-causes.ts';

const made = (kind: Exercise['kind'], seed: number, rules: readonly string[] = []): Exercise => {
  const exercise = generateExercise({ kind, rules }, seed);
  if (exercise === null) throw new Error(`${kind} ${seed}: no exercise`);
  return exercise;
};

describe.each(EXERCISE_KINDS)('exercise %s', (kind) => {
  it('is solved by its own solution within the calls that it allows, and not before its last command', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (seed) => {
        const exercise = made(kind, seed);
        const { lab, firstSeq } = beginExercise(exercise);
        for (const command of exercise.solution) {
          expect(judgeExercise(exercise, lab, firstSeq)).toMatchObject({ solved: false, missing: 'goal' });
          if (command.kind !== 'registerScript') runLessonCommand(lab, command);
        }
        const verdict = judgeExercise(exercise, lab, firstSeq);
        expect(verdict).toMatchObject({ solved: true, missing: null });
        if (exercise.mostCalls !== null) expect(verdict.calls).toBeLessThanOrEqual(exercise.mostCalls);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for the same seed, with all its words', () => {
    const one = made(kind, 77);
    expect(made(kind, 77)).toEqual(one);
    expect(one.text.pt).not.toBe(one.text.en);
    const others = Array.from({ length: 8 }, (_, seed) => JSON.stringify({ ...made(kind, seed), seed: 0 }));
    expect(new Set(others).size).toBeGreaterThan(1);
  });
});

describe('a wrong attempt', () => {
  it('with more calls than are allowed is told so', () => {
    const exercise = made('shortage', 5);
    const { lab, firstSeq } = beginExercise(exercise);
    for (let call = 0; call < 10; call++)
      runLessonCommand(lab, { kind: 'allocate', request: { lengthBytes: 0 }, times: 1 });
    runAll(lab, exercise.solution);
    expect(judgeExercise(exercise, lab, firstSeq)).toMatchObject({ solved: false, missing: 'calls' });
  });

  it('that gets RESOURCES because memory is short all in all is no fragmentation', () => {
    const exercise = made('shortage', 5);
    const { lab, firstSeq } = beginExercise(exercise);
    runLessonCommand(lab, { kind: 'allocate', request: { lengthBytes: 2 ** 30 }, times: 1 });
    expect(lab.totals.statuses[2]).toBe(1);
    expect(judgeExercise(exercise, lab, firstSeq).missing).toBe('goal');
  });

  it('that leaves something behind has not freed the queue', () => {
    const exercise = made('free-queue', 3);
    for (const forgotten of exercise.solution.keys()) {
      const { lab, firstSeq } = beginExercise(exercise);
      runAll(lab, exercise.solution.toSpliced(forgotten, 1));
      expect(judgeExercise(exercise, lab, firstSeq).solved).toBe(false);
    }
  });

  it('by another rule than the one that was asked for does not count', () => {
    const exercise = made('rule', 1, ['A17']);
    const { lab, firstSeq } = beginExercise(exercise);
    runLessonCommand(lab, { kind: 'allocate', request: { lengthBytes: 4096, usage: 10 }, times: 1 });
    expect(judgeExercise(exercise, lab, firstSeq).missing).toBe('goal');
  });
});

describe('the tasks', () => {
  it('say what has to come about', () => {
    expect(made('rule', 1, ['A17']).text.en).toMatch(
      /^Cause NDIS_STATUS_INVALID_PARAMETER by rule A17\. You have [3-6] calls/,
    );
    expect(made('rule', 1, ['F4']).text.pt).toMatch(/^Provoque DOUBLE_FREE pela regra F4\. /);
    expect(made('serve', 1).text.en).toMatch(/^Make a request of \d+ KiB for queue 0 succeed\. /);
    expect(made('fragmentation', 1).text.en).toMatch(/above 0\.\d+\. You have \d+ calls/);
  });
});

describe('rules that can be practised', () => {
  it.each(RULE_CAUSES.map(({ rule }) => rule))('%s is caused by its commands', (rule) => {
    expect(made('rule', 9, [rule]).goal.kind).toBe('rule');
  });
});
