import { describe, expect, it } from 'vitest';
import { LongWork, workUnderWay } from './long-work.ts';

/** A window that writes down what it is told to show. */
function windowWith(focused: boolean) {
  const signs: (number | string)[] = [];
  return {
    signs,
    isFocused: () => focused,
    setProgressBar: (share: number) => void signs.push(share),
    flashFrame: (flag: boolean) => {
      if (flag) signs.push('flash');
    },
  };
}

/** Shows work of so many milliseconds in so many looks, and its end. */
function worked(focused: boolean, ms: number, looks: number): readonly (number | string)[] {
  const window = windowWith(focused);
  let now = 5;
  const notify = (kind: string, waited: number): void => void window.signs.push(`${kind} ${waited}`);
  const work = new LongWork(window, notify, () => now);
  for (let look = 0; look < looks; look++) {
    work.show({ kind: 'exporting', done: look, total: looks });
    now += ms / looks;
  }
  work.show(null);
  work.show(null);
  return window.signs;
}

describe('long work', () => {
  it('is a bar that grows, and goes away with its end', () => {
    expect(worked(true, 8000, 4)).toEqual([0, 0.25, 0.5, 0.75, -1]);
  });

  it('asks for eyes at its end when it took long and the window is behind others', () => {
    expect(worked(false, 8000, 2)).toEqual([0, 0.5, -1, 'flash', 'exporting 8000']);
    expect(worked(false, 500, 2)).toEqual([0, 0.5, -1]);
  });

  it('draws a step of the bar once, however often it is told', () => {
    expect(worked(true, 9000, 5000)).toHaveLength(101);
  });

  it('is whole where there is nothing to do', () => {
    const window = windowWith(true);
    const nothing = (): void => undefined;
    new LongWork(window, nothing, () => 0).show({ kind: 'importing', done: 0, total: 0 });
    expect(window.signs).toEqual([1]);
  });

  it('is whatever takes long', () => {
    const nothing = { importing: null, exporting: null, repeating: null, policies: null };
    const measured = { requests: 9, peakLiveBytes: 1, peakLivePages: 1, policies: [] };
    const part = { done: 1, total: 4 };
    expect(workUnderWay(nothing)).toBeNull();
    expect(workUnderWay({ ...nothing, policies: { ...measured, state: 'done' } })).toBeNull();
    const importing = { ...part, file: 'a.rep', phase: 'reading' } as const;
    expect(workUnderWay({ ...nothing, importing, repeating: part })).toEqual({ kind: 'importing', ...part });
    expect(workUnderWay({ ...nothing, exporting: part })).toEqual({ kind: 'exporting', ...part });
    expect(workUnderWay({ ...nothing, repeating: part })).toEqual({ kind: 'repeating', ...part });
    expect(workUnderWay({ ...nothing, policies: { ...measured, state: 'running' } })).toMatchObject({
      ...{ kind: 'measuring', done: 0 },
    });
  });
});
