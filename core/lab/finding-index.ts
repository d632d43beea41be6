import { furtherFindings } from '../events/findings.ts';
import { Flag, recordDiagnostic, recordFlags, recordRule, recordStatus } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { type Severity } from '../ndis/diagnostics.ts';
import { eventSeverity, SEVERITIES } from '../ndis/event-severity.ts';

/** Events that came to the same thing: one status, rule and diagnostic; or of which the same was found beside that. */
export interface FindingGroup {
  /** It was found beside the first finding of its events; it then has no status. */
  readonly beside: boolean;
  readonly severity: Severity;
  readonly status: number;
  readonly rule: number;
  readonly diagnostic: number;
  count: number;
  readonly firstSeq: number;
  lastSeq: number;
}

/** What deserves attention in a session, grouped, after Wireshark's expert information. Grows with the log. */
export class FindingIndex {
  private readonly byKey = new Map<number, FindingGroup>();
  private readonly firstSeqs = new Map<Severity, number>();
  private looked = 0;

  /** The groups, in the order in which they first came up. */
  get groups(): readonly FindingGroup[] {
    return [...this.byKey.values()];
  }

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession): void {
    for (; this.looked < session.notableCount; this.looked++)
      this.add(session, session.notableAt(this.looked));
  }

  /** The gravest that had come up before so many events; null for nothing. */
  highestBefore(events: number): Severity | null {
    return SEVERITIES.findLast((severity) => (this.firstSeqs.get(severity) ?? Infinity) < events) ?? null;
  }

  private add(session: RecordedSession, seq: number): void {
    const words = session.log.wordsOf(seq);
    const at = session.log.offsetOf(seq);
    const status = recordStatus(words, at);
    const diagnostic = recordDiagnostic(words, at);
    this.count(false, status, recordRule(words, at), diagnostic, seq);
    if ((recordFlags(words, at) & Flag.side) === 0) return;
    for (const further of furtherFindings(session, seq))
      this.count(true, 0, further.rule, further.diagnostic, seq);
  }

  private count(beside: boolean, status: number, rule: number, diagnostic: number, seq: number): void {
    const key = status + rule * 16 + diagnostic * 4096 + (beside ? 2 ** 20 : 0);
    const group = this.byKey.get(key);
    if (group !== undefined) {
      // The same can be found of one event several times.
      if (group.lastSeq !== seq) group.count++;
      group.lastSeq = seq;
      return;
    }
    // A rule alone, without a report, is a remark.
    const severity = eventSeverity(status, diagnostic) ?? (beside ? 'note' : null);
    if (severity === null) return;
    if (!this.firstSeqs.has(severity)) this.firstSeqs.set(severity, seq);
    this.byKey.set(key, {
      beside,
      severity,
      status,
      rule,
      diagnostic,
      count: 1,
      firstSeq: seq,
      lastSeq: seq,
    });
  }
}
