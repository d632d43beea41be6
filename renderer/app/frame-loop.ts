import { type EventStream } from '../stores/event-stream.ts';
import { advance } from '../stores/playback.ts';
import { useView } from '../stores/view-store.ts';

/** Panels of words and numbers need no more than this; the map draws every frame. */
const PANEL_INTERVAL_MS = 80;
/** On a slow machine the panels wait so many times what they cost, so that the map keeps moving; but never so long. */
const PANEL_PATIENCE = 12;
const LONGEST_PANEL_INTERVAL_MS = 400;
/** Frames that are longer than this cannot take both the map and the panels. */
const BUSY_FRAME_MS = 20;
/** A hidden window has no animation frames; the stream must not stand still meanwhile. */
const HIDDEN_INTERVAL_MS = 100;
/** While a long log arrives, drawing may not hold it up. */
const FLOODED_INTERVAL_MS = 250;

type FrameListener = () => void;
const listeners = new Set<FrameListener>();

/** Calls back after every frame in which the model may have changed. For canvases; panels use the stores. */
export function onFrame(listener: FrameListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const panelListeners = new Set<FrameListener>();

/**
 * The same for a canvas among the panels: it is told together with them, and as long as nothing new waits for them in
 * every frame. What the window shows in one frame is put on the screen as one rectangle, and a canvas far from the map
 * makes that nearly as large as the window.
 */
export function onPanelFrame(listener: FrameListener): () => void {
  panelListeners.add(listener);
  return () => panelListeners.delete(listener);
}

let lastFrameMs = 0;
let lastPanelMs = 0;
let panelsStale = false;
let panelIntervalMs = PANEL_INTERVAL_MS;
/** The panels are drawn in this frame; the canvases, which draw in the frame after that in which they are told, rest. */
let panelsTurn = false;

/** The one loop of the window, in a fixed order: stream into store, cursor, canvases, panels. */
export function startFrameLoop(stream: EventStream): void {
  const frame = (nowMs: number): void => {
    tick(stream, nowMs);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  setInterval(() => {
    if (document.hidden) tick(stream, performance.now());
  }, HIDDEN_INTERVAL_MS);
}

function tick(stream: EventStream, nowMs: number): void {
  const arrived = stream.takeArrived();
  panelsStale ||= arrived;
  if (stream.isFlooded(nowMs) && nowMs - lastFrameMs < FLOODED_INTERVAL_MS) return;
  const elapsed = Math.min(250, nowMs - lastFrameMs);
  lastFrameMs = nowMs;
  const moved = advance(elapsed);
  panelsStale ||= moved;
  if (!panelsStale) stream.showFigures();
  const panelsDue = panelsStale && nowMs - lastPanelMs >= panelIntervalMs;
  if (panelsDue && !panelsTurn && elapsed > BUSY_FRAME_MS) {
    panelsTurn = true;
    return;
  }
  panelsTurn = false;
  for (const listener of listeners) listener();
  if (panelsDue || !panelsStale) for (const listener of panelListeners) listener();
  if (!panelsDue) return;
  panelsStale = false;
  lastPanelMs = nowMs;
  const { model } = useView.getState();
  if (model === null) return;
  const start = performance.now();
  // Together, so that React draws a panel that shows both once.
  stream.showFigures();
  useView.setState((state) => ({
    revision: state.revision + 1,
    position: model.cursor.position,
    length: model.recorded.log.length,
  }));
  // React draws what a store has changed in a microtask; this one stands behind it.
  queueMicrotask(() => {
    const wait = PANEL_PATIENCE * (performance.now() - start);
    panelIntervalMs = Math.max(PANEL_INTERVAL_MS, Math.min(LONGEST_PANEL_INTERVAL_MS, wait));
  });
}

/** Nothing is waiting and the panels show the newest state: what tests wait for instead of sleeping. */
export const isSettled = (stream: EventStream): boolean => !stream.hasArrived && !panelsStale;
