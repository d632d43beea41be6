import { useMemo } from 'react';
import { useTranslation } from './use-translation.ts';
import { ndisVersionName, irqlName, recordIrql, PAGE_SIZE } from '../../electron/contract/core.ts';
import { showCalls } from '../statuses/calls-tab.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { useFormat } from './format.ts';
import { ShellButtons } from './ShellButtons.tsx';

/** The line of figures at the foot of the window; memory figures are those at the cursor. */
export function StatusBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useView((state) => state.model);
  const revision = useView((state) => state.revision);
  const engine = useEngine((state) => state.status?.state);
  const eventsPerSecond = useEngine((state) => state.status?.eventsPerSecond ?? 0);
  const refused = useEngine((state) => state.status?.refusedMessages ?? 0);
  const rendererKind = useView((state) => state.rendererKind);
  const space = useMemo(
    () => model?.figures() ?? null,
    // The owners change in place; the revision says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [model, revision],
  );
  if (model === null || engine === undefined || space === null) return <footer className="status-bar" />;
  const used = (model.pageCount - space.freePages - space.reservedPages) * PAGE_SIZE;
  const severity = model.findings.highestBefore(model.cursor.position);
  return (
    <footer className="status-bar" data-testid="status-bar">
      <span className={`engine engine-${engine}`}>
        <span className="engine-light" aria-hidden="true" />
        {t(`engine.${engine}`)}
      </span>
      <span className="rate">{t('statusBar.rate', { rate: format.integer(eventsPerSecond) })}</span>
      <span
        className={model.eventsLost > 0 ? 'alarm' : undefined}
        data-testid="events-lost"
        data-value={model.eventsLost}
      >
        {t('statusBar.lost', { lost: format.integer(model.eventsLost) })}
      </span>
      <span
        className="used"
        title={`${format.exactBytes(used)} / ${format.exactBytes(model.info.memoryBytes)}`}
        data-testid="used"
        data-value={used}
      >
        {t('statusBar.used', { used: format.bytes(used), total: format.bytes(model.info.memoryBytes) })}
      </span>
      <span
        title={
          space.reservedPages === 0
            ? format.exactBytes(space.largestFreePages * PAGE_SIZE)
            : t('statusBar.reservedHint', {
                exact: format.exactBytes(space.largestFreePages * PAGE_SIZE),
                reserved: format.bytes(space.reservedPages * PAGE_SIZE),
              })
        }
      >
        {t('statusBar.largest', { largest: format.bytes(space.largestFreePages * PAGE_SIZE) })}
      </span>
      <span className="shrinks" title={t('statusBar.fragmentationHint')}>
        <span className="wide-only">
          {t('statusBar.fragmentation', { value: format.ratio(space.external) })}
        </span>
        <span className="narrow-only">
          {t('statusBar.fragmentationShort', { value: format.ratio(space.external) })}
        </span>
      </span>
      {refused > 0 && <span className="alarm">{t('statusBar.refused', { count: refused })}</span>}
      <span className="spacer" />
      {severity !== null && (
        <button
          type="button"
          className={`diagnostic diagnostic-${severity}`}
          title={t('statusBar.severityHint')}
          data-testid="highest-severity"
          onClick={() => showCalls('expert')}
        >
          <span aria-hidden="true">{t(`severity.letter.${severity}`)}</span> {t(`severity.${severity}`)}
        </button>
      )}
      <span className="wide-only">{rendererKind}</span>
      <span>NDIS {ndisVersionName(model.info.ndisVersion)}</span>
      <span title={t('statusBar.irqlHint')}>IRQL {irqlName(lastIrql(model))}</span>
      <ShellButtons />
    </footer>
  );
}

/** IRQL of the caller of the event before the cursor. */
function lastIrql({ recorded, cursor }: SessionModel): number {
  const seq = cursor.position - 1;
  return seq < 0 ? 0 : recordIrql(recorded.log.wordsOf(seq), recorded.log.offsetOf(seq));
}
