import { NO_DIAGNOSTIC, type DiagnosticCode } from './diagnostics.ts';
import { NO_RULE, type RuleCode } from './rules.ts';
import { NO_STATUS, type StatusCode } from './status.ts';

/** What came of one call, with the numbers behind it. One object is reused from call to call. */
export class CallOutcome {
  status: StatusCode = NO_STATUS;
  /** The rule that decided, NO_RULE when nothing was wrong. */
  rule: RuleCode = NO_RULE;
  diagnostic: DiagnosticCode = NO_DIAGNOSTIC;
  /** Rule of the second diagnostic, where one call earns two; NO_DIAGNOSTIC otherwise. */
  secondRule: RuleCode = NO_RULE;
  secondDiagnostic: DiagnosticCode = NO_DIAGNOSTIC;
  /** Code of the provider that was asked, 0 when none was. */
  provider = 0;
  /** Ordinal of the block that was made or freed, 0 when none was. */
  block = 0;
  /** Why, in numbers; meaningful for RESOURCES. */
  askedPages = 0;
  freePages = 0;
  largestFreePages = 0;
  neededListBytes = 0;

  reset(): void {
    this.status = NO_STATUS;
    this.rule = NO_RULE;
    this.diagnostic = NO_DIAGNOSTIC;
    this.secondRule = NO_RULE;
    this.secondDiagnostic = NO_DIAGNOSTIC;
    this.provider = 0;
    this.block = 0;
    this.askedPages = 0;
    this.freePages = 0;
    this.largestFreePages = 0;
    this.neededListBytes = 0;
  }

  refuse(status: StatusCode, rule: RuleCode, diagnostic: DiagnosticCode = NO_DIAGNOSTIC): StatusCode {
    this.status = status;
    this.rule = rule;
    if (diagnostic !== NO_DIAGNOSTIC) {
      this.diagnostic = diagnostic;
      this.secondDiagnostic = NO_DIAGNOSTIC;
    }
    return status;
  }

  /** Reports something that does not end the call. */
  remark(diagnostic: DiagnosticCode, rule: RuleCode): void {
    if (this.diagnostic === NO_DIAGNOSTIC) {
      this.diagnostic = diagnostic;
      this.rule = rule;
    } else {
      this.secondDiagnostic = diagnostic;
      this.secondRule = rule;
    }
  }
}
