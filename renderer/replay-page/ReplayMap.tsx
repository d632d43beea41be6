import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { elementsOf } from '../../electron/contract/core.ts';
import { onFrame } from '../app/frame-loop.ts';
import { Legend } from '../app/Legend.tsx';
import { useMapTexts, useTooltip } from '../app/map-words.ts';
import { onThemeChange } from '../app/theme-colours.ts';
import { type MapViewInfo, type PageRun } from '../map/map-model.ts';
import { type DrawableMap } from '../map/map-scene.ts';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { mapPalette, tokensOf } from '../map/theme.ts';
import { COLOUR_BYS } from '../stores/block-attributes.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, setColourBy, useView } from '../stores/view-store.ts';
import { IconButton } from './IconButton.tsx';

/** The memory at the cursor, with its colours and its legend. */
export function ReplayMap({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const [view, setView] = useState<MapViewInfo | null>(null);
  return (
    <section className="map-panel" aria-label={t('map.title')}>
      <Toolbar view={view} />
      <div className="map-area">
        <Canvas model={model} onView={setView} />
      </div>
      <Legend model={model} />
    </section>
  );
}

function Toolbar({ view }: { readonly view: MapViewInfo | null }) {
  const { t } = useTranslation();
  const colourBy = useView((state) => state.colourBy);
  return (
    <header className="map-toolbar">
      <h2 className="dim">{t('map.title')}</h2>
      <span className="dim">{t('map.colourBy')}</span>
      <div className="segmented" role="group" aria-label={t('map.colourBy')}>
        {COLOUR_BYS.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={colourBy === option}
            onClick={() => setColourBy(option)}
          >
            {t(`map.by.${option}`)}
          </button>
        ))}
      </div>
      <span className="spacer" />
      <span className="cell-label" title={view?.cellLabel}>
        {view === null ? '' : `${view.cellLabel} · ${Math.round(view.zoom * 10) / 10}×`}
      </span>
      <IconButton label={t('map.zoomOut')} keys="−" onClick={() => mapHandle.current?.zoomOut()}>
        <ZoomOut size={15} />
      </IconButton>
      <IconButton label={t('map.zoomIn')} keys="+" onClick={() => mapHandle.current?.zoomIn()}>
        <ZoomIn size={15} />
      </IconButton>
      <IconButton label={t('map.fit')} keys="0" onClick={() => mapHandle.current?.fit()}>
        <Maximize size={15} />
      </IconButton>
    </header>
  );
}

const readMapPalette = () => mapPalette(tokensOf(document.documentElement));

interface CanvasProps {
  readonly model: SessionModel;
  readonly onView: (info: MapViewInfo) => void;
}

function Canvas({ model, onView }: CanvasProps) {
  const texts = useMapTexts();
  const tooltipFor = useTooltip(model);
  const selectedBlock = useView((state) => state.selectedBlock);
  const [palette, setPalette] = useState(readMapPalette);
  useEffect(() => onThemeChange(() => setPalette(readMapPalette())), []);
  const runsOf = useCallback((block: number) => liveRunsOf(model, block), [model]);
  const keepHandle = useCallback((handle: DrawableMap | null) => {
    mapHandle.current = handle;
  }, []);
  return (
    <MemoryMap
      model={model}
      palette={palette}
      labels={texts}
      subscribe={onFrame}
      selectedBlock={selectedBlock}
      runsOf={runsOf}
      tooltipFor={tooltipFor}
      onSelect={selectBlock}
      onView={onView}
      handleRef={keepHandle}
    />
  );
}

/** Where a block lies at the cursor; nothing before it was made and after it was freed. */
function liveRunsOf({ recorded, cursor, basePage }: SessionModel, block: number): readonly PageRun[] {
  const seq = recorded.seqOfBlock(block);
  const end = recorded.endOfBlock(block);
  if (seq < 0 || seq >= cursor.position || (end >= 0 && end < cursor.position)) return [];
  return elementsOf(recorded, seq).map(({ firstPage, pages }) => ({
    firstPage: firstPage - basePage,
    pages,
  }));
}
