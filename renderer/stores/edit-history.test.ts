import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EditHistory } from './edit-history.ts';

const edit = (before: string, after: string, about = after, at = 'now') => ({ before, after, about, at });

describe('edits of the page', () => {
  it('come back one by one, and are made again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (values) => {
        const history = new EditHistory<string>();
        values.forEach((value, index) => history.note(edit(values[index - 1] ?? '', value)));
        for (let index = values.length - 1; index >= 0; index--)
          expect(history.step('undo', 'now')).toBe(values[index - 1] ?? '');
        expect(history.can('undo', 'now')).toBe(false);
        for (const value of values) expect(history.step('redo', 'now')).toBe(value);
        expect(history.can('redo', 'now')).toBe(false);
      }),
    );
  });

  it('make a note that is typed letter by letter one edit', () => {
    const history = new EditHistory<string>();
    for (const [before, after] of [
      ['', 'f'],
      ['f', 'fu'],
      ['fu', 'full'],
    ] as const)
      history.note(edit(before, after, 'note of 7'));
    expect(history.step('undo', 'now')).toBe('');
    expect(history.can('undo', 'now')).toBe(false);
    expect(history.step('redo', 'now')).toBe('full');
  });

  it('leave it to the engine once that has done something', () => {
    const history = new EditHistory<string>();
    history.note(edit('', 'a', 'a', '3 events'));
    expect(history.step('undo', '4 events')).toBeNull();
    expect(history.step('undo', '3 events')).toBe('');
    expect(history.can('redo', '4 events')).toBe(false);
    history.note(edit('', 'b', 'b', '3 events'));
    expect(history.can('redo', '3 events')).toBe(false);
  });
});
