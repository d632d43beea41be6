// A provider that lies about its list. Every fourth answer says less than Length (rule P5), every fifth names pages
// that it handed out before (rule P6), every seventh names no virtual address (rule P3). NDIS checks each answer that
// claims success, makes a failure of a false one and gives the block back. Select such a call to see the rule.

const pagesOf = new Map();
let calls = 0;
let livePage = 0;

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
  const page = memory.firstFree(pages);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  calls++;
  const element = { page, pages };
  if (calls % 4 === 0) element.pages = pages - 1;
  else if (calls % 5 === 0) element.page = livePage;
  else livePage = page;
  SharedMemoryParameters.SGListBuffer.push(element);
  if (calls % 7 !== 0) SharedMemoryParameters.VirtualAddress = memory.map([{ page, pages }]);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  // The context is always true: what NDIS gives back at once is really given back.
  pSharedMemoryProviderContext.value = page;
  pagesOf.set(page, pages);
  return NDIS_STATUS_SUCCESS;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}
