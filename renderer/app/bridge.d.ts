import { type LabBridge } from '../../electron/contract/channels.ts';

interface LabProbe {
  /** Resolves when the engine rests and the window shows everything. */
  readonly idle: () => Promise<void>;
  /** Events of the session that are in the page's store. */
  readonly received: () => number;
  /** Where a page (counted from the memory's first) is drawn, in CSS pixels of the window; null when out of view. */
  readonly pageRect: (page: number) => { x: number; y: number; width: number; height: number } | null;
  /** SHA-256 of every 65 536 records of the page's log, then of its side table and of who owns each page. */
  readonly digests: () => Promise<readonly string[]>;
  /** Whether every panel shows the selection. */
  readonly isSelectionShown: () => boolean;
  /** The block that the map picks at a place of the window, 0 where free, null outside of the memory. */
  readonly blockAt: (x: number, y: number) => number | null;
}

declare global {
  interface Window {
    readonly lab: LabBridge;
    /** What tests may ask of the page: they wait instead of sleeping, and find pages on the map. */
    labProbe?: LabProbe;
  }
}
