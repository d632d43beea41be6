// Powers of two: every block gets 1, 2, 4, 8, ... pages, at a place that its size divides. Blocks of like sizes fit
// each other's places, so the memory does not fall to pieces; the price is padding inside the blocks (internal
// fragmentation), which the map draws in a look of its own.

const pagesOf = new Map();

/** The smallest power of two that is not below `count`. */
function roundUp(count) {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}

/** The first free run of `pages` pages that begins at a multiple of `pages`, or -1. */
function alignedPlace(pages) {
  let page = memory.firstFree(pages, 0);
  while (page >= 0 && page % pages !== 0) {
    // Go on at the next multiple; what lies there may be taken.
    page = memory.firstFree(pages, page + pages - (page % pages));
  }
  return page;
}

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = roundUp(Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE));
  const page = alignedPlace(pages);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  // More memory than asked for is allowed: the list has to cover Length, no more (rule P5).
  SharedMemoryParameters.SGListBuffer.push({ page, pages });
  SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  pSharedMemoryProviderContext.value = page;
  pagesOf.set(page, pages);
  return NDIS_STATUS_SUCCESS;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}
