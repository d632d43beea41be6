// First fit: the lowest free place that is long enough, on the node that the driver prefers when it has one.
// One run of pages a block, so it suits requests with the CONTIGUOUS flag as well.

const pagesOf = new Map();

/** Nodes in the order in which they are tried: the preferred one, then the others from the lowest on. */
function nodesToTry(preferred) {
  const first = memory.nodes[preferred];
  // MM_ANY_NODE_OK, or a node that the machine does not have: any will do.
  if (first === undefined) return memory.nodes;
  return [first, ...memory.nodes.filter((node) => node !== first)];
}

/** The first page of a free run that begins and ends on the node, or -1. */
function placeOn(node, pages) {
  const page = memory.firstFree(pages, node.page);
  return page >= 0 && page + pages <= node.page + node.pages ? page : -1;
}

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
  for (const node of nodesToTry(SharedMemoryParameters.PreferredNode)) {
    const page = placeOn(node, pages);
    if (page < 0) continue;
    memory.take(page, pages);
    SharedMemoryParameters.SGListBuffer.push({ page, pages });
    SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
    SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
    pSharedMemoryProviderContext.value = page;
    pagesOf.set(page, pages);
    return NDIS_STATUS_SUCCESS;
  }
  // Enough pages may be free all the same, only not side by side: that is external fragmentation.
  return NDIS_STATUS_RESOURCES;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}
