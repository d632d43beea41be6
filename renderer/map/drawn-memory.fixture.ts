import { type MapModel } from './map-model.ts';

/** A block's letter as its ordinal: a is 1. */
export const blockOf = (letter: string): number => letter.charCodeAt(0) - 96;

/** Padding in bytes by letter. */
export type DrawnPadding = Readonly<Record<string, number>>;

/**
 * A memory drawn as text: a letter a page, a dot a free page, a bar before the next NUMA node. White space is for the
 * reader only. A block's style is its ordinal.
 */
export function drawnMemory(picture: string, padding: DrawnPadding = {}): MapModel {
  const text = picture.replace(/\s/g, '');
  const nodes = text.split('|');
  const pages = Array.from(nodes.join(''));
  let start = 0;
  const nodeStarts = [0, ...nodes.map((node) => (start += node.length))];
  return {
    basePage: 0x10_0000,
    pageCount: pages.length,
    nodeStarts,
    owners: Uint32Array.from(pages, (page) => (page === '.' ? 0 : blockOf(page))),
    styleOf: (block) => block,
    paddingOf: (block) => padding[String.fromCharCode(96 + block)] ?? 0,
    lastPageOf: (block) => pages.lastIndexOf(String.fromCharCode(96 + block)),
    providers: [1],
    providerOf: () => 1,
    history: null,
    styleVersion: 0,
    drainChanges: () => true,
  };
}
