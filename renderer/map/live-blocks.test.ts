import { expect, it } from 'vitest';
import { blockOf, drawnMemory } from './drawn-memory.fixture.ts';
import { liveBlocks } from './live-blocks.ts';

it('lists every block once, by its lowest page', () => {
  const { owners } = drawnMemory('..ccaa.cb.a');
  expect(liveBlocks(owners)).toEqual(['c', 'a', 'b'].map(blockOf));
});
