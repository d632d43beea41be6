import { type StatusCode } from '../ndis/status.ts';
import { type DiagnosticCode } from '../ndis/diagnostics.ts';
import { type RuleCode } from '../ndis/rules.ts';

/** A number and how far it may go; both ends belong to it unless they are open. */
export interface Span {
  readonly min: number;
  readonly max: number;
  /** `min` itself is not enough; `max` itself is too much. */
  readonly openMin: boolean;
  readonly openMax: boolean;
}

export const isWithin = (span: Span, value: number): boolean =>
  (span.openMin ? value > span.min : value >= span.min) &&
  (span.openMax ? value < span.max : value <= span.max);

/** A span as a person reads it: `3`, `at least 3`, `above 0.5`. */
export function spanText(span: Span): string {
  if (span.min === span.max) return String(span.min);
  const low = Number.isFinite(span.min) ? `${span.openMin ? 'above' : 'at least'} ${span.min}` : '';
  const high = Number.isFinite(span.max) ? `${span.openMax ? 'below' : 'at most'} ${span.max}` : '';
  return [low, high].filter((part) => part !== '').join(', ');
}

/** Members that are absent are not looked at. */
export interface CallExpectation {
  readonly kind: 'call';
  /** Command of the step, from 1; 0 is the last one. Of a command with several events the last one counts. */
  readonly call: number;
  /** 0 expects a call that returns nothing. */
  readonly status?: StatusCode;
  /** The rule that decided; 0 expects none. */
  readonly rule?: RuleCode;
  /** The first diagnostic; 0 expects none. */
  readonly diagnostic?: DiagnosticCode;
  /** A rule id or a diagnostic that stands anywhere among the findings. */
  readonly remark?: string;
  readonly elements?: Span;
  readonly node?: number;
  /** Id of the provider that was asked; empty expects that nobody was. */
  readonly provider?: string;
  readonly grantedBytes?: Span;
  /** Whether the SharedMemoryHandle of the block is NULL. */
  readonly nullSharedMemoryHandle?: boolean;
  /** Whether NDIS handed the block back to its provider within the call. */
  readonly handedBack?: boolean;
}

/** What has to hold after a step. Everything is read from the engine. */
export type Expectation =
  | CallExpectation
  /** How many events of the step a filter (core/query) finds. */
  | { readonly kind: 'count'; readonly filter: string; readonly span: Span }
  | {
      readonly kind: 'memory';
      readonly liveBlocks?: Span;
      readonly usedBytes?: Span;
      readonly freeBytes?: Span;
      readonly largestFreeBytes?: Span;
      readonly freeExtents?: Span;
      /** 1 - largest free extent / free memory. */
      readonly fragmentation?: Span;
    }
  /** A queue's or VPort's state by its name; `none` where there is no such thing. */
  | { readonly kind: 'queue' | 'vport'; readonly id: number; readonly state: string };
