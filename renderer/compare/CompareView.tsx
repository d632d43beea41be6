import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { useEnvironment } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { onFrame } from '../app/frame-loop.ts';
import { useMapTexts, useTooltip } from '../app/map-words.ts';
import { useMapPalette } from '../app/SessionMap.tsx';
import { type Pick } from '../map/map-model.ts';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { styleToken } from '../map/theme.ts';
import { chooseMissing, comparedMoments, useCompare } from '../stores/compare-store.ts';
import { keepMap } from '../stores/map-handle.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { DifferenceLists } from './DifferenceLists.tsx';
import { DifferenceModel } from './difference-model.ts';
import { compareStyle, FATE_SIGNS, PAGE_FATES, type PageFate } from './fates.ts';
import { differenceOf } from './memory-difference.ts';
import { MomentPickers } from './MomentPickers.tsx';
import './compare.css';

/** Compare: two moments of the session on one map, and what is only in one of them. */
export function CompareView() {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const any = useView((state) => state.length > 0);
  useEffect(chooseMissing, [model, any]);
  return (
    <main className="compare" aria-label={t('routes.compare')} data-testid="compare">
      {model === null || !any ? (
        <p className="empty">{t('compare.empty')}</p>
      ) : (
        <Comparison key={model.info.epoch} model={model} />
      )}
    </main>
  );
}

function Comparison({ model }: { readonly model: SessionModel }) {
  const length = useView((state) => state.length);
  const chosen = useCompare();
  const { a, b } = comparedMoments(chosen, length);
  const difference = useMemo(() => differenceOf(model, a, b), [model, a, b]);
  const drawn = useMemo(() => new DifferenceModel(model, difference), [model, difference]);
  const [alone, setAlone] = useState<PageFate | null>(null);
  useEffect(() => drawn.showAlone(alone), [drawn, alone]);
  return (
    <>
      <MomentPickers a={a} b={b} />
      <div className="compare-body">
        <section className="compare-map">
          <DifferenceMap model={model} drawn={drawn} />
          <FateLegend alone={alone} onAlone={setAlone} />
        </section>
        <DifferenceLists model={model} difference={difference} />
      </div>
    </>
  );
}

function DifferenceMap({ model, drawn }: { readonly model: SessionModel; readonly drawn: DifferenceModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const texts = useMapTexts();
  const palette = useMapPalette();
  const tooltipOf = useTooltip(model);
  const forceCanvas2d = useEnvironment((state) => state.bootstrap?.forceCanvas2d ?? false);
  const selectedBlock = useView((state) => state.selectedBlock);
  const runsOf = useCallback((block: number) => drawn.runsOf(block), [drawn]);
  const tooltipFor = useCallback(
    ({ page, block }: Pick) => {
      const { atA, atB } = drawn.ownersAt(page);
      const told = tooltipOf({ page, block: atB === 0 ? atA : atB });
      if (block === 0) return told.slice(0, 2);
      const words = { fate: t(`compare.fate.${drawn.fateOf(block)}`), a: named(atA), b: named(atB) };
      return [told[0] ?? '', t('compare.page', words), told[1] ?? ''];
      function named(owner: number): string {
        return owner === 0 ? t('legend.free') : t('compare.block', { block: format.integer(owner) });
      }
    },
    [drawn, tooltipOf, t, format],
  );
  const onSelect = useCallback(
    (pick: Pick | null) => {
      const { atA, atB } = pick === null ? { atA: 0, atB: 0 } : drawn.ownersAt(pick.page);
      selectBlock(atB === 0 ? atA || null : atB);
    },
    [drawn],
  );
  return (
    <MemoryMap
      model={drawn}
      mode="address"
      palette={palette}
      labels={texts}
      subscribe={onFrame}
      selectedBlock={selectedBlock}
      runsOf={runsOf}
      tooltipFor={tooltipFor}
      onSelect={onSelect}
      forceCanvas2d={forceCanvas2d}
      handleRef={keepMap}
    />
  );
}

interface FateLegendProps {
  readonly alone: PageFate | null;
  readonly onAlone: (fate: PageFate | null) => void;
}

function FateLegend({ alone, onAlone }: FateLegendProps) {
  const { t } = useTranslation();
  return (
    <div className="legend" role="group" aria-label={t('legend.title')} data-testid="compare-legend">
      {PAGE_FATES.map((fate) => (
        <button
          key={fate}
          type="button"
          aria-pressed={alone === fate}
          title={t(`compare.hint.${fate}`)}
          onClick={() => onAlone(alone === fate ? null : fate)}
        >
          <span
            className="swatch sign"
            style={{ background: `var(--${styleToken(compareStyle(fate))})` }}
            aria-hidden="true"
          >
            {FATE_SIGNS[fate]}
          </span>{' '}
          {t(`compare.fate.${fate}`)}
        </button>
      ))}
      <span className="key">
        <span className="swatch free" aria-hidden="true" /> {t('legend.free')}
      </span>
      <span className="key" title={t('legend.mergedHint')}>
        <span className="swatch merged" aria-hidden="true" /> {t('legend.merged')}
      </span>
    </div>
  );
}
