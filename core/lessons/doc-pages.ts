/**
 * The documentation pages that lessons may name, with the folder that each lies in below
 * learn.microsoft.com/windows-hardware/drivers/.
 */
const PAGES_BY_FOLDER: Readonly<Record<string, readonly string[]>> = {
  'ddi/ndis': [
    'nc-ndis-allocate_shared_memory_handler',
    'nc-ndis-free_shared_memory_handler',
    'ne-ndis-_ndis_shared_memory_usage',
    'nf-ndis-ndisallocatesharedmemory',
    'nf-ndis-ndiscloseadapterex',
    'nf-ndis-ndisfreesharedmemory',
    'nf-ndis-ndismallocatesharedmemory',
    'nf-ndis-ndismregisterscattergatherdma',
    'nf-ndis-ndissetoptionalhandlers',
    'ns-ndis-_ndis_shared_memory_parameters',
    'ns-ndis-_ndis_shared_memory_provider_characteristics',
  ],
  'ddi/ntddndis': [
    'ne-ntddndis-_ndis_nic_switch_vport_state',
    'ne-ntddndis-_ndis_receive_queue_operational_state',
    'ns-ntddndis-_ndis_receive_filter_capabilities',
    'ns-ntddndis-_ndis_receive_queue_parameters',
  ],
  'ddi/nbl': ['ns-nbl-net_buffer_shared_memory'],
  'ddi/objectheader': ['ns-objectheader-ndis_object_header'],
  'ddi/wdm': [
    'nc-wdm-pallocate_common_buffer',
    'nc-wdm-pallocate_common_buffer_ex',
    'nf-wdm-kequeryhighestnodenumber',
    'nf-wdm-mmallocatecontiguousnodememory',
    'ns-wdm-_scatter_gather_list',
  ],
  debugger: ['bug-check-0xe6--driver-verifier-dma-violation'],
  debuggercmds: ['-ndiskd-rcvqueue'],
  network: [
    'allocating-a-vm-queue',
    'creating-a-virtual-port',
    'deleting-a-virtual-port',
    'freeing-a-vm-queue',
    'handling-sr-iov--vmq--and-rss-standardized-inf-keywords',
    'ndis-status-receive-queue-state',
    'ndis-virtual-machine-queue-states',
    'ndis-vmq-live-migration-support',
    'oid-nic-switch-create-vport',
    'oid-nic-switch-delete-vport',
    'oid-nic-switch-vport-parameters',
    'oid-receive-filter-allocate-queue',
    'oid-receive-filter-clear-filter',
    'oid-receive-filter-free-queue',
    'queue-states-and-operations',
    'security-issues-with-ndis-virtual-machine--vm--shared-memory',
    'setting-a-vmq-filter',
    'shared-memory-in-receive-buffers',
    'shared-memory-resource-allocation',
    'using-ndis-6-30-data-structures',
    'vmq-receive-path',
  ],
};

const ADDRESSES = new Map(
  Object.entries(PAGES_BY_FOLDER).flatMap(([folder, pages]) =>
    pages.map((page) => [page, `https://learn.microsoft.com/windows-hardware/drivers/${folder}/${page}`]),
  ),
);

export const DOC_PAGES: readonly string[] = [...ADDRESSES.keys()];

/** Where a page can be read; null for a page that is not in the list. */
export const docPageAddress = (page: string): string | null => ADDRESSES.get(page) ?? null;
