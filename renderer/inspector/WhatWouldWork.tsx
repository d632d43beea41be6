import { Play } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type Alternative, type EventDescription, handleToAddress } from '../../electron/contract/core.ts';
import { retryAs } from '../branches/branch-commands.ts';
import { GoOn } from '../branches/GoOn.tsx';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import {
  findAlternatives,
  forgetAlternatives,
  isNewest,
  requestOf,
  useAlternatives,
} from './alternatives-store.ts';
import { changedMembers } from './changed-members.ts';

/** Up to so many events the engine is asked at once: it makes them again for each thing that it tries. */
const ASKED_AT_ONCE = 100_000;

interface WhatWouldWorkProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
}

/** For a call that was refused: what the engine tried on the same state and saw succeed, each one press away. */
export function WhatWouldWork({ event, model }: WhatWouldWorkProps) {
  const { t } = useTranslation();
  const recording = useEngine((state) => state.status?.recording !== false);
  const obstacle = obstacleOf(event, model, recording);
  const refused = event.op === 'allocate' && event.status !== 1;
  const { epoch } = model.info;
  const { seq } = event;
  const asksAtOnce = refused && obstacle === null && seq <= ASKED_AT_ONCE;
  useEffect(() => {
    if (asksAtOnce) void findAlternatives(event, epoch);
    return forgetAlternatives;
    // The event of a sequence number never changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asksAtOnce, seq, epoch]);
  if (!refused && event.op !== 'recordedAllocate') return null;
  return (
    <div className="would-work" data-testid="would-work">
      <h3>{t('wouldWork.title')}</h3>
      {obstacle === null ? (
        <Answer event={event} model={model} />
      ) : (
        <>
          <p className="dim">{t(`wouldWork.not.${obstacle}`)}</p>
          {obstacle === 'recording' && <GoOn />}
        </>
      )}
    </div>
  );
}

type Obstacle = 'recording' | 'asRecorded' | 'otherCaller';

/** Why the engine cannot be asked about the call; null when it can. */
function obstacleOf(event: EventDescription, model: SessionModel, recording: boolean): Obstacle | null {
  if (event.op === 'recordedAllocate') return 'asRecorded';
  if (recording) return 'recording';
  const own = event.request?.ndisHandle === handleToAddress(model.context.adapterHandle);
  return own && requestOf(event) !== null ? null : 'otherCaller';
}

function Answer({ event, model }: WhatWouldWorkProps) {
  const { t } = useTranslation();
  const { state, alternatives, message } = useAlternatives();
  if (state === 'none') {
    return (
      <button type="button" onClick={() => void findAlternatives(event, model.info.epoch)}>
        {t('wouldWork.ask')}
      </button>
    );
  }
  if (state === 'searching') return <p className="dim">{t('wouldWork.searching')}</p>;
  if (state === 'failed') return <p className="dim">{message}</p>;
  if (alternatives.length === 0) return <p className="dim">{t('wouldWork.nothing')}</p>;
  return (
    <>
      <ul className="alternatives">
        {alternatives.map((alternative) => (
          <li key={`${alternative.kind} ${alternative.provider ?? ''}`}>
            <Retry event={event} alternative={alternative} />
          </li>
        ))}
      </ul>
      <p className="dim">{t(isNewest(event.seq) ? 'wouldWork.here' : 'wouldWork.inBranch')}</p>
    </>
  );
}

interface RetryProps {
  readonly event: EventDescription;
  readonly alternative: Alternative;
}

function Retry({ event, alternative }: RetryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, provider, request, elements, node } = alternative;
  const before = requestOf(event);
  const changes = before === null ? [] : changedMembers(before, request, format);
  const label = t(`wouldWork.kind.${kind}`, {
    length: format.bytes(request.lengthBytes),
    provider: provider === null ? '' : providerName(t, provider),
  });
  return (
    <button
      type="button"
      className="alternative"
      data-kind={provider ?? kind}
      title={t('wouldWork.retry')}
      onClick={() => void retryAs(event.seq, isNewest(event.seq), request, provider)}
    >
      <Play size={13} aria-hidden="true" />
      <span>
        {label}
        {changes.map(({ member, to }) => (
          <span key={member} className="mono change">
            {member} = {to}
          </span>
        ))}
      </span>
      <span className="dim answer">{t('wouldWork.answer', { count: elements, node })}</span>
    </button>
  );
}
