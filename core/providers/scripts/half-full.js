// RESOURCES above half: a provider that never lets the memory get more than half full. A miniport driver has to live
// with NDIS_STATUS_RESOURCES at any time, not only when the memory is used up; this script makes it happen early.
// Blocks are scattered on purpose: two runs of pages where the driver's list has room for two elements.

const runsOf = new Map();
let lastBlock = 0;

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
  const usedAfterwards = memory.pageCount - memory.freePages + pages;
  if (usedAfterwards > memory.pageCount / 2) return NDIS_STATUS_RESOURCES;

  // CONTIGUOUS asks for one element. A list of n elements needs 16 + 24 n bytes (64-bit).
  const contiguous = (SharedMemoryParameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  const roomForTwo = SharedMemoryParameters.SGListBufferLength >= 16 + 2 * 24;
  const parts = contiguous || !roomForTwo || pages < 2 ? [pages] : [pages >> 1, pages - (pages >> 1)];

  const runs = [];
  for (const count of parts) {
    const page = memory.firstFree(count);
    if (page < 0 || !memory.take(page, count)) {
      // A call that fails must leave nothing behind (rule P8).
      for (const run of runs) memory.give(run.page, run.pages);
      return NDIS_STATUS_RESOURCES;
    }
    runs.push({ page, pages: count });
  }
  for (const run of runs) SharedMemoryParameters.SGListBuffer.push(run);
  // A scattered block gets a virtual range of its own.
  SharedMemoryParameters.VirtualAddress = memory.map(runs);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  pSharedMemoryProviderContext.value = ++lastBlock;
  runsOf.set(lastBlock, runs);
  return NDIS_STATUS_SUCCESS;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  for (const run of runsOf.get(SharedMemoryProviderContext)) memory.give(run.page, run.pages);
  runsOf.delete(SharedMemoryProviderContext);
}
