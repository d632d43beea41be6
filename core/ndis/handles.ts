/**
 * Handles of the simulated machine. Inside the program a handle is a small exact number: its kind and an ordinal.
 * Ordinals rise and are never reused, so stale and repeated uses are recognised for certain (model decision, domain
 * notes section 8). Shown to people, each kind has its own range of kernel-like addresses.
 */
export type Handle = number & { readonly __unit: 'handle' };

export type HandleKind =
  | 'protocolDriver'
  | 'miniportDriver'
  | 'adapter'
  | 'binding'
  | 'allocation'
  | 'sharedMemory'
  | 'filterDriver'
  | 'foreign';

export const NULL_HANDLE = 0 as Handle;

const KIND_SPAN = 2 ** 40;

const KINDS: readonly { kind: HandleKind; base: bigint; stride: bigint }[] = [
  { kind: 'protocolDriver', base: 0xffff_d000_0000_0000n, stride: 0x400n },
  { kind: 'miniportDriver', base: 0xffff_d100_0000_0000n, stride: 0x400n },
  { kind: 'adapter', base: 0xffff_d200_0000_0000n, stride: 0x2000n },
  { kind: 'binding', base: 0xffff_d300_0000_0000n, stride: 0x800n },
  { kind: 'allocation', base: 0xffff_d400_0000_0000n, stride: 0xc0n },
  { kind: 'sharedMemory', base: 0xffff_c200_0000_0000n, stride: 0x40n },
  { kind: 'filterDriver', base: 0xffff_d500_0000_0000n, stride: 0x400n },
];
/** Each kind's addresses lie within this span behind its base. */
const ADDRESS_SPAN = 0x100_0000_0000n;
/** Values that name nothing: kept apart so that they can be passed, refused and shown. */
const FOREIGN_KIND = KINDS.length + 1;

export function makeHandle(kind: Exclude<HandleKind, 'foreign'>, ordinal: number): Handle {
  return ((KINDS.findIndex((entry) => entry.kind === kind) + 1) * KIND_SPAN + ordinal) as Handle;
}

export const ALLOCATION_HANDLE_BASE = makeHandle('allocation', 0);
export const SHARED_MEMORY_HANDLE_BASE = makeHandle('sharedMemory', 0);

export function handleKind(handle: Handle): HandleKind | 'null' {
  if (handle === NULL_HANDLE) return 'null';
  return KINDS[Math.floor(handle / KIND_SPAN) - 1]?.kind ?? 'foreign';
}

export const handleOrdinal = (handle: Handle): number => handle % KIND_SPAN;

/** The 64-bit value under which a person sees the handle. */
export function handleToAddress(handle: Handle): bigint {
  const index = Math.floor(handle / KIND_SPAN) - 1;
  const ordinal = BigInt(handleOrdinal(handle));
  const entry = KINDS[index];
  return entry === undefined ? ordinal : entry.base + ordinal * entry.stride;
}

/** The handle that a typed 64-bit value stands for; values outside every range become foreign handles. */
export function handleFromAddress(address: bigint): Handle {
  if (address === 0n) return NULL_HANDLE;
  for (const { kind, base, stride } of KINDS) {
    const offset = address - base;
    if (kind !== 'foreign' && offset >= 0n && offset < ADDRESS_SPAN && offset % stride === 0n) {
      return makeHandle(kind, Number(offset / stride));
    }
  }
  return (FOREIGN_KIND * KIND_SPAN + Number(address & 0xff_ffff_ffffn)) as Handle;
}

/** The AllocationHandle of a block as the address that callers pass. */
export const allocationHandleOf = (block: number): bigint => handleToAddress(makeHandle('allocation', block));
