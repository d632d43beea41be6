import { englishOf, type Sentence } from '../../core/words/sentence.ts';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { completeRequest } from '../../core/lab/manual-calls.ts';
import { runLabCommand } from '../../core/history/lab-command.ts';
import { parseLesson } from '../files/read-lesson.ts';
import { TakenLesson } from './taken-lesson.ts';

const noScripts = (): Promise<Sentence> => Promise.resolve({ en: 'no scripts', pt: 'sem scripts' });

async function take(number: number): Promise<TakenLesson> {
  const bundled = BUNDLED_LESSONS.find(({ name }) => name.startsWith(String(number).padStart(2, '0')));
  const read = parseLesson(bundled?.name ?? '', bundled?.source ?? '');
  if (!read.ok) throw new Error(read.messages.map(englishOf).join('\n'));
  return TakenLesson.begin(read.lesson, null, noScripts, undefined, 0);
}

const titles = ({ steps, position }: TakenLesson['state']): string => steps[position]?.id ?? '';

describe('a lesson that is taken', () => {
  it('keeps the answer and what is said afterwards to itself until the calls have returned', async () => {
    const taken = await take(1);
    await taken.act({ kind: 'goTo', step: 2 });
    await taken.act({ kind: 'answer', option: 'choice-2' });
    const before = JSON.stringify(taken.state);
    expect(taken.state.step.question).toMatchObject({ chosen: 'choice-2', answer: null });
    expect(taken.state.step).toMatchObject({ after: null, checks: [], outcome: 'open' });
    expect(before).not.toContain('chooses where its memory comes');
    await taken.act({ kind: 'advance' });
    expect(taken.state.step.question).toMatchObject({ chosen: 'choice-2', answer: 'choice-1' });
    expect(taken.state.step.after?.en).toContain('chooses where its memory comes');
    expect(taken.state.step.outcome).toBe('met');
    expect(taken.state.steps[2]).toMatchObject({ done: true, prediction: 'wrong' });
  });

  it('counts the first prediction only, and steps can be taken back', async () => {
    const taken = await take(1);
    await taken.act({ kind: 'answer', option: 'choice-2' });
    await taken.act({ kind: 'run' });
    await taken.act({ kind: 'reset' });
    expect(taken.state.step.outcome).toBe('open');
    await taken.act({ kind: 'answer', option: 'choice-1' });
    await taken.act({ kind: 'run' });
    expect(taken.state.steps[0]?.prediction).toBe('wrong');
  });

  it('goes to its end by a clicker alone, back, and to its beginning', async () => {
    const taken = await take(1);
    for (let press = 0; press < 20; press++) await taken.act({ kind: 'advance' });
    expect(titles(taken.state)).toBe('yours');
    await taken.act({ kind: 'back' });
    expect(titles(taken.state)).toBe('back');
    await taken.act({ kind: 'restart' });
    expect(taken.state.position).toBe(0);
    expect(taken.state.steps.filter(({ done }) => done)).toHaveLength(6);
  });

  it('judges what a learner does by hand, says what is missing, and gives a hint when asked', async () => {
    const taken = await take(1);
    await taken.act({ kind: 'goTo', step: 6 });
    const allocate = (lengthBytes: number): void => {
      const request = completeRequest(taken.lab, { lengthBytes, queueId: 0 });
      runLabCommand(taken.lab, { kind: 'allocate', request });
      taken.noteDone();
    };
    expect(taken.state.step.commands).toEqual([]);
    allocate(0);
    expect(taken.state.step.outcome).toBe('open');
    expect(taken.state.step.checks.some(({ met }) => !met)).toBe(true);
    await taken.act({ kind: 'hint' });
    expect(taken.state.step.commands).toEqual(['NdisAllocateSharedMemory(Length 16 KiB, QueueId 0)']);
    allocate(4096);
    expect(taken.state.step.outcome).toBe('met');
    expect(taken.state.steps[6]?.done).toBe(true);
  });

  it('rebuilds the machine where somebody has meddled with it after the step was played', async () => {
    const taken = await take(1);
    await taken.act({ kind: 'goTo', step: 2 });
    await taken.act({ kind: 'run' });
    const request = completeRequest(taken.lab, { lengthBytes: 4096, queueId: 0 });
    runLabCommand(taken.lab, { kind: 'allocate', request });
    await taken.act({ kind: 'next' });
    await taken.act({ kind: 'run' });
    expect(taken.state.step.outcome).toBe('met');
  });

  it('gives the same exercise for the same number, judges it, and solves it when asked', async () => {
    const taken = await take(1);
    await taken.act({ kind: 'practise', seed: 7 });
    const first = taken.state.exercise;
    expect(first).toMatchObject({ solved: false, solution: null });
    await taken.act({ kind: 'hint' });
    expect(taken.state.exercise?.solution?.length).toBeGreaterThan(0);
    await taken.act({ kind: 'solve' });
    expect(taken.state.exercise?.solved).toBe(true);
    // Only what is done by hand counts.
    expect(taken.exercisesSolved).toBe(0);
    await taken.act({ kind: 'practise', seed: 7 });
    expect(taken.state.exercise).toEqual(first);
    await taken.act({ kind: 'endPractice' });
    expect(taken.state.exercise).toBeNull();
  });
});
