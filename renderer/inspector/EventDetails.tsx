import { type ReactNode } from 'react';
import { type EventDescription, statusHex } from '../../electron/contract/core.ts';
import { DiagnosticBadge } from '../statuses/DiagnosticBadge.tsx';
import { StatusBadge } from '../statuses/StatusBadge.tsx';
import { type SessionModel } from '../stores/session-model.ts';
import { CallSequence } from './CallSequence.tsx';
import { ParametersTable } from './ParametersTable.tsx';
import { Reserved } from './Reserved.tsx';
import { ScatterGatherView } from './ScatterGatherView.tsx';
import { Why } from './Why.tsx';
import './inspector.css';

interface EventDetailsProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
  /** What can be done with the request. */
  readonly requestTools?: ReactNode;
  /** What follows from the reason. */
  readonly afterWhy?: ReactNode;
}

/** What is known of one event: who called whom, what came back and why, and with what parameters. */
export function EventDetails({ event, model, requestTools, afterWhy }: EventDetailsProps) {
  return (
    <>
      <CallSequence event={event} />
      <p className="verdict-line">
        {event.status !== 0 && <StatusBadge code={event.status} full filters focusable />}
        {event.diagnostic !== 0 && <DiagnosticBadge code={event.diagnostic} filters focusable />}
        {event.further.map(
          ({ diagnostic }, index) =>
            diagnostic !== 0 && <DiagnosticBadge key={index} code={diagnostic} filters focusable beside />,
        )}
        <span className="mono dim">{statusHex(event.status)}</span>
      </p>
      <Why event={event} model={model} />
      {afterWhy}
      <Reserved event={event} model={model} />
      <ParametersTable event={event} tools={requestTools} />
      {event.elements.length > 0 && <ScatterGatherView event={event} model={model} />}
    </>
  );
}
