/** Ordinals of the live blocks in the order of their lowest page. A step a page. */
export function liveBlocks(owners: Uint32Array): number[] {
  const seen = new Set<number>();
  let previous = 0;
  for (const block of owners) {
    if (block !== previous && block !== 0) seen.add(block);
    previous = block;
  }
  return [...seen];
}
