import { type RecordedSession } from './recorded-session.ts';
import { SideKind } from './side-table.ts';

/** A rule with the diagnostic that reports it; 0 stands for none of either. */
export interface Finding {
  readonly rule: number;
  readonly diagnostic: number;
}

/** What was found of an event beside the finding that its record holds. */
export function furtherFindings({ side }: RecordedSession, seq: number): readonly Finding[] {
  const at = side.find(seq, SideKind.furtherFindings);
  if (at < 0) return [];
  const findings: Finding[] = [];
  for (let word = at; word < at + side.lengthAt(at); word += 2) {
    findings.push({ rule: side.word(word), diagnostic: side.word(word + 1) });
  }
  return findings;
}
