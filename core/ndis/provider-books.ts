import { NO_OWNER } from '../memory/page-owners.ts';
import { pageIndex } from '../memory/units.ts';
import {
  BLOCK_CONTEXT,
  type BlockTable,
  FIRST_PAGE,
  GRANTED_PAGES,
  providerOf,
  RUNS,
  TAKEN_PAGES,
  TRAITS,
} from './block-table.ts';
import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { type ProviderBooks } from './provider-characteristics.ts';
import { ruleCode } from './rules.ts';

const P9 = ruleCode('P9');
const PROVIDER_FREE_MISMATCH = diagnosticCode('PROVIDER_FREE_MISMATCH');

/**
 * Pages that a provider holds beyond those of the blocks that NDIS knows of; 0 where it shows no books. A callback
 * changes it by what it takes or gives for the call in hand only, even if the provider makes calls of its own there.
 */
export const unaccountedPages = ({ characteristics, accountedPages }: RegisteredProvider): number =>
  characteristics.books === null ? 0 : characteristics.books.heldPages - accountedPages;

/**
 * NetFreeSharedMemory for the block in `blockContext`, held to rule P9: afterwards the provider's unaccounted pages
 * have to be `expected`. Answers whether they are.
 */
export function callFreeHandler(
  ndis: Ndis,
  provider: RegisteredProvider,
  blockContext: number,
  expected: number,
  outcome: CallOutcome,
): boolean {
  const { characteristics } = provider;
  const { freeCall } = ndis;
  freeCall.reset();
  ndis.callbackDepth++;
  characteristics.FreeSharedMemoryHandler?.(characteristics.ProviderContext, blockContext, freeCall);
  ndis.callbackDepth--;
  ndis.trace?.('providerReturn');
  outcome.takeReport(freeCall);
  if (characteristics.books === null || unaccountedPages(provider) === expected) return true;
  outcome.remark(PROVIDER_FREE_MISMATCH, P9);
  return false;
}

/** Gives a live block back to the provider that made it, whatever is registered now; NDIS forgets its pages first. */
export function returnBlock(ndis: Ndis, block: number, outcome: CallOutcome): void {
  const { blocks, owners } = ndis;
  const words = blocks.wordsOf(block);
  const row = blocks.rowOf(block);
  const provider = ndis.providers[providerOf(words[row + TRAITS]!) - 1];
  if (words[row + RUNS] === 0)
    owners.set(pageIndex(words[row + FIRST_PAGE]!), words[row + GRANTED_PAGES]!, NO_OWNER);
  else disownRuns(ndis, block);
  // Before the callback, so that a provider that frees the same block in there is told of a double free.
  blocks.markFreed(block);
  if (provider !== undefined) handBack(ndis, provider, block, outcome);
  if (words[row + RUNS] !== 0) blocks.dropRuns(block);
}

function disownRuns({ blocks, owners }: Ndis, block: number): void {
  blocks.forEachRun(block, (first, pages) => {
    owners.set(pageIndex(first), pages, NO_OWNER);
  });
}

function handBack(ndis: Ndis, provider: RegisteredProvider, block: number, outcome: CallOutcome): void {
  const { blocks } = ndis;
  const words = blocks.wordsOf(block);
  const row = blocks.rowOf(block);
  const context = blocks.doublesOf(block)[(row >> 1) + BLOCK_CONTEXT]!;
  const { books } = provider.characteristics;
  const before = unaccountedPages(provider);
  provider.accountedPages -= words[row + TAKEN_PAGES]!;
  const exact = callFreeHandler(ndis, provider, context, before, outcome);
  // The right number of pages can still be the wrong pages.
  if (books === null || !exact) return;
  const held =
    words[row + RUNS] === 0
      ? books.isHeld(pageIndex(words[row + FIRST_PAGE]!))
      : holdsARun(blocks, block, books);
  if (held) outcome.remark(PROVIDER_FREE_MISMATCH, P9);
}

function holdsARun(blocks: BlockTable, block: number, books: ProviderBooks): boolean {
  const runs = blocks.runCount(block);
  for (let run = 0; run < runs; run++)
    if (books.isHeld(pageIndex(blocks.runFirstPage(block, run)))) return true;
  return false;
}
