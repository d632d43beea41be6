import { useCallback, useState } from 'react';
import { useTranslation } from './use-translation.ts';
import { type MapViewInfo } from '../map/map-model.ts';
import { FiguresView } from '../metrics/FiguresView.tsx';
import { useLesson } from '../stores/lesson-store.ts';
import { show, useShown } from '../stores/shown-store.ts';
import { useView } from '../stores/view-store.ts';
import { BlockTable } from './BlockTable.tsx';
import { DebuggerView } from './DebuggerView.tsx';
import { useEnvironment } from './environment.ts';
import { Legend } from './Legend.tsx';
import { MapToolbar } from './MapToolbar.tsx';
import { SessionMap } from './SessionMap.tsx';
import { EmptyMap } from './welcome/EmptyMap.tsx';
import { pictured } from '../pictures/parts.ts';

/** The memory map with its toolbar and legend; or the same blocks as a table, or as a debugger would print them. */
export function MapPanel() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const shown = useShown((state) => state.shown);
  const [view, setView] = useState<MapViewInfo | null>(null);
  const forceCanvas2d = useEnvironment((state) => state.bootstrap?.forceCanvas2d ?? false);
  const inLesson = useLesson(({ report }) => (report?.lesson ?? null) !== null);
  const noCalls = useView((state) => state.model === null || !state.model.hasBlocks);
  const onView = useCallback((info: MapViewInfo) => {
    setView(info);
    useView.setState({ rendererKind: info.rendererKind === 'webgl2' ? 'WebGL2' : 'Canvas 2D' });
  }, []);
  return (
    <section className="map-panel" aria-label={t('map.title')}>
      <MapToolbar view={view} shown={shown} onShow={show} />
      <div className="map-area" {...(shown === 'table' ? pictured('blockTable') : {})}>
        {model !== null &&
          (shown === 'table' ? (
            <BlockTable model={model} />
          ) : shown === 'figures' ? (
            <FiguresView model={model} />
          ) : shown === 'debugger' ? (
            <DebuggerView key={model.info.epoch} model={model} />
          ) : (
            <SessionMap key={model.info.epoch} model={model} onView={onView} forceCanvas2d={forceCanvas2d} />
          ))}
        {noCalls && !inLesson && shown !== 'figures' && <EmptyMap />}
      </div>
      {model !== null && <Legend model={model} />}
    </section>
  );
}
