import { useTranslation } from 'react-i18next';
import { describeEvent, statusHex } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { DiagnosticBadge } from '../statuses/DiagnosticBadge.tsx';
import { StatusBadge } from '../statuses/StatusBadge.tsx';
import { useView } from '../stores/view-store.ts';
import { BlockActions } from './BlockActions.tsx';
import { CallSequence } from './CallSequence.tsx';
import { ParametersTable } from './ParametersTable.tsx';
import { ScatterGatherView } from './ScatterGatherView.tsx';
import { TryDifferently } from './TryDifferently.tsx';
import { Why } from './Why.tsx';

/** Everything that is known of the selected call or block. */
export function Inspector() {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useView((state) => state.model);
  const seq = useView((state) => state.selectedSeq);
  if (model === null || seq === null || seq >= model.recorded.log.length) {
    return (
      <section className="panel inspector" aria-label={t('inspector.title')} data-testid="inspector">
        <header className="panel-head">
          <h2>{t('inspector.title')}</h2>
        </header>
        <p className="empty">{t('inspector.empty')}</p>
      </section>
    );
  }
  const event = describeEvent(model.context, seq);
  const end = model.recorded.endOfBlock(event.block);
  return (
    <section className="panel inspector" aria-label={t('inspector.title')} data-testid="inspector">
      <header className="panel-head">
        <h2>{t('inspector.call', { seq: format.integer(seq) })}</h2>
        <span className="mono dim">{t('inspector.time', { time: format.integer(event.timeNs / 1000) })}</span>
      </header>
      <CallSequence event={event} />
      <p className="verdict-line">
        {event.status !== 0 && <StatusBadge code={event.status} full />}
        {event.diagnostic !== 0 && <DiagnosticBadge code={event.diagnostic} />}
        {event.further.map(
          ({ diagnostic }, index) => diagnostic !== 0 && <DiagnosticBadge key={index} code={diagnostic} />,
        )}
        <span className="mono dim">{statusHex(event.status)}</span>
      </p>
      <Why event={event} model={model} />
      <ParametersTable event={event} version={model.info.ndisVersion} />
      {event.elements.length > 0 && <ScatterGatherView event={event} model={model} />}
      <TryDifferently event={event} info={model.info} />
      {event.block > 0 && <BlockActions event={event} endSeq={end} />}
    </section>
  );
}
