import { callSteps } from '../lab/call-steps.ts';
import { elementsOf } from '../lab/describe-event.ts';
import { type PageIndex } from '../memory/units.ts';
import { type StatusCode } from '../ndis/status.ts';
import { freeRuns } from './free-runs.ts';
import { type Highlight, type Panel } from './lesson.ts';
import { descriptionContext, type StepEvents } from './step-events.ts';

/** A highlight as a view can draw it: calls by sequence number, memory by pages. */
export type ResolvedHighlight =
  /** `seq` is null before the call was made. */
  | { readonly kind: 'field'; readonly field: string; readonly seq: number | null }
  /** `index` counts the arrows of `callSteps` from 0. */
  | { readonly kind: 'arrow'; readonly seq: number; readonly index: number }
  | { readonly kind: 'row'; readonly seq: number }
  | {
      readonly kind: 'pages';
      readonly runs: readonly { readonly firstPage: PageIndex; readonly pages: number }[];
    }
  | { readonly kind: 'status'; readonly status: StatusCode }
  | { readonly kind: 'panel'; readonly panel: Panel };

/** What the highlight points at now; null while it is not there. */
export function resolveHighlight(highlight: Highlight, events: StepEvents): ResolvedHighlight | null {
  switch (highlight.kind) {
    case 'field': {
      const seq = events.seqOf(highlight.call);
      return { kind: 'field', field: highlight.field, seq: seq < 0 ? null : seq };
    }
    case 'arrow': {
      const event = events.event(highlight.call);
      if (event === null || highlight.arrow > callSteps(event).length) return null;
      return { kind: 'arrow', seq: event.seq, index: highlight.arrow - 1 };
    }
    case 'row': {
      const seq = events.seqOf(highlight.call);
      return seq < 0 ? null : { kind: 'row', seq };
    }
    case 'block': {
      const { session } = descriptionContext(events.lab);
      const madeAt = session.seqOfBlock(highlight.block);
      return madeAt < 0 ? null : { kind: 'pages', runs: elementsOf(session, madeAt) };
    }
    case 'free':
      return { kind: 'pages', runs: freeRuns(events.lab) };
    case 'status':
    case 'panel':
      return highlight;
  }
}
