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

/** The graver of what a call returned and what was reported on it; null for an event that needs no attention. */
export function eventSeverity(status: number, diagnostic: number): Severity | null {
  const one = statusSeverity(status);
  const other = diagnosticSeverity(diagnostic);
  if (one === null || other === null) return one ?? other;
  return SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other) ? one : other;
}
