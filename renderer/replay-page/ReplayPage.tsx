import { useTranslation } from '../app/use-translation.ts';
import { describeEvent, type Sentence } from '../../electron/contract/core.ts';
import { type ReplaySettings } from '../../electron/contract/replay-page.ts';
import { useFormat } from '../app/format.ts';
import { EventDetails } from '../inspector/EventDetails.tsx';
import { CallTable } from '../statuses/CallTable.tsx';
import { ExplainCard } from '../statuses/ExplainCard.tsx';
import { eventSummary } from '../statuses/event-summary.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { ReplayHead } from './ReplayHead.tsx';
import { ReplayMap } from './ReplayMap.tsx';
import { ReplayTransport } from './ReplayTransport.tsx';
import { useReplayKeys } from './replay-keys.ts';
import { wordOnPage } from './word-on-page.ts';

interface ReplayPageProps {
  readonly providers: ReplaySettings['providers'];
  /** What of the session could not be read. */
  readonly problems: readonly Sentence[];
}

/** A recorded session without the program: the map, the event at hand, time, and the list of calls. */
export function ReplayPage({ providers, problems }: ReplayPageProps) {
  useReplayKeys();
  const model = useView((state) => state.model);
  if (model === null) return null;
  return (
    <div className="replay">
      <ReplayHead model={model} providers={providers} problems={problems} />
      <ReplayMap model={model} />
      <CurrentEvent model={model} />
      <ReplayTransport />
      <Timeline />
      <CallTable />
      <ExplainCard />
    </div>
  );
}

/** The page cannot show its session; why not. */
export function Broken({ problem }: { readonly problem: Sentence | string }) {
  const { t, i18n } = useTranslation();
  return (
    <main className="replay-broken" role="alert">
      <h1>{t('replay.broken')}</h1>
      <p className="mono">{typeof problem === 'string' ? problem : wordOnPage(problem, i18n.language)}</p>
    </main>
  );
}

/** The selected event, otherwise the one before the cursor. */
function CurrentEvent({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const selected = useView((state) => state.selectedSeq);
  const position = useView((state) => state.position);
  const seq = selected ?? position - 1;
  if (seq < 0 || seq >= model.recorded.log.length) {
    return (
      <section className="panel inspector" aria-label={t('inspector.title')} data-testid="inspector">
        <p className="empty">{t('replay.beginning')}</p>
      </section>
    );
  }
  const event = describeEvent(model.context, seq);
  return (
    <section className="panel inspector" aria-label={t('inspector.title')} data-testid="inspector">
      <header className="panel-head">
        <h2>{t('inspector.call', { seq: format.integer(seq) })}</h2>
        <span className="mono dim">{t('inspector.time', { time: format.integer(event.timeNs / 1000) })}</span>
      </header>
      <p className="replay-summary">{eventSummary(event, t, format)}</p>
      <EventDetails event={event} model={model} />
    </section>
  );
}
