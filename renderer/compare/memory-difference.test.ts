import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerAt } from '../map/block-history.ts';
import { anyHistory, type DrawnHistory } from '../map/drawn-history.fixture.ts';
import { DifferenceModel } from './difference-model.ts';
import { differenceOf } from './memory-difference.ts';

const compared = (memory: DrawnHistory) => ({
  ...memory,
  history: memory.history,
  sameness: (block: number) => block % 3,
  allRunsOf: (block: number) => {
    const { history } = memory;
    return Array.from({ length: history.runCount(block) }, (_, index) => {
      const at = 2 * (history.runAt(block) + index);
      return { firstPage: history.runs[at]!, pages: history.runs[at + 1]! };
    });
  },
});

/** Blocks that own a page after so many events, from the pages themselves. */
const liveAt = (memory: DrawnHistory, position: number): Set<number> => {
  const live = new Set<number>();
  if (position === 0) return live;
  for (let page = 0; page < memory.pageCount; page++) live.add(ownerAt(memory.history, position - 1, page));
  live.delete(0);
  return live;
};

const moments = fc.tuple(anyHistory, fc.nat(60), fc.nat(60)).map(([memory, one, other]) => {
  const { events } = memory.history;
  return { memory, a: Math.min(one, events), b: Math.min(other, events) };
});

describe('two moments', () => {
  it('have exactly their blocks in common, and the others apart', () => {
    fc.assert(
      fc.property(moments, ({ memory, a, b }) => {
        const { onlyA, both, onlyB } = differenceOf(compared(memory), a, b);
        const [atA, atB] = [liveAt(memory, a), liveAt(memory, b)];
        expect([...onlyA]).toEqual([...atA].filter((block) => !atB.has(block)).sort((x, y) => x - y));
        expect([...onlyB]).toEqual([...atB].filter((block) => !atA.has(block)).sort((x, y) => x - y));
        expect([...both]).toEqual([...atA].filter((block) => atB.has(block)).sort((x, y) => x - y));
      }),
    );
  });

  it('swapped, have their lists swapped', () => {
    fc.assert(
      fc.property(moments, ({ memory, a, b }) => {
        const one = differenceOf(compared(memory), a, b);
        const other = differenceOf(compared(memory), b, a);
        expect(other.onlyA).toEqual(one.onlyB);
        expect(other.onlyB).toEqual(one.onlyA);
        expect(other.both).toEqual(one.both);
        expect(other.movedFrom.length).toBe(one.movedTo.length);
      }),
    );
  });

  it('move only what was freed and what was added, each once, to other pages', () => {
    fc.assert(
      fc.property(moments, ({ memory, a, b }) => {
        const session = compared(memory);
        const { onlyA, onlyB, movedFrom, movedTo } = differenceOf(session, a, b);
        expect(movedFrom.length).toBe(movedTo.length);
        expect(new Set(movedFrom).size).toBe(movedFrom.length);
        expect(new Set(movedTo).size).toBe(movedTo.length);
        movedFrom.forEach((from, index) => {
          const to = movedTo[index]!;
          expect(onlyA).toContain(from);
          expect(onlyB).toContain(to);
          expect(session.sameness(from)).toBe(session.sameness(to));
          expect(session.allRunsOf(from)[0]?.firstPage).not.toBe(session.allRunsOf(to)[0]?.firstPage);
        });
      }),
    );
  });

  it('are drawn page by page as what became of the page', () => {
    fc.assert(
      fc.property(moments, ({ memory, a, b }) => {
        const session = compared(memory);
        const model = new DifferenceModel(session, differenceOf(session, a, b), { a, b });
        const ownerThen = (position: number, page: number): number =>
          position === 0 ? 0 : ownerAt(memory.history, position - 1, page);
        for (let page = 0; page < memory.pageCount; page++) {
          const [atA, atB] = [ownerThen(a, page), ownerThen(b, page)];
          expect(model.ownersAt(page)).toEqual({ atA, atB });
          const held = {
            atA: a > 0 && memory.heldAfter(a - 1, page),
            atB: b > 0 && memory.heldAfter(b - 1, page),
          };
          expect(model.heldAt(page)).toEqual(held);
          if (atA === 0 && atB === 0) {
            expect(model.owners[page]).toBe(0);
            expect(model.reserved?.[page] ?? 0).toBe(held.atA || held.atB ? 1 : 0);
          } else {
            const fate = model.fateOf(model.owners[page]!);
            if (atA === atB) expect(fate).toBe('kept');
            else if (atA === 0) expect(['added', 'movedTo']).toContain(fate);
            else if (atB === 0) expect(['freed', 'movedFrom']).toContain(fate);
            else expect(fate).toBe('replaced');
          }
        }
      }),
    );
  });

  it('count what is held back for no block, each', () => {
    fc.assert(
      fc.property(moments, ({ memory, a, b }) => {
        const session = compared(memory);
        const model = new DifferenceModel(session, differenceOf(session, a, b), { a, b });
        const reservedThen = (position: number): number => {
          let pages = 0;
          for (let page = 0; page < memory.pageCount && position > 0; page++) {
            const free = ownerAt(memory.history, position - 1, page) === 0;
            if (free && memory.heldAfter(position - 1, page)) pages++;
          }
          return pages;
        };
        expect(model.reservedPages).toEqual({ atA: reservedThen(a), atB: reservedThen(b) });
      }),
    );
  });
});
