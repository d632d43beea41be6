import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { limitsOf } from './provider-limits.ts';
import { usedProviders } from './stacked-usage.ts';

/** Whose area has which colour, what it holds at the cursor, and how much it may hold. */
export function TimelineLegend({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useEngine((state) => state.status?.providers);
  const codes = usedProviders(model);
  const limits = limitsOf(codes);
  if (codes.length === 0) return t('timeline.title');
  return codes.map((code) => {
    const id = known?.find((provider) => provider.code === code)?.id ?? '';
    const bytes = limits.find(({ provider }) => provider === code)?.bytes ?? model.info.memoryBytes;
    const entry = {
      name: providerName(t, id),
      held: format.bytes((model.cursor.totals.usedPages[code] ?? 0) * PAGE_SIZE),
    };
    const capacity = t('timeline.entryOf', { capacity: format.bytes(bytes) });
    return (
      <span
        key={code}
        className="timeline-entry"
        data-provider={code}
        title={`${t('timeline.entry', entry)} ${capacity}`}
      >
        <span className={`swatch category-${styleOfKey('provider', code)}`} aria-hidden="true" />
        {t('timeline.entry', entry)}
        <span className="roomy"> {capacity}</span>
      </span>
    );
  });
}
