import { ChevronLeft, ChevronRight, ListTree } from 'lucide-react';
import { type KeyboardEvent, useEffect } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import {
  callSteps,
  type CallStep,
  type EventDescription,
  type Party,
  ruleId,
  statusName,
} from '../../electron/contract/core.ts';
import { SequencePicture } from './SequencePicture.tsx';
import { showSequence, useSteps, walk, walkTo } from './step-store.ts';
import { pictured } from '../pictures/parts.ts';

/** Who called whom, arrow by arrow, as the engine made the call; a person can walk through it. */
export function CallSequence({ event }: { readonly event: EventDescription }) {
  const { t } = useTranslation();
  const steps = callSteps(event);
  const { seq } = event;
  useEffect(() => showSequence(seq, steps.length), [seq, steps.length]);
  const walked = useSteps((state) => (state.seq === seq ? state.taken : null));
  if (steps.length === 0) return null;
  const current = walked === null ? undefined : steps[walked - 1];
  return (
    <div
      className="sequence-box"
      role="group"
      tabIndex={0}
      aria-label={t('sequence.title')}
      aria-keyshortcuts="[ ]"
      onKeyDown={onKey}
      {...pictured('sequence')}
      data-testid="sequence"
      data-step={walked ?? 'all'}
    >
      <SequencePicture event={event} steps={steps} taken={walked} />
      <div className="sequence-controls">
        <button
          type="button"
          className="icon"
          aria-label={t('sequence.previous')}
          title={`${t('sequence.previous')} ([)`}
          disabled={walked === 1}
          onClick={() => walk(-1)}
        >
          <ChevronLeft size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon"
          aria-label={t('sequence.next')}
          title={`${t('sequence.next')} (])`}
          disabled={walked === steps.length}
          onClick={() => walk(1)}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </button>
        <p className="sequence-caption" aria-live="polite">
          {current === undefined ? (
            <span className="dim">{t('sequence.hint', { count: steps.length })}</span>
          ) : (
            <>
              <b>
                {walked}/{steps.length}
              </b>{' '}
              <StepWords step={current} />
            </>
          )}
        </p>
        {walked !== null && (
          <button
            type="button"
            className="icon"
            aria-label={t('sequence.whole')}
            title={t('sequence.whole')}
            onClick={() => walkTo(null)}
          >
            <ListTree size={14} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Left and right walk while the sequence has the focus, so that the timeline does not move along. */
function onKey(event: KeyboardEvent): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.preventDefault();
  event.stopPropagation();
  walk(event.key === 'ArrowRight' ? 1 : -1);
}

/** One step in a sentence, with the names in full. */
function StepWords({ step }: { readonly step: CallStep }) {
  const { t } = useTranslation();
  const party = (which: Party): string => t(`sequence.${which}`);
  const rule = ruleId(step.rule);
  const words = {
    from: party(step.from),
    to: party(step.to),
    name: step.name,
    status: statusName(step.status) ?? 'void',
    rule,
  };
  const key = step.kind === 'check' && rule === '' ? 'checkPassed' : step.kind;
  return <span>{t(`sequence.step.${key}`, words)}</span>;
}
