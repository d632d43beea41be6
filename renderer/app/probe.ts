import { useEngine } from '../stores/engine-store.ts';
import { type EventStream } from '../stores/event-stream.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { isSelectionShown } from '../stores/shown-selection.ts';
import { useView } from '../stores/view-store.ts';
import { isSettled } from './frame-loop.ts';

/** The functions of `window.labProbe`: they only read. */
export const createProbe = (stream: EventStream): NonNullable<Window['labProbe']> =>
  Object.freeze({
    idle: () => untilIdle(stream),
    received: () => useView.getState().model?.recorded.log.length ?? 0,
    pageRect: (page: number) => {
      const rect = mapHandle.current?.pageRect(page) ?? null;
      const origin = mapOrigin();
      return rect === null ? null : { ...rect, x: rect.x + origin.x, y: rect.y + origin.y };
    },
    digests,
    isSelectionShown,
    blockAt: (x: number, y: number) => {
      const origin = mapOrigin();
      return mapHandle.current?.pickAt(x - origin.x, y - origin.y)?.block ?? null;
    },
  });

const DIGEST_RECORDS = 65_536;

/** SHA-256 of every 65 536 records of the page's log, then of its side table and of who owns each page at the cursor. */
async function digests(): Promise<readonly string[]> {
  const { model } = useView.getState();
  if (model === null) return [];
  const { log, side } = model.recorded;
  const parts: Uint32Array<ArrayBuffer>[] = [];
  for (let seq = 0; seq < log.length; seq += DIGEST_RECORDS) parts.push(log.copyFrom(seq, DIGEST_RECORDS));
  parts.push(side.copyRange(0, side.length), Uint32Array.from(model.cursor.owners));
  const hex: string[] = [];
  for (const part of parts) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', part));
    hex.push(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
  return hex;
}

const mapOrigin = (): { x: number; y: number } =>
  document.querySelector('.memory-map')?.getBoundingClientRect() ?? { x: 0, y: 0 };

/** Resolves when the engine rests, every event is in the store and the panels show it. */
async function untilIdle(stream: EventStream): Promise<void> {
  const resting = (): boolean => {
    const { status } = useEngine.getState();
    return (
      status !== null &&
      status.state !== 'running' &&
      isSettled(stream) &&
      (mapHandle.current?.isSettled() ?? true) &&
      isSelectionShown() &&
      useView.getState().length === status.events
    );
  };
  while (!resting()) await new Promise(requestAnimationFrame);
  // Two frames more: one for React, one for the canvas.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}
