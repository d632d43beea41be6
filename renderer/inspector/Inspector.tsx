import { memo } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { describeEvent } from '../../electron/contract/core.ts';
import { CopyRequestMenu } from '../decoder/CopyRequestMenu.tsx';
import { useFormat } from '../app/format.ts';
import { useShownSelection } from '../stores/shown-selection.ts';
import { useView } from '../stores/view-store.ts';
import { BlockActions } from './BlockActions.tsx';
import { BlockHistoryView } from './BlockHistoryView.tsx';
import { EventDetails } from './EventDetails.tsx';
import { Neighbours } from './Neighbours.tsx';
import { TryDifferently } from './TryDifferently.tsx';
import { WhatWouldWork } from './WhatWouldWork.tsx';
import { pictured } from '../pictures/parts.ts';

/** Everything that is known of the selected call or block. */
export function Inspector() {
  return <InspectorOf seq={useShownSelection()} />;
}

/** A component of its own, so that a selection on its way is not a reason to draw what is shown once more. */
const InspectorOf = memo(function InspectorOf({ seq }: { readonly seq: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useView((state) => state.model);
  // The block may end while it is looked at.
  useView((state) => state.revision);
  if (model === null || seq === null || seq >= model.recorded.log.length) {
    return (
      <section
        className="panel inspector"
        {...pictured('inspector')}
        aria-label={t('inspector.title')}
        data-testid="inspector"
      >
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
    <section
      className="panel inspector"
      {...pictured('inspector')}
      aria-label={t('inspector.title')}
      data-testid="inspector"
    >
      <header className="panel-head">
        <h2>{t('inspector.call', { seq: format.integer(seq) })}</h2>
        <span className="mono dim">{t('inspector.time', { time: format.integer(event.timeNs / 1000) })}</span>
      </header>
      <EventDetails
        event={event}
        model={model}
        afterWhy={
          <>
            <WhatWouldWork event={event} model={model} />
            <TryDifferently event={event} info={model.info} />
          </>
        }
        requestTools={<CopyRequestMenu event={event} version={model.info.ndisVersion} />}
      />
      {event.block > 0 && (
        <>
          <BlockActions event={event} endSeq={end} />
          <Neighbours key={event.block} event={event} model={model} endSeq={end} />
          <BlockHistoryView model={model} block={event.block} />
        </>
      )}
    </section>
  );
});
