import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerAt } from './block-history.ts';
import {
  CellKind,
  kindOfCell,
  RESERVED_STYLE,
  SHARE_STEPS,
  secondShareOfCell,
  shareOfCell,
  styleOfCell,
} from './cell-code.ts';
import { anyHistory, type DrawnHistory } from './drawn-history.fixture.ts';
import { TimeCells, type TimeWindow } from './time-cells.ts';

function filled(memory: DrawnHistory, window: TimeWindow): TimeCells {
  const cells = new TimeCells(memory, memory.history, window, null);
  while (cells.fill(0));
  return cells;
}

function rowsOf(cells: TimeCells, { firstCell, cellCount, firstRow, rowCount }: TimeWindow): number[][] {
  return Array.from({ length: rowCount }, (_, line) => {
    const row = new Uint32Array(cellCount);
    cells.copyRow(firstRow + line, firstCell, cellCount, row, 0);
    return [...row];
  });
}

/** Stands for pages that are held back and have no block. */
const HELD = -1;

/** What a cell stands for, event by event and page by page. */
function ownersIn(memory: DrawnHistory, window: TimeWindow, cell: number, row: number): number[] {
  const owners: number[] = [];
  const endEvent = Math.min(memory.history.events, (cell + 1) * 2 ** window.level);
  const endPage = Math.min(memory.pageCount, (row + 1) * 2 ** window.rowLevel);
  for (let event = cell * 2 ** window.level; event < endEvent; event++) {
    for (let page = row * 2 ** window.rowLevel; page < endPage; page++)
      owners.push(ownerAt(memory.history, event, page) || (memory.heldAfter(event, page) ? HELD : 0));
  }
  return owners;
}

const anyWindow = fc.record({
  level: fc.nat(4),
  rowLevel: fc.nat(3),
  firstCell: fc.nat(6),
  cellCount: fc.integer({ min: 1, max: 12 }),
  firstRow: fc.nat(3),
  rowCount: fc.integer({ min: 1, max: 8 }),
});

describe('the cells of time x address', () => {
  it('say how far they are, step by step up to the whole', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, (memory, window) => {
        const cells = new TimeCells(memory, memory.history, window, null);
        let before = cells.progress;
        for (let more = true; more;) {
          more = cells.fill(0);
          expect(cells.progress).toBeGreaterThanOrEqual(before);
          expect(cells.progress < 1).toBe(more);
          before = cells.progress;
        }
        expect(before).toBe(1);
      }),
    );
  });

  it('are plain exactly where one block, or nobody, has all pages during all events', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, (memory, window) => {
        const cells = filled(memory, window);
        const row = new Uint32Array(1);
        for (let cell = window.firstCell; cell < window.firstCell + window.cellCount; cell++) {
          for (let line = window.firstRow; line < window.firstRow + window.rowCount; line++) {
            const owners = ownersIn(memory, window, cell, line);
            cells.copyRow(line, cell, 1, row, 0);
            const kind = kindOfCell(row[0]!);
            if (cell * 2 ** window.level >= memory.history.events) expect(kind).toBe(CellKind.outside);
            else if (owners.length === 0) continue;
            else if (owners.every((owner) => owner === 0)) expect(kind).toBe(CellKind.free);
            // Whoever holds them, and since when: one look.
            else if (owners.every((owner) => owner === HELD) && kind === CellKind.used) {
              expect(styleOfCell(row[0]!)).toBe(RESERVED_STYLE);
            } else if (owners.every((owner) => owner === owners[0] && owner !== HELD)) {
              expect(kind).toBe(CellKind.used);
              expect(styleOfCell(row[0]!)).toBe(memory.styleOf(owners[0]!));
            } else {
              expect(kind).toBe(CellKind.mixed);
              const used = owners.filter((owner) => owner !== 0).length / owners.length;
              const shown = (shareOfCell(row[0]!) + secondShareOfCell(row[0]!)) / SHARE_STEPS;
              expect(Math.abs(shown - used)).toBeLessThanOrEqual(1 / SHARE_STEPS);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are the same when the session grows under them as when all of it was there', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, fc.array(fc.nat(60), { maxLength: 4 }), (memory, place, steps) => {
        const window = { ...place, firstCell: 0 };
        const { events } = memory.history;
        const whole = rowsOf(filled(memory, window), window);
        memory.setEvents(0);
        const live = new TimeCells(memory, memory.history, window, null);
        for (const now of [...steps.sort((a, b) => a - b), events]) {
          memory.setEvents(Math.min(events, now));
          while (live.fill(0));
        }
        expect(rowsOf(live, window)).toEqual(whole);
      }),
      { numRuns: 80 },
    );
  });

  it('have other colours at once: all of them where one block has a cell, the same shares where it is merged', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, (memory, window) => {
        const held = filled(memory, window);
        const before = rowsOf(held, window).flat();
        const other = { ...memory, styleOf: (block: number) => (block % 5) + 20 };
        const coloured = new TimeCells(
          { ...memory, styleOf: (block) => other.styleOf(block) },
          memory.history,
          window,
          null,
        );
        while (coloured.fill(0));
        Object.assign(memory, { styleOf: other.styleOf });
        held.recolour();
        const exact = rowsOf(coloured, window).flat();
        rowsOf(held, window)
          .flat()
          .forEach((cell, at) => {
            const kind = kindOfCell(cell);
            if (kind !== CellKind.mixed) expect(cell).toBe(exact[at]);
            else {
              expect(kindOfCell(exact[at]!)).toBe(CellKind.mixed);
              expect([shareOfCell(cell), secondShareOfCell(cell)]).toEqual([
                shareOfCell(before[at]!),
                secondShareOfCell(before[at]!),
              ]);
              // A colour of blocks, or of what is reserved, and of nobody's.
              expect([...[20, 21, 22, 23, 24], RESERVED_STYLE]).toContain(styleOfCell(cell));
            }
          });
      }),
      { numRuns: 80 },
    );
  });
});
