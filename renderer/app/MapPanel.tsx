import { ChartColumn, Maximize, SquareTerminal, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { elementsOf, recordLength } from '../../electron/contract/core.ts';
import { type MapViewInfo, type PageRun } from '../map/map-model.ts';
import { type DrawableMap } from '../map/map-scene.ts';
import { mapPalette, tokensOf } from '../map/theme.ts';
import { MapTable } from '../map/MapTable.tsx';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { COLOUR_BYS } from '../stores/block-attributes.ts';
import { FiguresView } from '../metrics/FiguresView.tsx';
import { PictureMenu } from '../pictures/PictureMenu.tsx';
import { useLesson } from '../stores/lesson-store.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, setColourBy, useView } from '../stores/view-store.ts';
import { DebuggerView } from './DebuggerView.tsx';
import { useEnvironment } from './environment.ts';
import { useTaughtPages } from '../learn/use-taught-pages.ts';
import { useFormat } from './format.ts';
import { onFrame } from './frame-loop.ts';
import { Legend } from './Legend.tsx';
import { blockOwner, useMapTexts, useTooltip } from './map-words.ts';
import { onThemeChange } from './theme-colours.ts';
import { EmptyMap } from './welcome/EmptyMap.tsx';

/** How the memory is shown. */
type Shown = 'map' | 'table' | 'figures' | 'debugger';

/** The memory map with its toolbar and legend; or the same blocks as a table, or as a debugger would print them. */
export function MapPanel() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const [shown, setShown] = useState<Shown>('map');
  const [view, setView] = useState<MapViewInfo | null>(null);
  const inLesson = useLesson(({ report }) => (report?.lesson ?? null) !== null);
  const noCalls = useView((state) => state.model === null || !state.model.attributes.any);
  const onView = useCallback((info: MapViewInfo) => {
    setView(info);
    useView.setState({ rendererKind: info.rendererKind === 'webgl2' ? 'WebGL2' : 'Canvas 2D' });
  }, []);
  return (
    <section className="map-panel" aria-label={t('map.title')}>
      <Toolbar view={view} shown={shown} onShow={setShown} />
      <div className="map-area">
        {model !== null &&
          (shown === 'table' ? (
            <BlockTable model={model} />
          ) : shown === 'figures' ? (
            <FiguresView model={model} />
          ) : shown === 'debugger' ? (
            <DebuggerView key={model.info.epoch} model={model} />
          ) : (
            <Canvas key={model.info.epoch} model={model} onView={onView} />
          ))}
        {noCalls && !inLesson && shown !== 'figures' && <EmptyMap />}
      </div>
      {model !== null && <Legend model={model} />}
    </section>
  );
}

interface ToolbarProps {
  readonly view: MapViewInfo | null;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

function Toolbar({ view, shown, onShow }: ToolbarProps) {
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
      <span className="cell-label" data-testid="cell-label" title={view?.cellLabel}>
        {view === null ? '' : `${view.cellLabel} · ${Math.round(view.zoom * 10) / 10}×`}
      </span>
      <button
        type="button"
        className="icon"
        aria-label={t('map.zoomOut')}
        title={`${t('map.zoomOut')} (−)`}
        onClick={() => mapHandle.current?.zoomOut()}
      >
        <ZoomOut size={15} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('map.zoomIn')}
        title={`${t('map.zoomIn')} (+)`}
        onClick={() => mapHandle.current?.zoomIn()}
      >
        <ZoomIn size={15} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('map.fit')}
        title={`${t('map.fit')} (0)`}
        onClick={() => mapHandle.current?.fit()}
      >
        <Maximize size={15} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('map.table')}
        title={t('map.table')}
        aria-pressed={shown === 'table'}
        onClick={() => onShow(shown === 'table' ? 'map' : 'table')}
      >
        <Table2 size={15} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('figures.title')}
        title={t('figures.title')}
        aria-pressed={shown === 'figures'}
        data-testid="show-figures"
        onClick={() => onShow(shown === 'figures' ? 'map' : 'figures')}
      >
        <ChartColumn size={15} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={t('debugger.title')}
        title={t('debugger.title')}
        aria-pressed={shown === 'debugger'}
        onClick={() => onShow(shown === 'debugger' ? 'map' : 'debugger')}
      >
        <SquareTerminal size={15} />
      </button>
      <PictureMenu mapShown={shown === 'map'} />
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
  const forceCanvas2d = useEnvironment((state) => state.bootstrap?.forceCanvas2d ?? false);
  const selectedBlock = useView((state) => state.selectedBlock);
  const taught = useTaughtPages(model);
  const [palette, setPalette] = useState(readMapPalette);
  useEffect(() => onThemeChange(() => setPalette(readMapPalette())), []);
  const runsOf = useCallback((block: number) => runsOfBlock(model, block), [model]);
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
      highlightedPages={taught}
      runsOf={runsOf}
      tooltipFor={tooltipFor}
      onSelect={selectBlock}
      onView={onView}
      forceCanvas2d={forceCanvas2d}
      handleRef={keepHandle}
    />
  );
}

function runsOfBlock(model: SessionModel, block: number): readonly PageRun[] {
  const seq = model.recorded.seqOfBlock(block);
  if (seq < 0 || seq >= model.cursor.position) return [];
  const end = model.recorded.endOfBlock(block);
  if (end >= 0 && end < model.cursor.position) return [];
  return elementsOf(model.recorded, seq).map(({ firstPage, pages }) => ({
    firstPage: firstPage - model.basePage,
    pages,
  }));
}

/** Length in bytes, as it was asked for. */
function lengthOfBlock(model: SessionModel, block: number): number {
  const seq = model.recorded.seqOfBlock(block);
  return seq < 0 ? 0 : recordLength(model.recorded.log.wordsOf(seq), model.recorded.log.offsetOf(seq));
}

function BlockTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const revision = useView((state) => state.revision);
  const selectedBlock = useView((state) => state.selectedBlock);
  const format = useFormat();
  const labels = useMemo(
    () => ({
      table: t('map.table'),
      range: t('map.address'),
      length: t('map.length'),
      owner: t('map.owner'),
      empty: t('map.emptyTable'),
      pieces: (count: number) => t('map.elements', { count }),
      bytes: (bytes: number) => format.bytes(bytes),
    }),
    [t, format],
  );
  return (
    <MapTable
      model={model}
      revision={revision}
      selectedBlock={selectedBlock}
      labels={labels}
      runsOf={(block) => runsOfBlock(model, block)}
      lengthOf={(block) => lengthOfBlock(model, block)}
      ownerText={(block) => blockOwner(model, block, t)}
      onSelect={selectBlock}
    />
  );
}
