import { NO_DIAGNOSTIC, type DiagnosticCode } from './diagnostics.ts';
import { type ProviderCall } from './provider-characteristics.ts';
import { NO_RULE, type RuleCode } from './rules.ts';
import { NO_STATUS, type StatusCode } from './status.ts';

/** More findings than one call of the model can earn, apart from receive indications, whose tail is left out. */
const MOST_FINDINGS = 16;

/** What came of one call, with the numbers behind it. One object is reused from call to call. */
export class CallOutcome {
  status: StatusCode = NO_STATUS;
  /** Code of the provider that was asked, 0 when none was. */
  provider = 0;
  /** What the provider itself returned; NO_STATUS when none was asked or it returned nothing. */
  answered: StatusCode = NO_STATUS;
  /** NDIS handed a block back to its provider within the call, because the answer broke a rule. */
  handedBack = false;
  /** Ordinal of the block that was made or freed, 0 when none was. */
  block = 0;
  /** Blocks that the call left without an owner. */
  readonly orphans: number[] = [];
  /** Why, in numbers; meaningful for RESOURCES. */
  askedPages = 0;
  freePages = 0;
  largestFreePages = 0;
  neededListBytes = 0;
  /** Simulated nanoseconds that the provider took. */
  elapsedNs = 0;
  /** Candidates that the provider's policy looked at. */
  probes = 0;
  /** What the provider said of itself, and the line of its source; '' and 0 when it said nothing. */
  message = '';
  messageLine = 0;
  /** Rules and diagnostics found: what decided stands first, remarks follow in the order in which they were found. */
  findingCount = 0;
  readonly findingRules = new Uint8Array(MOST_FINDINGS);
  readonly findingDiagnostics = new Uint8Array(MOST_FINDINGS);

  /** Rule of the first finding, NO_RULE when nothing was wrong. */
  get rule(): RuleCode {
    return (this.findingCount === 0 ? NO_RULE : this.findingRules[0]!) as RuleCode;
  }

  /** Diagnostic of the first finding. */
  get diagnostic(): DiagnosticCode {
    return (this.findingCount === 0 ? NO_DIAGNOSTIC : this.findingDiagnostics[0]!) as DiagnosticCode;
  }

  reset(): void {
    this.status = NO_STATUS;
    this.provider = 0;
    this.answered = NO_STATUS;
    this.handedBack = false;
    this.block = 0;
    if (this.orphans.length > 0) this.orphans.length = 0;
    this.askedPages = 0;
    this.freePages = 0;
    this.largestFreePages = 0;
    this.neededListBytes = 0;
    this.elapsedNs = 0;
    this.probes = 0;
    this.message = '';
    this.messageLine = 0;
    this.findingCount = 0;
  }

  /** Ends the call with a status; its reason becomes the first finding. */
  refuse(status: StatusCode, rule: RuleCode, diagnostic: DiagnosticCode = NO_DIAGNOSTIC): StatusCode {
    this.status = status;
    if (this.findingCount < MOST_FINDINGS) this.findingCount++;
    this.findingRules.copyWithin(1, 0, this.findingCount - 1);
    this.findingDiagnostics.copyWithin(1, 0, this.findingCount - 1);
    this.findingRules[0] = rule;
    this.findingDiagnostics[0] = diagnostic;
    return status;
  }

  /** Takes over what a provider reports of itself; no rule stands behind it. */
  takeReport({ diagnostic, message, messageLine }: ProviderCall): void {
    if (diagnostic === NO_DIAGNOSTIC) return;
    this.remark(diagnostic, NO_RULE);
    this.message = message;
    this.messageLine = messageLine;
  }

  /** Reports something that does not end the call. */
  remark(diagnostic: DiagnosticCode, rule: RuleCode): void {
    if (this.findingCount === MOST_FINDINGS) return;
    this.findingRules[this.findingCount] = rule;
    this.findingDiagnostics[this.findingCount++] = diagnostic;
  }
}
