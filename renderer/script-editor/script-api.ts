import { NDIS_SHARED_MEMORY_USAGES } from '../../electron/contract/core.ts';

/** A name that the editor offers, with its TypeScript type; what it is for stands in the words under `script.api`. */
export interface ApiName {
  readonly name: string;
  readonly type: string;
  readonly kind: 'function' | 'property' | 'constant' | 'variable';
  /** Key of the words; names with the same meaning share one. */
  readonly word: string;
}

const names = (
  kind: ApiName['kind'],
  types: Readonly<Record<string, string>>,
  word?: string,
): readonly ApiName[] =>
  Object.entries(types).map(([name, type]) => ({ name, type, kind, word: word ?? name }));

/** Members of `memory`. */
export const MEMORY_API: readonly ApiName[] = [
  ...names('property', {
    pageCount: 'number',
    freePages: 'number',
    nodes: 'readonly { node: number, page: number, pages: number }[]',
  }),
  ...names('function', {
    isFree: '(page: number) => boolean',
    firstFree: '(count: number, from?: number) => number',
    take: '(page: number, count?: number) => boolean',
    give: '(page: number, count?: number) => boolean',
    map: '(list: { page: number, pages: number }[]) => number',
    newHandle: '() => number',
  }),
];

/** Members of `SharedMemoryParameters`, as Windows spells them. */
export const PARAMETERS_API = names('property', {
  Length: 'number /* in, ULONG */',
  PreferredNode: 'number /* in, ULONG */',
  Usage: 'number /* in, NDIS_SHARED_MEMORY_USAGE */',
  Flags: 'number /* in, ULONG */',
  QueueId: 'number /* in, NDIS_RECEIVE_QUEUE_ID */',
  VPortId: 'number /* in, NDIS_NIC_SWITCH_VPORT_ID */',
  SGListBufferLength: 'number /* in, ULONG */',
  SGListBuffer: '{ page: number, pages: number }[] /* out */',
  VirtualAddress: 'number /* out */',
  SharedMemoryHandle: 'number /* out */',
});

export const CONTEXT_API = names('property', { value: 'number /* out */' });

export const ELEMENT_API = names('property', { page: 'number', pages: 'number' });

/** What a script finds beside JavaScript's own. */
export const GLOBAL_API: readonly ApiName[] = [
  ...names('variable', { memory: 'Memory' }),
  ...names('constant', {
    NDIS_STATUS_SUCCESS: '0x00000000',
    NDIS_STATUS_RESOURCES: '0xC000009A',
    NDIS_STATUS_INVALID_PARAMETER: '0xC000000D',
    NDIS_STATUS_FAILURE: '0xC0000001',
    NDIS_STATUS_PENDING: '0x00000103',
    NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS: '0x00000001',
    MM_ANY_NODE_OK: '0x80000000',
    PAGE_SIZE: '4096',
  }),
  ...names(
    'constant',
    Object.fromEntries(NDIS_SHARED_MEMORY_USAGES.map((name, value) => [name, String(value)])),
    'usage',
  ),
];

export const HANDLERS = {
  NetAllocateSharedMemory:
    'function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {\n  ${}\n  return NDIS_STATUS_RESOURCES;\n}',
  NetFreeSharedMemory:
    'function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {\n  ${}\n}',
} as const;
