import { useEngine } from '../stores/engine-store.ts';
import { type EventStream } from '../stores/event-stream.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { useView } from '../stores/view-store.ts';
import { isSettled } from './frame-loop.ts';

/** The functions of `window.labProbe`: they only read. */
export const createProbe = (stream: EventStream): NonNullable<Window['labProbe']> =>
  Object.freeze({
    idle: () => untilIdle(stream),
    pageRect: (page: number) => {
      const rect = mapHandle.current?.pageRect(page) ?? null;
      const origin = mapOrigin();
      return rect === null ? null : { ...rect, x: rect.x + origin.x, y: rect.y + origin.y };
    },
    blockAt: (x: number, y: number) => {
      const origin = mapOrigin();
      return mapHandle.current?.pickAt(x - origin.x, y - origin.y)?.block ?? null;
    },
  });

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
      useView.getState().length === status.events
    );
  };
  while (!resting()) await new Promise(requestAnimationFrame);
  // Two frames more: one for React, one for the canvas.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}
