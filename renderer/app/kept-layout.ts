import { useCallback, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { type GroupImperativeHandle, type Layout } from 'react-resizable-panels';
import { KEPT_LAYOUT } from '../stores/panels.ts';

/** Sizes of a group's panels in hundredths of it, and how large it was itself. CSS px. */
interface KeptLayout {
  readonly layout: Layout;
  readonly groupPx: number;
  /** What of the window is not the group. */
  readonly aroundPx: number;
}

interface GroupProps {
  readonly defaultLayout: Layout | undefined;
  readonly onLayoutChanged: (layout: Layout) => void;
  readonly elementRef: RefObject<HTMLDivElement | null>;
  readonly groupRef: RefObject<GroupImperativeHandle | null>;
}

/**
 * Keeps the sizes of a group's panels between views and runs. Panels in `fixed` have as many pixels again in a window
 * of any size; the others share what is left.
 */
export function useKeptLayout(id: string, axis: 'width' | 'height', fixed: readonly string[]): GroupProps {
  const key = KEPT_LAYOUT + id;
  const elementRef = useRef<HTMLDivElement>(null);
  const groupRef = useRef<GroupImperativeHandle>(null);
  // Read once for each place: what is kept afterwards is what the group already shows.
  const kept = useMemo(() => read(key), [key]);
  const defaultLayout = useMemo(
    () => (kept === null ? undefined : layoutIn(kept, windowPx(axis) - kept.aroundPx, fixed)),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [kept, axis],
  );
  // The window is another one by now where a zoom has just ended, as it does after presenting.
  useLayoutEffect(() => {
    const groupPx = elementRef.current?.getBoundingClientRect()[axis] ?? 0;
    const layout = kept === null || groupPx === 0 ? undefined : layoutIn(kept, groupPx, fixed);
    if (layout !== undefined && !isLike(layout, defaultLayout)) groupRef.current?.setLayout(layout);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [kept]);
  const onLayoutChanged = useCallback(
    (layout: Layout) => {
      const groupPx = elementRef.current?.getBoundingClientRect()[axis] ?? 0;
      if (groupPx === 0) return;
      const now: KeptLayout = { layout, groupPx, aroundPx: windowPx(axis) - groupPx };
      localStorage.setItem(key, JSON.stringify(now));
    },
    [key, axis],
  );
  return { defaultLayout, onLayoutChanged, elementRef, groupRef };
}

const windowPx = (axis: 'width' | 'height'): number =>
  axis === 'width' ? window.innerWidth : window.innerHeight;

/** The kept sizes in a group that is so large; undefined where that is too small for them. */
function layoutIn(
  { layout, groupPx }: KeptLayout,
  nowPx: number,
  fixed: readonly string[],
): Layout | undefined {
  const ratio = groupPx / Math.max(1, nowPx);
  const entries = Object.entries(layout);
  const share = (of: (id: string) => boolean): number =>
    entries.reduce((sum, [id, size]) => sum + (of(id) ? size : 0), 0);
  const isFixed = (id: string): boolean => fixed.includes(id);
  const left = 100 - share(isFixed) * ratio;
  // In a window too small for that, the panels' least sizes decide.
  if (left <= 0) return undefined;
  const others = share((id) => !isFixed(id));
  return Object.fromEntries(
    entries.map(([id, size]) => [id, isFixed(id) ? size * ratio : (size / others) * left]),
  );
}

const isLike = (one: Layout, other: Layout = {}): boolean =>
  Object.entries(one).every(([id, size]) => Math.abs(size - (other[id] ?? 0)) < 0.1);

function read(key: string): KeptLayout | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is KeptLayout {
  if (typeof value !== 'object' || value === null) return false;
  if (!('layout' in value && 'groupPx' in value && 'aroundPx' in value)) return false;
  const { layout, groupPx, aroundPx } = value;
  if (typeof groupPx !== 'number' || typeof aroundPx !== 'number') return false;
  return (
    typeof layout === 'object' &&
    layout !== null &&
    Object.values(layout).every((size) => typeof size === 'number' && size >= 0 && size <= 100)
  );
}
