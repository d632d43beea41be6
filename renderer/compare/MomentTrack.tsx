import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useFormat } from '../app/format.ts';
import { onFrame } from '../app/frame-loop.ts';
import { themeColour } from '../app/theme-colours.ts';
import { useTranslation } from '../app/use-translation.ts';
import { drawSpark } from '../providers/spark-canvas.ts';
import { setMoment, type Side } from '../stores/compare-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { stackedUsage } from '../timeline/stacked-usage.ts';

const SIDES = ['a', 'b'] as const;
const PAGE_SHARE = 20;

interface MomentTrackProps {
  readonly model: SessionModel;
  readonly moments: Readonly<Record<Side, number>>;
}

/** The two moments on the memory that was in use along the session; drawn to other places, the map follows. */
export function MomentTrack({ model, moments }: MomentTrackProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const length = useView((state) => state.length);
  const track = useRef<HTMLDivElement>(null);
  const dragged = useRef<Side | null>(null);
  const share = (events: number): string => `${(100 * events) / Math.max(1, length)}%`;
  const put = (side: Side, events: number): void => {
    const position = Math.max(0, Math.min(length, Math.round(events)));
    if (position !== moments[side]) setMoment(side, position);
  };
  const eventsAt = ({ clientX }: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box === undefined ? 0 : ((clientX - box.left) / box.width) * length;
  };

  const grab = (event: PointerEvent): void => {
    const named = event.target instanceof HTMLElement ? event.target.dataset.side : undefined;
    const events = eventsAt(event);
    const isNearA = Math.abs(events - moments.a) < Math.abs(events - moments.b);
    const side: Side = named === 'a' || (named === undefined && isNearA) ? 'a' : 'b';
    dragged.current = side;
    event.currentTarget.setPointerCapture(event.pointerId);
    // So that the arrow keys go on from where the pointer ends; the browser would move the focus elsewhere.
    event.preventDefault();
    track.current?.querySelector<HTMLElement>(`[data-side="${side}"]`)?.focus();
    if (named === undefined) put(side, events);
  };
  const drag = (event: PointerEvent): void => {
    if (dragged.current !== null) put(dragged.current, eventsAt(event));
  };
  const drop = (): void => {
    dragged.current = null;
  };

  const onKey = (side: Side, event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const by =
      (event.shiftKey ? 10 : 1) *
      ({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key] ?? 0);
    const paged = Math.ceil(length / PAGE_SHARE) * ({ PageDown: -1, PageUp: 1 }[event.key] ?? 0);
    const end = { Home: 0, End: length }[event.key];
    if (by === 0 && paged === 0 && end === undefined) return;
    event.preventDefault();
    put(side, end ?? moments[side] + by + paged);
  };

  const { a, b } = moments;
  const between = { left: share(Math.min(a, b)), width: share(Math.abs(b - a)) };
  return (
    <div
      ref={track}
      className="moment-track"
      role="group"
      aria-label={t('compare.track')}
      data-testid="moment-track"
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      <Usage model={model} />
      <span className="moment-between" style={between} />
      {SIDES.map((side) => (
        <div
          key={side}
          className="moment-handle"
          role="slider"
          tabIndex={0}
          data-side={side}
          data-testid={`moment-handle-${side}`}
          aria-label={t('compare.moment', { side: side.toUpperCase() })}
          aria-valuemin={0}
          aria-valuemax={length}
          aria-valuenow={moments[side]}
          aria-valuetext={`${t('compare.afterEvents')} ${format.integer(moments[side])}`}
          title={t('compare.drag')}
          style={{ left: share(moments[side]) }}
          onKeyDown={(event) => onKey(side, event)}
        >
          {side.toUpperCase()}
        </div>
      ))}
    </div>
  );
}

/** What all providers held along the session. */
function Usage({ model }: { readonly model: SessionModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let drawn = '';
    return onFrame(() => {
      const element = canvas.current;
      const host = element?.parentElement;
      if (element === null || host == null) return;
      const { clientWidth: width, clientHeight: height } = host;
      const colour = themeColour('dim');
      const state = `${model.recorded.log.length} ${width} ${colour}`;
      if (state === drawn || width === 0) return;
      drawn = state;
      const [held = new Float64Array(0)] = stackedUsage(model.series, model.series.providers).sums;
      drawSpark(element, { width, height }, held, colour);
    });
  }, [model]);
  return <canvas ref={canvas} aria-hidden="true" />;
}
