import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { onFrame } from '../app/frame-loop.ts';
import { onThemeChange } from '../app/theme-colours.ts';
import { seek } from '../stores/playback.ts';
import { useView } from '../stores/view-store.ts';
import { TimelinePlot } from './timeline-plot.ts';

/** Used bytes by provider over events, with ticks where calls did not succeed, and the playhead. */
export function Timeline() {
  const { t, i18n } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const position = useView((state) => state.position);
  const length = useView((state) => state.length);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const plot = new TimelinePlot(element, (to) => seek(to));
    const stop = onFrame(() => plot.update());
    const observer = new ResizeObserver(() => plot.resize());
    observer.observe(element);
    const stopRestyling = onThemeChange(() => plot.restyle());
    return () => {
      stop();
      observer.disconnect();
      stopRestyling();
      plot.dispose();
    };
  }, [i18n.language]);

  return (
    <section className="panel timeline" aria-label={t('timeline.title')}>
      <p className="plot-title dim">{t('timeline.title')}</p>
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
      />
    </section>
  );
}
