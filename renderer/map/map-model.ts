import { type ReactNode } from 'react';
import { type BlockHistory } from './block-history.ts';

/** 4 KiB pages, as in core; local because the page may import types only from there. */
export const PAGE_BYTES = 4096;

/** Pages `firstPage` to `firstPage + pages - 1`, counted from the machine's first physical page. */
export interface PageRun {
  readonly firstPage: number;
  readonly pages: number;
}

/** What the memory map draws. Pages are counted from `basePage` wherever nothing else is said. */
export interface MapModel {
  /** Absolute index of the first physical page. */
  readonly basePage: number;
  readonly pageCount: number;
  /** First page of NUMA node i, and one more entry that closes the last node. */
  readonly nodeStarts: readonly number[];
  /** Block ordinal that owns each page, 0 where free. The array is live: it changes between frames. */
  readonly owners: Uint32Array;
  /**
   * Who holds a page back (0: nobody), whatever its owner: a page with an owner is its owner's. Live as `owners` is; null
   * while nothing is held back.
   */
  readonly reserved: Uint32Array | null;
  /** RESERVED_STYLE for what `reserved` names, or 0 when another legend entry is shown alone. */
  reservedStyleOf(holder: number): number;
  /** The provider that holds pages back. */
  providerOfHolder(holder: number): number;
  /** Palette entry 1..N of a block, or 0 when another legend entry is shown alone. */
  styleOf(block: number): number;
  /** Bytes granted beyond Length in the page that holds the end of it, 0 to 4095. */
  paddingOf(block: number): number;
  /** The page that holds the end of the block's Length. */
  lastPageOf(block: number): number;
  /** Whole pages granted beyond Length. Few providers give any. */
  sparePagesOf(block: number): readonly PageRun[];
  /** Codes of the providers that had blocks so far: one lane each, in this order. */
  readonly providers: readonly number[];
  providerOf(block: number): number;
  /** The lives of all blocks; null where the model has no past, and no time x address mode. */
  readonly history: BlockHistory | null;
  /** Rises when blocks get other colours for another reason than the passing of events. */
  readonly styleVersion: number;
  /** Visits the runs changed since the last call; true instead when every page may look different. */
  drainChanges(visit: (firstPage: number, pages: number) => void): boolean;
}

/** CSS colours (#rgb, #rrggbb or rgb()) and fonts that the map takes from the theme. */
export interface MapPalette {
  readonly background: string;
  readonly free: string;
  /** Thin line between two blocks, and the dots that mark merged cells. */
  readonly edge: string;
  /** The dashes over pages that somebody holds back. */
  readonly reserved: string;
  /** What padding's hatch is mixed from, together with the block's own colour. */
  readonly padding: string;
  readonly dimmed: string;
  /** Style 1 is the first entry. At most 63. */
  readonly categories: readonly string[];
  readonly selection: string;
  readonly hover: string;
  readonly highlight: string;
  readonly text: string;
  readonly nodeLine: string;
  readonly font: string;
  readonly fontMono: string;
}

/** Words on and around the map, translated by the caller. Sizes are in bytes. */
export interface MapTexts {
  /** Accessible name of the map. */
  readonly map: string;
  /** Which keys and gestures work; read out by screen readers. */
  readonly keys: string;
  cell(bytes: number): string;
  /** Says that several pages share a cell of this many bytes. */
  mergedCell(bytes: number): string;
  node(node: number, bytes: number): string;
  /** The same without its size. */
  nodeName(node: number): string;
  provider(code: number): string;
  /** The number of an event. */
  event(event: number): string;
  /** Says how many events and bytes a cell of the time x address mode stands for. */
  timeCell(events: number, bytes: number): string;
  /** Says that the picture is still being computed, and which share of it is there. */
  working(share: number): string;
}

/** A place on the canvas in CSS pixels from its top left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type RendererKind = 'webgl2' | 'canvas2d';
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** A page and who owns it (0: free); where events are an axis, after which event. */
export interface Pick {
  readonly page: number;
  readonly block: number;
  readonly event?: number;
}

export interface MapViewInfo {
  readonly zoom: number;
  readonly cellLabel: string;
  readonly rendererKind: RendererKind;
}

/** What other panels, the menu and tests can ask of the map. Coordinates are CSS pixels inside the map. */
export interface MapHandle {
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  focusBlock(block: number): void;
  focusRun(run: PageRun): void;
  /** Where a page is drawn; null when it is out of view. */
  pageRect(page: number): Rect | null;
  /** Null in gaps and outside of the memory. */
  pickAt(x: number, y: number): Pick | null;
  /** Whether the picture is whole: nothing is left for later frames. */
  isSettled(): boolean;
  /** The colour drawn there, without the outlines on top; null before the first frame. */
  readPixel(x: number, y: number): Rgba | null;
}

/** Words or lines of words for the tooltip. */
export type TooltipContent = ReactNode | readonly string[];
