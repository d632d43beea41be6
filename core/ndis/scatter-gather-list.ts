import { addressOf, pageIndex, type PageIndex } from '../memory/units.ts';

/** wdm.h, x64: the list's fixed part and one SCATTER_GATHER_ELEMENT. */
const SIZEOF_SCATTER_GATHER_LIST = 16;
const SIZEOF_SCATTER_GATHER_ELEMENT = 24;

/** Bytes that a list of `elements` elements needs on x64: 16 + 24 n. */
export const sgListBytes = (elements: number): number =>
  SIZEOF_SCATTER_GATHER_LIST + SIZEOF_SCATTER_GATHER_ELEMENT * elements;

/** Elements that fit into a buffer of `bufferBytes` bytes on x64. */
export const sgListCapacity = (bufferBytes: number): number =>
  Math.max(0, Math.floor((bufferBytes - SIZEOF_SCATTER_GATHER_LIST) / SIZEOF_SCATTER_GATHER_ELEMENT));

/**
 * SCATTER_GATHER_LIST as the model keeps it: columns instead of elements, reused from call to call. An element's
 * physical address is exact: its page and the offset inside.
 */
export class ScatterGatherList {
  NumberOfElements = 0;
  /** Physical page of element i. */
  pages = new Float64Array(16);
  /** Offset of element i inside its page. */
  offsets = new Uint16Array(16);
  /** Length of element i in bytes (ULONG). */
  lengths = new Uint32Array(16);

  clear(): void {
    this.NumberOfElements = 0;
  }

  push(page: PageIndex, lengthBytes: number, offsetBytes = 0): void {
    const at = this.NumberOfElements;
    if (at === this.pages.length) this.grow();
    this.pages[at] = page;
    this.offsets[at] = offsetBytes;
    this.lengths[at] = lengthBytes;
    this.NumberOfElements = at + 1;
  }

  /** Element i's Address. */
  addressAt(index: number): bigint {
    return addressOf(pageIndex(this.pages[index] ?? 0), this.offsets[index] ?? 0);
  }

  private grow(): void {
    const capacity = this.pages.length * 2;
    const pages = new Float64Array(capacity);
    const offsets = new Uint16Array(capacity);
    const lengths = new Uint32Array(capacity);
    pages.set(this.pages);
    offsets.set(this.offsets);
    lengths.set(this.lengths);
    this.pages = pages;
    this.offsets = offsets;
    this.lengths = lengths;
  }
}
