import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { Legend } from '../app/Legend.tsx';
import { ColourByPicker, ModePicker } from '../app/MapChoices.tsx';
import { CellLabel, ZoomButtons } from '../app/MapToolbar.tsx';
import { SessionMap } from '../app/SessionMap.tsx';
import { type MapViewInfo } from '../map/map-model.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** The memory at the cursor, with its modes, its colours and its legend. */
export function ReplayMap({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const [view, setView] = useState<MapViewInfo | null>(null);
  return (
    <section className="map-panel" aria-label={t('map.title')}>
      <header className="map-toolbar">
        <ModePicker />
        <ColourByPicker />
        <CellLabel view={view} />
        <ZoomButtons />
      </header>
      <div className="map-area">
        <SessionMap model={model} onView={setView} />
      </div>
      <Legend model={model} />
    </section>
  );
}
