/** Numbers that carry their unit in the type, so that a page index is never taken for a byte count. */
type Branded<Name extends string> = number & { readonly __unit: Name };

/** Index of a 4 KiB page in a physical or a virtual 64-bit address space: 0 to 2^52 - 1, always exact. */
export type PageIndex = Branded<'page index'>;
/** A number of 4 KiB pages. */
export type PageCount = Branded<'page count'>;
/** A number of bytes. */
export type ByteCount = Branded<'byte count'>;

/** wdm.h: PAGE_SIZE is 0x1000 on every target of the model. */
export const PAGE_SIZE = 4096;
export const PAGE_SHIFT = 12;

export const pageIndex = (value: number): PageIndex => value as PageIndex;
export const pageCount = (value: number): PageCount => value as PageCount;
export const byteCount = (value: number): ByteCount => value as ByteCount;

/** Whole pages that `lengthBytes` occupies: wdm.h's BYTES_TO_PAGES. */
export const bytesToPages = (lengthBytes: number): PageCount =>
  // Asked several times a call, and nearly always of a length that integer arithmetic holds.
  pageCount(
    lengthBytes < 0x4000_0000
      ? (lengthBytes + PAGE_SIZE - 1) >> PAGE_SHIFT
      : Math.ceil(lengthBytes / PAGE_SIZE),
  );

/** The exact 64-bit address of a byte inside a page. */
export const addressOf = (page: PageIndex, offsetBytes = 0): bigint =>
  (BigInt(page) << BigInt(PAGE_SHIFT)) + BigInt(offsetBytes);

/** The page of a 64-bit address; its offset is `address & 0xfff`. */
export const pageOfAddress = (address: bigint): PageIndex => pageIndex(Number(address >> BigInt(PAGE_SHIFT)));

/** An address as the field prints it: 16 hex digits with 0x. */
export const formatAddress = (address: bigint): string => '0x' + address.toString(16).padStart(16, '0');
