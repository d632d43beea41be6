import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { onFrame, onPanelFrame } from '../app/frame-loop.ts';
import { onThemeChange } from '../app/theme-colours.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { TimelineLegend } from './TimelineLegend.tsx';
import { TimelinePlot } from './timeline-plot.ts';
import { type AxisUnit } from './time-axis.ts';
import { type AxisRange } from './zoom.ts';
import './timeline.css';

/** Granted and used bytes by provider over events or time, with marks where calls did not succeed, and the playhead. */
export function Timeline() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<TimelinePlot | null>(null);
  const model = useView((state) => state.model);
  const position = useView((state) => state.position);
  const length = useView((state) => state.length);
  const [unit, setUnit] = useState<AxisUnit>('events');
  const [toCapacity, setToCapacity] = useState(false);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  // Another session may have come below a resting pointer, and be shorter.
  const hovered = pointedAt !== null && pointedAt <= (model?.recorded.log.length ?? 0) ? pointedAt : null;
  const [inView, setInView] = useState<AxisRange | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = new TimelinePlot(element, (to) => seek(to), setPointedAt, setInView);
    plot.current = made;
    const stop = [onFrame(() => made.update()), onPanelFrame(() => made.follow())];
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    const stopRestyling = onThemeChange(() => made.restyle());
    return () => {
      for (const end of stop) end();
      observer.disconnect();
      stopRestyling();
      made.dispose();
      plot.current = null;
    };
  }, [i18n.language]);
  useEffect(() => plot.current?.configure(unit, toCapacity), [unit, toCapacity, i18n.language]);

  const onKey = (event: KeyboardEvent): void => {
    const factor = { '+': 0.8, '=': 0.8, '-': 1.25, '0': 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    plot.current?.zoom(factor);
  };
  const zoomButton = (label: string, keys: string, factor: number, icon: typeof ZoomIn) => {
    const Icon = icon;
    return (
      <button
        type="button"
        className="icon"
        aria-label={t(label)}
        title={`${t(label)} (${keys})`}
        onClick={() => plot.current?.zoom(factor)}
      >
        <Icon size={13} aria-hidden="true" />
      </button>
    );
  };

  return (
    <section className="panel timeline" aria-label={t('timeline.title')}>
      <div className="timeline-head">
        <div className="timeline-facts dim" data-testid="timeline-readout">
          {/* Out of sight it keeps its room: the plot below is not to move when the pointer comes. */}
          <p className={hovered === null ? undefined : 'kept-room'} aria-hidden={hovered !== null}>
            {inView !== null && (
              <span className="mono">
                {t('timeline.inView', { from: format.integer(inView.from), to: format.integer(inView.to) })}
              </span>
            )}
            {model !== null && <TimelineLegend model={model} />}
          </p>
          {model !== null && hovered !== null && <Readout model={model} events={hovered} />}
        </div>
        <div className="plot-tools" role="toolbar" aria-label={t('timeline.tools')}>
          <button
            type="button"
            className="small"
            aria-pressed={unit === 'time'}
            title={t('timeline.axisHint')}
            data-testid="timeline-axis"
            onClick={() => setUnit(unit === 'events' ? 'time' : 'events')}
          >
            {t(unit === 'events' ? 'timeline.byEvents' : 'timeline.byTime')}
          </button>
          <button
            type="button"
            className="small"
            aria-pressed={toCapacity}
            title={t('timeline.capacityHint')}
            onClick={() => setToCapacity(!toCapacity)}
          >
            {t('timeline.capacity')}
          </button>
          {zoomButton('timeline.zoomOut', '-', 1.25, ZoomOut)}
          {zoomButton('timeline.zoomIn', '+', 0.8, ZoomIn)}
          {zoomButton('timeline.whole', '0', 0, Maximize)}
        </div>
      </div>
      <div
        className="plot"
        ref={host}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.scrub')}
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={position}
        data-testid="timeline"
        onKeyDown={onKey}
      />
    </section>
  );
}

/** What the memory was like after so many events. */
function Readout({ model, events }: { readonly model: SessionModel; readonly events: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { series, recorded, pageCount } = model;
  // One event by itself: what the steps of the whole session leave out is read again.
  const one = useMemo(
    () => series.part(recorded, Math.max(0, events - 1), events),
    // The past does not change.
    [series, recorded, events],
  );
  const granted = one.providers.reduce((sum, code) => sum + (one.usedPagesOf(code)[0] ?? 0), 0);
  const time = format.integer(events === 0 ? 0 : recorded.timeNs(events - 1) / 1000);
  return (
    <p className="readout">
      {t('timeline.readout.event', { event: format.integer(events) })}
      <span className="roomy"> · {t('timeline.readout.time', { time })}</span>
      {' · '}
      {t('timeline.readout.used', { used: format.bytes(one.askedBytes[0] ?? 0) })}
      {' · '}
      {t('timeline.readout.granted', { granted: format.bytes(granted * PAGE_SIZE) })}
      <span className="roomy">
        {' · '}
        {t('timeline.readout.capacity', { capacity: format.bytes(pageCount * PAGE_SIZE) })}
      </span>
    </p>
  );
}
