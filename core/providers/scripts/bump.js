// Bump: the simplest provider that there is. It hands out pages from the first to the last and never looks back.
// What is freed goes back to the memory, but a bump provider does not reuse it: once it has reached the end it
// answers NDIS_STATUS_RESOURCES, however much is free by then. Watch the map to see the price of that.

// Pages before this one have been handed out. A script's variables live as long as its registration does.
let next = 0;
// How many pages each block has, by its first page: NetFreeSharedMemory is told the block's context and nothing else.
const pagesOf = new Map();

/** NDIS asks for memory: `SharedMemoryParameters` holds what the miniport driver asked for. */
function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  // Memory comes in whole pages, whatever Length says.
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);

  // Others may use the same memory, so the next free place can lie further on. -1: there is none.
  const page = memory.firstFree(pages, next);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  next = page + pages;

  // The answer: where the block lies, under which virtual address it is seen, and what its name is.
  SharedMemoryParameters.SGListBuffer.push({ page, pages });
  SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  // Our own name for the block, a number: NDIS keeps it and gives it back when the block is freed.
  pSharedMemoryProviderContext.value = page;
  pagesOf.set(page, pages);
  return NDIS_STATUS_SUCCESS;
}

/** NDIS gives a block back. There is nothing to answer. */
function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}
