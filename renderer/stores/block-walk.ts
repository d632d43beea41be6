import { mapHandle } from './map-handle.ts';
import { type SessionModel } from './session-model.ts';
import { selectBlock, useView } from './view-store.ts';

/** Selects the live block behind (1) or before (-1) the selected one by their lowest pages, and brings it into view. */
export function walkBlocks(step: 1 | -1): void {
  const { model, selectedBlock } = useView.getState();
  if (model === null) return;
  const lowest = (block: number): number => lowestPage(model, block);
  const from = selectedBlock === null ? null : lowest(selectedBlock);
  const block = blockBeside(model.owners, lowest, from, step);
  if (block === 0) return;
  selectBlock(block);
  if ((mapHandle.current?.pageRect(lowest(block)) ?? null) === null) mapHandle.current?.focusBlock(block);
}

/** The first block whose lowest page lies behind (or before) a page; 0 when there is none. Without a page: the first (or last). */
export function blockBeside(
  owners: Uint32Array,
  lowestPageOf: (block: number) => number,
  from: number | null,
  step: 1 | -1,
): number {
  const start = from ?? (step === 1 ? -1 : owners.length);
  for (let page = start + step; page >= 0 && page < owners.length; page += step) {
    const block = owners[page] ?? 0;
    if (block !== 0 && block !== owners[page - 1] && lowestPageOf(block) === page) return block;
  }
  return 0;
}

const lowestPage = (model: SessionModel, block: number): number =>
  model.allRunsOf(block).reduce((lowest, { firstPage }) => Math.min(lowest, firstPage), Infinity);
