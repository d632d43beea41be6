import { useState } from 'react';
import { useTranslation } from './use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { styleToken } from '../map/theme.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { useEngine } from '../stores/engine-store.ts';
import { LegendCounts } from '../stores/legend-counts.ts';
import { FREE_ENTRY, RESERVED_ENTRY, type SessionModel } from '../stores/session-model.ts';
import { toggleIsolated, useView } from '../stores/view-store.ts';
import { useFormat } from './format.ts';
import { keysSeen, legendName } from './legend-names.ts';

/** What the colours mean and how much of each is live; a click shows one entry alone, the same again shows all. */
export function Legend({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const colourBy = useView((state) => state.colourBy);
  const isolated = useView((state) => state.isolated);
  const mode = useView((state) => state.mapMode);
  useView((state) => state.revision);
  const providers = useEngine((state) => state.status?.providers) ?? [];
  const [counts] = useState(() => new LegendCounts());
  const live = counts.at(model, colourBy);
  const names = { t, format, providers };
  return (
    <div className="legend" role="group" aria-label={t('legend.title')} data-testid="legend">
      {keysSeen(model, colourBy).map((key) => {
        const { blocks = 0, bytes = 0 } = live.get(key) ?? {};
        return (
          <button
            key={key}
            type="button"
            aria-pressed={isolated === key}
            title={t('legend.entry', {
              count: blocks,
              blocks: format.integer(blocks),
              size: format.bytes(bytes),
            })}
            onClick={() => toggleIsolated(key)}
          >
            <span
              className="swatch"
              style={{ background: `var(--${styleToken(styleOfKey(colourBy, key))})` }}
              aria-hidden="true"
            />{' '}
            {legendName(names, colourBy, key)} <span className="count">{format.integer(blocks)}</span>
          </button>
        );
      })}
      <button
        type="button"
        aria-pressed={isolated === FREE_ENTRY}
        title={t('legend.freeHint')}
        onClick={() => toggleIsolated(FREE_ENTRY)}
      >
        <span className="swatch free" aria-hidden="true" /> {t('legend.free')}
      </button>
      {model.everReserved && (
        <button
          type="button"
          aria-pressed={isolated === RESERVED_ENTRY}
          title={t('legend.reservedHint', { size: format.bytes(model.cursor.reservedPages * PAGE_SIZE) })}
          data-testid="legend-reserved"
          onClick={() => toggleIsolated(RESERVED_ENTRY)}
        >
          <span className="swatch reserved" aria-hidden="true" /> {t('legend.reserved')}
        </button>
      )}
      {mode !== 'time' && <Key look="padding" name={t('legend.padding')} hint={t('legend.paddingHint')} />}
      <Key look="merged" name={t('legend.merged')} hint={t('legend.mergedHint')} />
      {mode === 'lanes' && <Key look="dimmed" name={t('legend.others')} hint={t('map.modeHint.lanes')} />}
    </div>
  );
}

interface KeyProps {
  readonly look: string;
  readonly name: string;
  readonly hint: string;
}

/** A look that is no owner's colour. */
const Key = ({ look, name, hint }: KeyProps) => (
  <span className="key" title={hint}>
    <span className={`swatch ${look}`} aria-hidden="true" /> {name}
  </span>
);
