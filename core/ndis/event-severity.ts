import { diagnosticSeverity, type Severity } from './diagnostics.ts';
import { FAILURE, INVALID_PARAMETER, RESOURCES } from './status.ts';

/** Severities as Wireshark's expert information orders them, the mildest first. */
export const SEVERITIES = ['note', 'warning', 'error'] as const satisfies readonly Severity[];

/** How grave it is that a call returned this (model decision); null for success, for void and for what was pending. */
function statusSeverity(status: number): Severity | null {
  if (status === RESOURCES) return 'warning';
  if (status === INVALID_PARAMETER || status === FAILURE) return 'error';
  return status > FAILURE ? 'note' : null;
}

const NOTHING_MORE: readonly { readonly diagnostic: number }[] = [];

/**
 * The gravest of what a call returned and what was reported on it; null for an event that needs no attention.
 * @param further what was reported beside the first diagnostic
 */
export function eventSeverity(
  status: number,
  diagnostic: number,
  further: readonly { readonly diagnostic: number }[] = NOTHING_MORE,
): Severity | null {
  let severity = graver(statusSeverity(status), diagnosticSeverity(diagnostic));
  for (const finding of further) severity = graver(severity, diagnosticSeverity(finding.diagnostic));
  return severity;
}

function graver(one: Severity | null, other: Severity | null): Severity | null {
  if (one === null || other === null) return one ?? other;
  return SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other) ? one : other;
}
