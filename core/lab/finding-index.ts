import { recordDiagnostic, recordRule, recordStatus } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { type Severity } from '../ndis/diagnostics.ts';
import { eventSeverity, SEVERITIES } from '../ndis/event-severity.ts';

/** Events that came to the same thing: one status, rule and diagnostic. */
export interface FindingGroup {
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
    const { log } = session;
    for (; this.looked < session.notableCount; this.looked++) {
      const seq = session.notableAt(this.looked);
      this.add(log.wordsOf(seq), log.offsetOf(seq), seq);
    }
  }

  /** The gravest that had come up before so many events; null for nothing. */
  highestBefore(events: number): Severity | null {
    return SEVERITIES.findLast((severity) => (this.firstSeqs.get(severity) ?? Infinity) < events) ?? null;
  }

  private add(words: Uint32Array, at: number, seq: number): void {
    const status = recordStatus(words, at);
    const rule = recordRule(words, at);
    const diagnostic = recordDiagnostic(words, at);
    const key = status + rule * 16 + diagnostic * 4096;
    const group = this.byKey.get(key);
    if (group !== undefined) {
      group.count++;
      group.lastSeq = seq;
      return;
    }
    const severity = eventSeverity(status, diagnostic);
    if (severity === null) return;
    if (!this.firstSeqs.has(severity)) this.firstSeqs.set(severity, seq);
    this.byKey.set(key, { severity, status, rule, diagnostic, count: 1, firstSeq: seq, lastSeq: seq });
  }
}
