import { useCallback, useEffect, useMemo, useState } from 'react';
import { BLOCK_CARRIER } from '../allocate/carried-block.ts';
import { CarriedBlock } from '../allocate/CarriedBlock.tsx';
import { type MapViewInfo, type PageRun, type Pick } from '../map/map-model.ts';
import { mapPalette, tokensOf } from '../map/theme.ts';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { useEngine } from '../stores/engine-store.ts';
import { longestFreeRuns } from '../stores/free-runs.ts';
import { useHighlight } from '../stores/highlight-store.ts';
import { keepMap } from '../stores/map-handle.ts';
import { selectPick } from '../stores/select-pick.ts';
import { FREE_ENTRY, type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { onFrame } from './frame-loop.ts';
import { useMapTexts, useTooltip } from './map-words.ts';
import { useTaughtPages } from '../learn/use-taught-pages.ts';
import { onThemeChange } from './theme-colours.ts';
import { useTranslation } from './use-translation.ts';

const readMapPalette = () => mapPalette(tokensOf(document.documentElement));
/** Free runs that are outlined when free memory is shown alone. */
const SHOWN_FREE_RUNS = 3;
/** The outlined runs follow the memory this often: finding them looks at every page. */
const FREE_RUNS_MS = 500;

/** The palette of the theme, which follows it. */
export function useMapPalette() {
  const [palette, setPalette] = useState(readMapPalette);
  useEffect(() => onThemeChange(() => setPalette(readMapPalette())), []);
  return palette;
}

interface SessionMapProps {
  readonly model: SessionModel;
  readonly onView: (info: MapViewInfo) => void;
  readonly forceCanvas2d?: boolean;
}

/** The map of the session that is on screen, in the mode and the colours that were chosen. */
export function SessionMap({ model, onView, forceCanvas2d }: SessionMapProps) {
  const { t } = useTranslation();
  const texts = useMapTexts();
  const tooltipFor = useTooltip(model);
  const mode = useView((state) => state.mapMode);
  const selectedBlock = useView((state) => state.selectedBlock);
  const palette = useMapPalette();
  const runsOf = useCallback((block: number) => model.runsOf(block), [model]);
  const lit = useHighlight((state) => state.runs);
  const freeRuns = useLongestFreeRuns(model);
  const taught = useTaughtPages(model);
  const highlights = useMemo(
    () => [...freeRuns, ...(lit.length > 0 ? lit : taught)],
    [freeRuns, lit, taught],
  );
  const live = useEngine((state) => state.status?.recording === false);
  // In time x address a block is its whole life, which cannot be taken from its place.
  const grabs = live && mode !== 'time';
  const tooltipWithHint = useCallback(
    (pick: Pick) => {
      const told = tooltipFor(pick);
      return grabs && pick.block !== 0 && pick.block === selectedBlock ? [...told, t('map.dragHint')] : told;
    },
    [tooltipFor, grabs, selectedBlock, t],
  );
  return (
    <>
      <MemoryMap
        model={model}
        mode={mode}
        palette={palette}
        labels={texts}
        subscribe={onFrame}
        selectedBlock={selectedBlock}
        highlightedPages={highlights}
        runsOf={runsOf}
        tooltipFor={tooltipWithHint}
        onSelect={selectPick}
        onView={onView}
        forceCanvas2d={forceCanvas2d}
        handleRef={keepMap}
        carrier={grabs ? BLOCK_CARRIER : undefined}
      />
      <CarriedBlock />
      <SelectionVoice model={model} tooltipFor={tooltipFor} />
    </>
  );
}

interface SelectionVoiceProps {
  readonly model: SessionModel;
  readonly tooltipFor: (pick: Pick) => readonly string[];
}

/** Says to screen readers what the tooltip shows of the selected block: it may have been walked to by keys. */
function SelectionVoice({ model, tooltipFor }: SelectionVoiceProps) {
  const block = useView((state) => state.selectedBlock);
  const [first] = block === null ? NO_RUNS : model.runsOf(block);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="selection-voice">
      {block === null || first === undefined ? '' : tooltipFor({ page: first.firstPage, block }).join(', ')}
    </p>
  );
}

const NO_RUNS: readonly PageRun[] = [];

/** While free memory is shown alone: its longest runs. */
function useLongestFreeRuns(model: SessionModel): readonly PageRun[] {
  const shown = useView((state) => state.isolated === FREE_ENTRY);
  const [runs, setRuns] = useState(NO_RUNS);
  useEffect(() => {
    if (!shown) return undefined;
    const look = (): void => setRuns(longestFreeRuns(model, SHOWN_FREE_RUNS));
    look();
    const timer = setInterval(look, FREE_RUNS_MS);
    return () => clearInterval(timer);
  }, [model, shown]);
  return shown ? runs : NO_RUNS;
}
