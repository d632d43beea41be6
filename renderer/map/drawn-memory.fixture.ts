import { RESERVED_STYLE } from './cell-code.ts';
import { type MapModel } from './map-model.ts';

/** A block's letter as its ordinal: a is 1. */
export const blockOf = (letter: string): number => letter.charCodeAt(0) - 96;

const letterOf = (block: number): string => String.fromCharCode(96 + block);

/** Padding in bytes by letter; beyond a page, whole pages at the block's end. */
export type DrawnPadding = Readonly<Record<string, number>>;

/**
 * A memory drawn as text: a letter a page, a dot a free page, an underscore a reserved one, a bar before the next NUMA node. White space is for the
 * reader only. A block's style is its ordinal.
 */
export function drawnMemory(picture: string, padding: DrawnPadding = {}): MapModel {
  const text = picture.replace(/\s/g, '');
  const nodes = text.split('|');
  const pages = Array.from(nodes.join(''));
  let start = 0;
  const nodeStarts = [0, ...nodes.map((node) => (start += node.length))];
  const bytesOf = (block: number): number => padding[letterOf(block)] ?? 0;
  const spareOf = (block: number): number => Math.floor(bytesOf(block) / 4096);
  return {
    basePage: 0x10_0000,
    pageCount: pages.length,
    nodeStarts,
    owners: Uint32Array.from(pages, (page) => (page === '.' || page === '_' ? 0 : blockOf(page))),
    reserved: text.includes('_') ? Uint32Array.from(pages, (page) => (page === '_' ? 1 : 0)) : null,
    reservedStyleOf: () => RESERVED_STYLE,
    providerOfHolder: () => 1,
    styleOf: (block) => block,
    paddingOf: (block) => bytesOf(block) % 4096,
    lastPageOf: (block) => pages.lastIndexOf(letterOf(block)) - spareOf(block),
    sparePagesOf: (block) => {
      const firstPage = pages.lastIndexOf(letterOf(block)) - spareOf(block) + 1;
      return spareOf(block) === 0 ? [] : [{ firstPage, pages: spareOf(block) }];
    },
    providers: [1],
    providerOf: () => 1,
    history: null,
    styleVersion: 0,
    drainChanges: () => true,
  };
}
