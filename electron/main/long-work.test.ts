import { describe, expect, it } from 'vitest';
import { LongWork } from './long-work.ts';

/** A window that writes down what it is told to show. */
function windowWith(focused: boolean) {
  const signs: (number | 'flash')[] = [];
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
function worked(focused: boolean, ms: number, looks: number): readonly (number | 'flash')[] {
  const window = windowWith(focused);
  let now = 5;
  const work = new LongWork(window, () => now);
  for (let look = 0; look < looks; look++) {
    work.show({ done: look, total: looks });
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
    expect(worked(false, 8000, 2)).toEqual([0, 0.5, -1, 'flash']);
    expect(worked(false, 500, 2)).toEqual([0, 0.5, -1]);
  });

  it('draws a step of the bar once, however often it is told', () => {
    expect(worked(true, 9000, 5000)).toHaveLength(101);
  });

  it('is whole where there is nothing to do', () => {
    const window = windowWith(true);
    new LongWork(window, () => 0).show({ done: 0, total: 0 });
    expect(window.signs).toEqual([1]);
  });
});
