import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { addressOf, formatAddress, PAGE_SIZE, pageIndex } from '../../electron/contract/core.ts';
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
  const drawn = useMemo(() => new DifferenceModel(model, difference, { a, b }), [model, difference, a, b]);
  const [alone, setAlone] = useState<PageFate | null>(null);
  useEffect(() => drawn.showAlone(alone), [drawn, alone]);
  return (
    <>
      <MomentPickers model={model} a={a} b={b} />
      <div className="compare-body">
        <section className="compare-map">
          <DifferenceMap model={model} drawn={drawn} />
          <FateLegend drawn={drawn} alone={alone} onAlone={setAlone} />
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
      const held = drawn.heldAt(page);
      const moments = { a: named(atA, held.atA), b: named(atB, held.atB) };
      if (block === 0) {
        const address = formatAddress(addressOf(pageIndex(model.basePage + page)));
        return [address, t('compare.unowned', moments)];
      }
      const told = tooltipOf({ page, block: atB === 0 ? atA : atB });
      const words = { fate: t(`compare.fate.${drawn.fateOf(block)}`), ...moments };
      return [told[0] ?? '', t('compare.page', words), told[1] ?? ''];
      function named(owner: number, reserved: boolean): string {
        if (owner !== 0) return t('compare.block', { block: format.integer(owner) });
        return t(reserved ? 'legend.reserved' : 'legend.free');
      }
    },
    [drawn, model, tooltipOf, t, format],
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
  readonly drawn: DifferenceModel;
  readonly alone: PageFate | null;
  readonly onAlone: (fate: PageFate | null) => void;
}

function FateLegend({ drawn, alone, onAlone }: FateLegendProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { reservedPages } = drawn;
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
      {drawn.reserved !== null && (
        <span className="key" title={t('compare.hint.reserved')} data-testid="compare-reserved">
          <span className="swatch reserved" aria-hidden="true" /> {t('legend.reserved')}{' '}
          <span className="count">
            {`${format.bytes(reservedPages.atA * PAGE_SIZE)} → ${format.bytes(reservedPages.atB * PAGE_SIZE)}`}
          </span>
        </span>
      )}
      <span className="key" title={t('legend.mergedHint')}>
        <span className="swatch merged" aria-hidden="true" /> {t('legend.merged')}
      </span>
    </div>
  );
}
