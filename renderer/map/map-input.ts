import { type Point } from './camera.ts';
import { type ZoomAxis } from './map-view.ts';

/** A press that moves further than this is a drag, not a click. CSS px. */
const DRAG_PX = 4;
/** One notch of a usual wheel (120) zooms by about a fifth. */
const ZOOM_PER_WHEEL_PX = 0.0015;
const WHEEL_LINE_PX = 16;
const WHEEL_PAGE_PX = 400;
const KEY_ZOOM = 1.5;
const KEY_PAN_SHARE = 0.15;

/** What a person can want from the map; points are CSS px inside of it. */
export interface MapActions {
  zoomBy(factor: number, point?: Point, axis?: ZoomAxis): void;
  panBy(dx: number, dy: number): void;
  panByShare(horizontal: number, vertical: number): void;
  fit(): void;
  focusSelection(): void;
  clearSelection(): void;
  click(point: Point): void;
  /** Whether a drag that begins here takes something along instead of moving the map. */
  grab(point: Point): boolean;
  /** What was grabbed is taken here, or let fall here; null breaks the drag off. Places are in the window. */
  carry(inWindow: Point): void;
  drop(inWindow: Point | null): void;
  /** Null when the pointer left or is busy dragging. `inWindow` is the same place in the window. */
  hover(point: Point | null, inWindow: Point): void;
}

/** Listens to pointer, wheel and keyboard on the map's element until the function returned is called. */
export function listenToInput(host: HTMLElement, actions: MapActions): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const drag = new DragFilter(host, actions);
  host.addEventListener('pointerdown', (event) => drag.down(event), { signal });
  host.addEventListener('pointermove', (event) => drag.move(event), { signal });
  host.addEventListener('pointerup', (event) => drag.up(event), { signal });
  host.addEventListener('pointercancel', () => drag.cancel(), { signal });
  host.addEventListener('pointerleave', (event) => actions.hover(null, windowPoint(event)), { signal });
  // Not passive: a wheel over the map must not scroll or zoom the page.
  host.addEventListener('wheel', (event) => wheel(host, actions, event), { signal, passive: false });
  host.addEventListener('keydown', (event) => key(actions, event), { signal });
  return () => listening.abort();
}

/** Tells clicks from drags. */
class DragFilter {
  private start: Point | null = null;
  private last: Point = { x: 0, y: 0 };
  private dragging = false;
  private carrying = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly actions: MapActions,
  ) {}

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.start = this.last = windowPoint(event);
    this.dragging = false;
    this.host.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent): void {
    const at = windowPoint(event);
    if (this.start === null) {
      this.actions.hover(localPoint(this.host, event), at);
      return;
    }
    if (!this.dragging) {
      if (Math.hypot(at.x - this.start.x, at.y - this.start.y) <= DRAG_PX) return;
      this.dragging = true;
      this.carrying = this.actions.grab(inside(this.host, this.start));
    }
    this.host.dataset['dragging'] = '';
    this.actions.hover(null, at);
    if (this.carrying) this.actions.carry(at);
    else this.actions.panBy(at.x - this.last.x, at.y - this.last.y);
    this.last = at;
  }

  up(event: PointerEvent): void {
    if (this.start !== null && !this.dragging) this.actions.click(localPoint(this.host, event));
    if (this.carrying) this.actions.drop(windowPoint(event));
    this.carrying = false;
    this.cancel();
  }

  cancel(): void {
    if (this.carrying) this.actions.drop(null);
    this.carrying = false;
    this.start = null;
    this.dragging = false;
    delete this.host.dataset['dragging'];
  }
}

function wheel(host: HTMLElement, actions: MapActions, event: WheelEvent): void {
  event.preventDefault();
  const unit = [1, WHEEL_LINE_PX, WHEEL_PAGE_PX][event.deltaMode] ?? 1;
  if (event.shiftKey) actions.panBy(-(event.deltaX + event.deltaY) * unit, 0);
  else
    actions.zoomBy(
      Math.exp(-event.deltaY * unit * ZOOM_PER_WHEEL_PX),
      localPoint(host, event),
      axisOf(event),
    );
}

/** Ctrl zooms what runs across alone, Alt what runs down. */
const axisOf = ({ ctrlKey, metaKey, altKey }: WheelEvent): ZoomAxis =>
  ctrlKey || metaKey ? 'x' : altKey ? 'y' : 'both';

/** Arrow keys are left alone: they belong to the timeline. */
const KEYS: Readonly<Record<string, (actions: MapActions) => void>> = {
  w: (actions) => actions.panByShare(0, -KEY_PAN_SHARE),
  a: (actions) => actions.panByShare(-KEY_PAN_SHARE, 0),
  s: (actions) => actions.panByShare(0, KEY_PAN_SHARE),
  d: (actions) => actions.panByShare(KEY_PAN_SHARE, 0),
  '+': (actions) => actions.zoomBy(KEY_ZOOM),
  '=': (actions) => actions.zoomBy(KEY_ZOOM),
  '-': (actions) => actions.zoomBy(1 / KEY_ZOOM),
  '0': (actions) => actions.fit(),
  f: (actions) => actions.focusSelection(),
  escape: (actions) => actions.clearSelection(),
};

function key(actions: MapActions, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = KEYS[event.key.toLowerCase()];
  if (action === undefined) return;
  event.preventDefault();
  action(actions);
}

const windowPoint = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY });

const localPoint = (host: HTMLElement, event: MouseEvent): Point => inside(host, windowPoint(event));

function inside(host: HTMLElement, { x, y }: Point): Point {
  const { left, top } = host.getBoundingClientRect();
  return { x: x - left, y: y - top };
}
