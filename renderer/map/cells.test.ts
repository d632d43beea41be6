import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CellKind,
  FREE_CELL,
  kindOfCell,
  OUTSIDE_CELL,
  RESERVED_STYLE,
  paddingOfCell,
  secondShareOfCell,
  secondStyleOfCell,
  SHARE_STEPS,
  shareOfCell,
  styleOfCell,
  usedCell,
} from './cell-code.ts';
import { Cells } from './cells.ts';
import { drawnMemory } from './drawn-memory.fixture.ts';
import { addressLayout, type MapLayout } from './layout.ts';
import { mergePages, packCells } from './pack-cells.ts';

/** Rows of 16 pages. */
const CANVAS = { width: 866, height: 400 };

function rowOf(cells: Cells, row: number, count: number): number[] {
  const out = new Uint32Array(count);
  cells.copyRow(row, 0, count, out, 0);
  return [...out];
}

/** Cells as text: the letter of a used cell's block, # where merged, _ outside. */
const asText = (cells: readonly number[]): string =>
  cells
    .map((cell) => {
      const kind = kindOfCell(cell);
      if (kind === CellKind.free) return '.';
      if (kind === CellKind.outside) return '_';
      return kind === CellKind.mixed ? '#' : String.fromCharCode(96 + styleOfCell(cell));
    })
    .join('');

describe('cells of single pages', () => {
  const memory = drawnMemory(`aaab..ccc.......  ddd | eeee`, { a: 4095, c: 1, d: 2048 });
  const cells = new Cells(memory, addressLayout(memory, CANVAS), 0);

  it('follow the rows of the layout', () => {
    expect(asText(rowOf(cells, 0, 16))).toBe('aaab..ccc.......');
    expect(asText(rowOf(cells, 1, 16))).toBe('ddd_____________');
    expect(asText(rowOf(cells, 2, 16))).toBe('eeee____________');
  });

  it('show padding on the last page of a block only, and never lose a little of it', () => {
    expect(rowOf(cells, 0, 9).map(paddingOfCell)).toEqual([0, 0, 63, 0, 0, 0, 0, 0, 1]);
    expect(paddingOfCell(rowOf(cells, 1, 3)[2]!)).toBe(32);
  });

  it('show every page that was granted beyond Length, and the part of a merged cell that is such pages', () => {
    const roomy = drawnMemory('aaaaaaaa bbbbbbbb', { a: 5 * 4096 + 1024, b: 2 * 4096 });
    const single = new Cells(roomy, addressLayout(roomy, CANVAS), 0);
    expect(rowOf(single, 0, 8).map(paddingOfCell)).toEqual([0, 0, 16, 63, 63, 63, 63, 63]);
    expect(rowOf(single, 0, 16).slice(8).map(paddingOfCell)).toEqual([0, 0, 0, 0, 0, 0, 63, 63]);
    expect(paddingOfCell(mergePages(roomy, 8, 16))).toBe(16);
    expect(paddingOfCell(mergePages(roomy, 0, 4))).toBe(16);
    expect(paddingOfCell(mergePages(roomy, 8, 12))).toBe(0);
  });

  it('tell reserved pages from free ones, alone and among the owners of a merged cell', () => {
    const pooled = drawnMemory('aa______ ....____ aaaa____ ________');
    const single = new Cells(pooled, addressLayout(pooled, CANVAS), 0);
    const styles = rowOf(single, 0, 16).map((cell) => (cell === FREE_CELL ? 0 : styleOfCell(cell)));
    expect(styles).toEqual([
      1,
      1,
      ...Array<number>(6).fill(RESERVED_STYLE),
      0,
      0,
      0,
      0,
      ...Array<number>(4).fill(RESERVED_STYLE),
    ]);
    expect(rowOf(single, 0, 16).map(kindOfCell)).not.toContain(CellKind.mixed);
    const reserved = mergePages(pooled, 24, 32);
    expect([kindOfCell(reserved), styleOfCell(reserved)]).toEqual([CellKind.used, RESERVED_STYLE]);
    const partly = mergePages(pooled, 8, 16);
    expect([kindOfCell(partly), styleOfCell(partly), shareOfCell(partly)]).toEqual([
      CellKind.mixed,
      RESERVED_STYLE,
      SHARE_STEPS / 2,
    ]);
    const shared = mergePages(pooled, 16, 24);
    expect(kindOfCell(shared)).toBe(CellKind.mixed);
    expect([styleOfCell(shared), secondStyleOfCell(shared)].sort()).toEqual([1, RESERVED_STYLE]);
    expect(shareOfCell(shared) + secondShareOfCell(shared)).toBe(SHARE_STEPS);
  });

  it('can be read from the middle of a row', () => {
    const out = new Uint32Array(5).fill(7);
    cells.copyRow(0, 3, 3, out, 1);
    expect([...out]).toEqual([7, usedCell(2, 2, 0), FREE_CELL, FREE_CELL, 7]);
    cells.copyRow(1, 2, 2, out, 0);
    expect(out[1]).toBe(OUTSIDE_CELL);
  });
});

describe('merged cells', () => {
  it('are marked unless all their pages have one owner', () => {
    const memory = drawnMemory(`aaaa....aabbccc.`);
    const out = new Uint32Array(4);
    packCells(memory, 0, 16, 2, out, 0);
    expect(asText([...out])).toBe('a.##');
  });

  it('say how much of them the two largest owners have', () => {
    const cell = mergePages(drawnMemory(`aaaaaaaabbbb.c..`), 0, 16);
    expect([styleOfCell(cell), secondStyleOfCell(cell)]).toEqual([1, 2]);
    // 13 of 16 pages are used; c is too small to be shown and counts towards the others.
    expect(shareOfCell(cell) + secondShareOfCell(cell)).toBe(13);
    expect(shareOfCell(cell)).toBe(9);
  });

  it('never look free when something is in them, nor full when something is free', () => {
    const pages = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(pages, (blocks) => {
        const memory = { ...drawnMemory('.'), owners: Uint32Array.from(blocks) };
        const cell = mergePages(memory, 0, blocks.length);
        const uniform = blocks.every((block) => block === blocks[0]);
        expect(kindOfCell(cell)).toBe(
          !uniform ? CellKind.mixed : blocks[0] === 0 ? CellKind.free : CellKind.used,
        );
        if (uniform) return;
        const used = shareOfCell(cell) + secondShareOfCell(cell);
        expect(shareOfCell(cell)).toBeGreaterThan(0);
        expect(used).toBeLessThanOrEqual(blocks.includes(0) ? SHARE_STEPS - 1 : SHARE_STEPS);
      }),
    );
  });

  it('share the short cell at the end of a node with nobody', () => {
    const memory = drawnMemory(`aaaaaaaaaaaaaaaa aab|bbb`);
    const cells = new Cells(memory, addressLayout(memory, CANVAS), 1);
    expect(asText(rowOf(cells, 1, 3))).toBe('ab_');
    expect(asText(rowOf(cells, 2, 3))).toBe('bb_');
  });
});

describe('changes', () => {
  it('of pages raise the version of their rows only', () => {
    const memory = drawnMemory('.'.repeat(64));
    const cells = new Cells(memory, addressLayout(memory, CANVAS), 0);
    cells.invalidate(14, 4);
    expect([0, 1, 2, 3].map((row) => cells.versionOf(row))).toEqual([1, 1, 0, 0]);
  });

  it('leave the same cells as packing everything again', () => {
    const change = fc.record({
      firstPage: fc.integer({ min: 0, max: 99_000 }),
      pages: fc.integer({ min: 1, max: 1000 }),
      block: fc.integer({ min: 0, max: 4 }),
    });
    const canvas = { width: 200, height: 150 };
    const geometry = { ...drawnMemory('.'), pageCount: 100_000, nodeStarts: [0, 33_333, 100_000] };
    const layout = addressLayout(geometry, canvas);
    const level = fc.integer({ min: 0, max: Math.log2(layout.pagesPerRow) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), level, fc.boolean(), (changes, cellLevel, jump) => {
        const memory = { ...geometry, owners: new Uint32Array(100_000), lastPageOf: () => -1 };
        const cells = new Cells(memory, layout, cellLevel);
        everyRow(cells, layout);
        for (const { firstPage, pages, block } of changes) {
          memory.owners.fill(block, firstPage, firstPage + pages);
          if (!jump) cells.invalidate(firstPage, pages);
        }
        if (jump) cells.invalidateAll();
        const fresh = everyRow(new Cells(memory, layout, cellLevel), layout);
        expect(everyRow(cells, layout).findIndex((cell, index) => cell !== fresh[index])).toBe(-1);
      }),
      { numRuns: 30 },
    );
  });
});

function everyRow(cells: Cells, layout: MapLayout): Uint32Array {
  const count = layout.pagesPerRow / 2 ** cells.level;
  const out = new Uint32Array(count * layout.rowCount);
  for (let row = 0; row < layout.rowCount; row++) cells.copyRow(row, 0, count, out, row * count);
  return out;
}
