import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockTable, LENGTH_BYTES, NDIS_HANDLE, NULL_SHARED_MEMORY_HANDLE, ON_VPORT } from './block-table.ts';
import { makeHandle } from './handles.ts';

/** More than two chunks of rows. */
const BLOCKS = 9000;

function filled(): BlockTable {
  const blocks = new BlockTable();
  for (let made = 1; made <= BLOCKS; made++) {
    const block = blocks.add();
    expect(block).toBe(made);
    blocks.setTraits(block, block % 2 === 0 ? ON_VPORT : 0, block % 7, block % 3, (block % 255) + 1);
    blocks.setNames(block, 2 ** 40 + block, makeHandle('sharedMemory', block));
    blocks.wordsOf(block)[blocks.rowOf(block) + LENGTH_BYTES] = 0xffff_ffff - block;
    blocks.doublesOf(block)[(blocks.rowOf(block) >> 1) + NDIS_HANDLE] = makeHandle('adapter', block);
  }
  return blocks;
}

it('keeps what was entered of every block, over all chunks and through every change of state', () => {
  const blocks = filled();
  for (let block = 1; block <= BLOCKS; block += 3) blocks.markFreed(block);
  for (let block = 2; block <= BLOCKS; block += 3) blocks.markOrphaned(block);
  for (let block = 1; block <= BLOCKS; block++) {
    const said = [
      blocks.onVPort(block),
      blocks.usage(block),
      blocks.node(block),
      blocks.provider(block),
      blocks.lengthBytes(block),
      blocks.ndisHandle(block),
      blocks.virtualPage(block),
      blocks.sharedMemoryHandle(block),
      blocks.buffersOut(block),
      blocks.isLive(block),
      blocks.isOrphan(block),
    ];
    const entered = [
      block % 2 === 0,
      block % 7,
      block % 3,
      (block % 255) + 1,
      0xffff_ffff - block,
      makeHandle('adapter', block),
      2 ** 40 + block,
      makeHandle('sharedMemory', block),
      0,
      block % 3 !== 1,
      block % 3 === 2,
    ];
    expect(said).toEqual(entered);
  }
});

it('goes from live block to live block', () => {
  const freed = fc.uniqueArray(fc.integer({ min: 1, max: BLOCKS }), { maxLength: 40 });
  fc.assert(
    fc.property(freed, fc.integer({ min: 0, max: BLOCKS }), freed, (some, from, others) => {
      const blocks = filled();
      // Whole chunks that are over, with a few that live on.
      for (let block = 1; block <= from; block++) if (!others.includes(block)) blocks.markFreed(block);
      for (const block of some) if (blocks.isLive(block)) blocks.markFreed(block);
      const live = Array.from({ length: BLOCKS }, (_, at) => at + 1).filter((block) => blocks.isLive(block));
      const found = [];
      for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) found.push(block);
      expect(found).toEqual(live);
    }),
    { numRuns: 12 },
  );
});

it('counts an orphan as live, and a block with a NULL SharedMemoryHandle as any other', () => {
  const blocks = new BlockTable();
  const block = blocks.add();
  blocks.setTraits(block, NULL_SHARED_MEMORY_HANDLE, 1, 0, 1);
  blocks.markOrphaned(block);
  expect(blocks.nextLive(0)).toBe(block);
  expect([blocks.exists(0), blocks.exists(1), blocks.exists(2)]).toEqual([false, true, false]);
});
