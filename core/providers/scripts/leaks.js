// A provider with a mistake: it leaks on free. Every third block that NDIS gives back stays taken. NDIS compares what
// the provider holds before and after, reports rule P9, and the memory fills up with pages that no block owns.
// Find the mistake and repair it.

const pagesOf = new Map();
let frees = 0;

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
  const page = memory.firstFree(pages);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  SharedMemoryParameters.SGListBuffer.push({ page, pages });
  SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  pSharedMemoryProviderContext.value = page;
  pagesOf.set(page, pages);
  return NDIS_STATUS_SUCCESS;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  frees++;
  // Meant as "log every third free"; the return came along by copying.
  if (frees % 3 === 0) return;
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}
