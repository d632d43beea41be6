import { ChartColumn, Maximize, SquareTerminal, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode } from 'react';
import { useTranslation } from './use-translation.ts';
import { type MapViewInfo } from '../map/map-model.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { type Shown } from '../stores/shown-store.ts';
import { ColourByPicker, ModePicker } from './MapChoices.tsx';

interface MapToolbarProps {
  readonly view: MapViewInfo | null;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

/** What can be done to the map, and what can be looked at instead of it. */
export function MapToolbar({ view, shown, onShow }: MapToolbarProps) {
  const { t } = useTranslation();
  const other = (kind: Exclude<Shown, 'map'>, label: string, icon: ReactNode) => (
    <button
      type="button"
      className="icon"
      aria-label={label}
      title={label}
      aria-pressed={shown === kind}
      data-testid={`show-${kind}`}
      onClick={() => onShow(shown === kind ? 'map' : kind)}
    >
      {icon}
    </button>
  );
  return (
    <header className="map-toolbar">
      <ModePicker />
      <ColourByPicker />
      <CellLabel view={view} />
      <ZoomButtons />
      {other('table', t('map.table'), <Table2 size={15} />)}
      {other('figures', t('figures.title'), <ChartColumn size={15} />)}
      {other('debugger', t('debugger.title'), <SquareTerminal size={15} />)}
    </header>
  );
}

/** What a cell is, and how far the map is zoomed in. */
export function CellLabel({ view }: { readonly view: MapViewInfo | null }) {
  const text = view === null ? '' : `${view.cellLabel} · ${Math.round(view.zoom * 10) / 10}×`;
  return (
    <span className="cell-label" data-testid="cell-label" title={text}>
      {text}
    </span>
  );
}

export function ZoomButtons() {
  const { t } = useTranslation();
  const button = (label: string, keys: string, icon: ReactNode, action: () => void) => (
    <button
      type="button"
      className="icon zoom"
      aria-label={label}
      title={`${label} (${keys})`}
      onClick={action}
    >
      {icon}
    </button>
  );
  return (
    <>
      {button(t('map.zoomOut'), '−', <ZoomOut size={15} />, () => mapHandle.current?.zoomOut())}
      {button(t('map.zoomIn'), '+', <ZoomIn size={15} />, () => mapHandle.current?.zoomIn())}
      {button(t('map.fit'), '0', <Maximize size={15} />, () => mapHandle.current?.fit())}
    </>
  );
}
