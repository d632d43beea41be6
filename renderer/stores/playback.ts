import { useFilter } from './filter-store.ts';
import { loopRange } from './loop.ts';
import { BASE_EVENTS_PER_SECOND, selectEvent, type Speed, SPEEDS, useView } from './view-store.ts';

/** At "as fast as drawn" a frame may spend this long on moving the cursor. */
const FRAME_MS = 8;
const EVENTS_PER_LOOK = 2048;

/** Part of an event that a slow speed has not yet earned. */
let fraction = 0;

/** Moves the cursor to the state after `position` events; the view stops following the engine unless that is the end. */
export function seek(position: number, keepPlaying = false): void {
  const { model, playing } = useView.getState();
  if (model === null) return;
  model.cursor.seek(Math.round(position));
  fraction = 0;
  useView.setState((state) => ({
    position: model.cursor.position,
    length: model.recorded.log.length,
    following: model.cursor.position === model.recorded.log.length,
    playing: keepPlaying && playing,
    revision: state.revision + 1,
  }));
}

/** One event or several forward or back, selecting the event that was stepped over. */
export function step(events: number): void {
  const { model } = useView.getState();
  if (model === null) return;
  seek(model.cursor.position + events);
  const { position: now } = useView.getState();
  selectEvent(now > 0 ? now - 1 : null);
}

/** To the nearest event that passes the filter; without one, to a call that did not succeed or was reported on. */
export function stepToNotable(direction: 1 | -1): void {
  const { model } = useView.getState();
  if (model === null) return;
  const { matches } = useFilter.getState();
  const from = model.cursor.position - 1;
  const seq = matches === null ? model.recorded.nextNotable(from, direction) : matches.next(from, direction);
  if (seq < 0) return;
  seek(seq + 1);
  selectEvent(seq);
}

/** Keeps the cursor at the end from now on. */
export function follow(): void {
  const { length, model } = useView.getState();
  seek(model?.recorded.log.length ?? length);
}

export function play(): void {
  const { model, position } = useView.getState();
  if (model === null || model.recorded.log.length === 0) return;
  const loop = loopRange();
  if (loop !== null && (position < loop.from || position >= loop.to)) seek(loop.from);
  else if (position >= model.recorded.log.length) seek(0);
  useView.setState({ playing: true, following: false });
}

/** Stops the view where it is; the panels, which lag behind the map a little, are brought to the same event. */
export function pause(): void {
  const position = useView.getState().model?.cursor.position ?? 0;
  useView.setState((state) => ({ playing: false, following: false, position, revision: state.revision + 1 }));
}

/** Space: stops what moves, starts what stands. */
export function togglePlay(): void {
  const { playing, following, position, length } = useView.getState();
  if (playing || (following && position > 0 && engineMoves())) pause();
  else if (position >= length || loopRange() !== null) play();
  else useView.setState({ playing: true });
}

/** Set by the engine's status: whether events are arriving. */
let engineMoves = (): boolean => false;
export function setEngineMoves(moves: () => boolean): void {
  engineMoves = moves;
}

export function changeSpeed(by: 1 | -1): void {
  const { speed } = useView.getState();
  const index = SPEEDS.indexOf(speed) + by;
  const next = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index))];
  if (next !== undefined) setSpeed(next);
}

export function setSpeed(speed: Speed): void {
  useView.setState({ speed });
}

/** One frame of playback; answers whether the cursor moved. Called by the frame loop only. */
export function advance(elapsedMs: number): boolean {
  const { model, playing, following, speed } = useView.getState();
  if (model === null) return false;
  const { cursor, recorded } = model;
  const before = cursor.position;
  if (following) cursor.seek(recorded.log.length);
  else if (playing) {
    if (speed === 0) runForFrame(model.cursor, recorded.log.length);
    else {
      fraction += (elapsedMs / 1000) * BASE_EVENTS_PER_SECOND * speed;
      cursor.seek(before + Math.floor(fraction));
      fraction -= Math.floor(fraction);
    }
    const loop = loopRange();
    if (loop !== null && cursor.position >= loop.to) {
      cursor.seek(loop.from);
      fraction = 0;
    } else if (cursor.position >= recorded.log.length) useView.setState({ playing: false, following: true });
  }
  return cursor.position !== before;
}

function runForFrame(cursor: { position: number; seek(position: number): void }, length: number): void {
  const end = performance.now() + FRAME_MS;
  while (cursor.position < length && performance.now() < end) cursor.seek(cursor.position + EVENTS_PER_LOOK);
}
