import { GitCompareArrows, Repeat, Save, X } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { addRange } from '../stores/bookmarks.ts';
import { compareRange } from '../stores/compare-store.ts';
import { clearLoop, markLoop, useLoop } from '../stores/loop.ts';

/** Sets the part that playback repeats; with one set, keeps it or takes it away. */
export function LoopControls() {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, to } = useLoop();
  const shown = (value: number | null): string => (value === null ? '…' : format.integer(value));
  return (
    <div className="loop" role="group" aria-label={t('loop.title')} data-testid="loop">
      <Repeat size={13} aria-hidden="true" />
      <button
        type="button"
        className="small mono"
        title={`${t('loop.begin')} ([)`}
        onClick={() => markLoop('from')}
      >
        [ {shown(from)}
      </button>
      <button
        type="button"
        className="small mono"
        title={`${t('loop.end')} (])`}
        onClick={() => markLoop('to')}
      >
        {shown(to)} ]
      </button>
      {from !== null && to !== null && (
        <button
          type="button"
          className="icon small"
          aria-label={t('loop.compare')}
          title={t('loop.compare')}
          data-testid="compare-range"
          onClick={() => compareRange(from, to)}
        >
          <GitCompareArrows size={13} aria-hidden="true" />
        </button>
      )}
      {from !== null && to !== null && (
        <button
          type="button"
          className="icon small"
          aria-label={t('loop.keep')}
          title={t('loop.keep')}
          onClick={() => addRange(from, to - 1)}
        >
          <Save size={13} aria-hidden="true" />
        </button>
      )}
      {(from !== null || to !== null) && (
        <button
          type="button"
          className="icon small"
          aria-label={t('loop.clear')}
          title={t('loop.clear')}
          onClick={clearLoop}
        >
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
