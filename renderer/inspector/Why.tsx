import { type ReactNode } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { diagnosticName, type EventDescription, ruleOf, PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { ownerName } from '../app/map-words.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { isPoolFull } from './in-the-way.ts';
import { InTheWay } from './InTheWay.tsx';
import { RuleCitation } from './RuleCitation.tsx';

/** The rule or the numbers behind the outcome, with the source; what the model decided is called that. */
export function Why({ event, model }: { readonly event: EventDescription; readonly model: SessionModel }) {
  const { t } = useTranslation();
  const lines = useReasonLines(event, model);
  const found = [event.rule, ...event.further.map(({ rule }) => rule)];
  const rules = [...new Set(found)].filter((code) => code !== 0);
  // What no rule of the catalogue names is the model's own report.
  const own = [event, ...event.further].filter(({ rule, diagnostic }) => rule === 0 && diagnostic !== 0);
  if (lines.length === 0 && rules.length === 0 && own.length === 0) return null;
  return (
    <div className="why" data-testid="why">
      <h3>{t('why.title')}</h3>
      {rules.map((code) => {
        const rule = ruleOf(code);
        return rule === null ? null : <RuleCitation key={code} rule={rule} />;
      })}
      {own.map(({ diagnostic }) => (
        <p key={diagnostic} className="citation">
          {t(`diagnostic.${diagnosticName(diagnostic) ?? ''}`)}{' '}
          <span className="source">
            <span className="model-mark">{t('why.modelDecision')}</span>
          </span>
        </p>
      ))}
      {event.providerMessage !== null && (
        <p data-testid="provider-message">
          {event.providerMessage.line > 0 && t('why.scriptLine', { line: event.providerMessage.line })}{' '}
          <span className="mono">{event.providerMessage.text}</span>
        </p>
      )}
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      <InTheWay event={event} model={model} />
    </div>
  );
}

function useReasonLines(event: EventDescription, model: SessionModel): readonly ReactNode[] {
  const { t } = useTranslation();
  const format = useFormat();
  const lines: ReactNode[] = [];
  const { reason } = event;
  if (reason !== null) {
    lines.push(
      t(isPoolFull(event) ? 'why.shortageInPool' : 'why.shortage', {
        owner: ownerName(event.vportId, event.queueId, t),
        count: reason.askedPages,
        asked: format.bytes(reason.askedPages * PAGE_SIZE),
        pages: format.integer(reason.askedPages),
        largest: format.bytes(reason.largestFreePages * PAGE_SIZE),
        free: format.bytes(reason.freePages * PAGE_SIZE),
      }),
    );
    if (reason.neededListBytes > 0) {
      const given = event.request?.sgListBufferLength ?? 0;
      lines.push(
        t('why.list', { needed: format.integer(reason.neededListBytes), given: format.integer(given) }),
      );
    } else if (reason.freePages >= reason.askedPages) lines.push(t('why.fragmented'));
  }
  if (event.probes > 0) {
    lines.push(t('why.probes', { count: event.probes, probes: format.integer(event.probes) }));
  }
  if (event.diagnostic !== 0 && event.op === 'free' && event.block > 0) {
    const end = model.recorded.endOfBlock(event.block);
    if (end >= 0 && end < event.seq) lines.push(t('why.freedAt', { seq: format.integer(end) }));
  }
  if (event.makesBlock) {
    const remote =
      event.request !== null && event.node !== null && event.request.preferredNode < model.info.nodeCount;
    if (remote && event.request.preferredNode !== event.node) {
      lines.push(t('why.otherNode', { preferred: event.request.preferredNode, node: event.node }));
    }
    lines.push(
      t('why.placed', {
        count: event.elements.length,
        pages: format.integer(event.grantedBytes / PAGE_SIZE),
      }),
    );
  }
  return lines;
}
