import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  clampTop,
  isScaled,
  type RowGeometry,
  scrollAtTop,
  spacePx,
  topAtScroll,
  topShowing,
} from './row-window.ts';

interface RowWindow {
  readonly spacePx: number;
  readonly viewPx: number;
  /** The rows in the window, and where each is drawn from its top. */
  readonly rows: readonly { readonly row: number; readonly y: number }[];
  readonly onScroll: () => void;
}

/** A row that is brought into the window once for every new `of`, -1 for none. */
interface WantedRow {
  readonly row: number;
  readonly of: unknown;
}

/**
 * Rows of a list of any length, of which only those in the window exist.
 * @param ref the element that scrolls
 */
export function useRowWindow(
  ref: RefObject<HTMLDivElement | null>,
  count: number,
  rowPx: number,
  wanted: WantedRow,
): RowWindow {
  const [viewPx, setViewPx] = useState(rowPx * 4);
  const [top, setTop] = useState(0);
  const [broughtFor, setBroughtFor] = useState<unknown>(null);
  const geometry: RowGeometry = { count, rowPx, viewPx };
  const shown = clampTop(geometry, top);
  // While drawing, not after it: the rows would be drawn twice.
  if (wanted.of !== broughtFor) {
    setBroughtFor(wanted.of);
    if (wanted.row >= 0) setTop(topShowing(geometry, shown, wanted.row));
  }
  const latest = useRef(geometry);
  /** The top that the element's own scrolling stands for. */
  const scrolledTo = useRef(0);
  useLayoutEffect(() => {
    latest.current = geometry;
    if (scrolledTo.current === top) return;
    scrolledTo.current = top;
    if (ref.current !== null) ref.current.scrollTop = scrollAtTop(geometry, top);
  });

  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setViewPx(Math.max(rowPx, element.clientHeight)));
    observer.observe(element);
    // In a long list a px of scrolling is many rows: the wheel goes by rows there.
    const onWheel = (event: WheelEvent): void => {
      if (!isScaled(latest.current) || event.ctrlKey) return;
      event.preventDefault();
      setTop((at) => clampTop(latest.current, at + event.deltaY / rowPx));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
    };
  }, [ref, rowPx]);

  const first = Math.floor(shown);
  const length = Math.min(count - first, Math.ceil(viewPx / rowPx) + 1);
  return {
    spacePx: spacePx(geometry),
    viewPx,
    rows: Array.from({ length: Math.max(0, length) }, (_, index) => ({
      row: first + index,
      y: (first + index - shown) * rowPx,
    })),
    onScroll: () => {
      const { scrollTop } = ref.current ?? { scrollTop: 0 };
      // What was set in code comes back as an event, rounded to device px.
      if (Math.abs(scrollTop - scrollAtTop(geometry, scrolledTo.current)) <= 1) return;
      scrolledTo.current = topAtScroll(geometry, scrollTop);
      setTop(scrolledTo.current);
    },
  };
}
