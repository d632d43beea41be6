/**
 * NDIS_STATUS values that the model returns (ntstatus.h and shared/ndis/status.h). The position in this list is the
 * code that event records carry, so the list only ever grows at its end.
 */
const STATUSES = [
  { name: 'NDIS_STATUS_SUCCESS', value: 0x0000_0000 },
  { name: 'NDIS_STATUS_RESOURCES', value: 0xc000_009a },
  { name: 'NDIS_STATUS_INVALID_PARAMETER', value: 0xc000_000d },
  { name: 'NDIS_STATUS_FAILURE', value: 0xc000_0001 },
  { name: 'NDIS_STATUS_NOT_SUPPORTED', value: 0xc000_00bb },
  { name: 'NDIS_STATUS_INVALID_LENGTH', value: 0xc001_0014 },
  { name: 'NDIS_STATUS_FILE_NOT_FOUND', value: 0xc001_001b },
  { name: 'NDIS_STATUS_PENDING', value: 0x0000_0103 },
] as const;

export type NdisStatusName = (typeof STATUSES)[number]['name'];

/** Code of a status inside the program; 0 stands for "this call returns nothing" (void). */
export type StatusCode = number & { readonly __unit: 'status code' };

export const NO_STATUS = 0 as StatusCode;
export const SUCCESS = 1 as StatusCode;
export const RESOURCES = 2 as StatusCode;
export const INVALID_PARAMETER = 3 as StatusCode;
export const FAILURE = 4 as StatusCode;
export const NOT_SUPPORTED = 5 as StatusCode;
export const INVALID_LENGTH = 6 as StatusCode;
export const FILE_NOT_FOUND = 7 as StatusCode;
export const PENDING = 8 as StatusCode;

/** The four that NdisAllocateSharedMemory documents, in the order in which they are shown. */
export const DOCUMENTED_STATUSES = [SUCCESS, RESOURCES, INVALID_PARAMETER, FAILURE] as const;

export const STATUS_CODE_COUNT = STATUSES.length + 1;

/** Name of a status code; null for a void call. */
export function statusName(code: number): NdisStatusName | null {
  return STATUSES[code - 1]?.name ?? null;
}

/** The value as an unsigned 32-bit number; null for a void call. */
export function statusValue(code: number): number | null {
  return STATUSES[code - 1]?.value ?? null;
}

/** Every status of the model with its value, by name. */
export const NDIS_STATUS_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  STATUSES.map(({ name, value }) => [name, value]),
);

/** The code of a value, signed or unsigned; null for a status that the model does not know. */
export function statusOfValue(value: number): StatusCode | null {
  if (value !== value >>> 0 && value !== (value | 0)) return null;
  const index = STATUSES.findIndex((status) => status.value === value >>> 0);
  return index < 0 ? null : ((index + 1) as StatusCode);
}

/** `0xC000009A`, as headers and debuggers print it. */
export function statusHex(code: number): string {
  const value = statusValue(code);
  return value === null ? '' : '0x' + value.toString(16).toUpperCase().padStart(8, '0');
}
