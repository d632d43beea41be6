import { type RefObject, useEffect, useRef, useState } from 'react';
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
  /** Brings a row into the window, if it is not there. */
  readonly show: (row: number) => void;
}

/**
 * Rows of a list of any length, of which only those in the window exist.
 * @param ref the element that scrolls
 */
export function useRowWindow(ref: RefObject<HTMLDivElement | null>, count: number, rowPx: number): RowWindow {
  const [viewPx, setViewPx] = useState(rowPx * 4);
  const [top, setTop] = useState(0);
  const geometry: RowGeometry = { count, rowPx, viewPx };
  const latest = useRef({ geometry, top });
  useEffect(() => {
    latest.current = { geometry, top };
  });

  const moveTo = (wanted: number): void => {
    const { geometry: now } = latest.current;
    const next = clampTop(now, wanted);
    latest.current = { geometry: now, top: next };
    setTop(next);
    if (ref.current !== null) ref.current.scrollTop = scrollAtTop(now, next);
  };

  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setViewPx(Math.max(rowPx, element.clientHeight)));
    observer.observe(element);
    // In a long list a px of scrolling is many rows: the wheel goes by rows there.
    const onWheel = (event: WheelEvent): void => {
      if (!isScaled(latest.current.geometry) || event.ctrlKey) return;
      event.preventDefault();
      moveTo(latest.current.top + event.deltaY / rowPx);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
    };
    // moveTo reads what is newest by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ref, rowPx]);

  const shown = clampTop(geometry, top);
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
      if (Math.abs(scrollTop - scrollAtTop(geometry, latest.current.top)) > 1)
        setTop(topAtScroll(geometry, scrollTop));
    },
    show: (row) => {
      const { geometry: now, top: at } = latest.current;
      const next = topShowing(now, at, row);
      if (next !== at) moveTo(next);
    },
  };
}
