import { type PolicyCapacity, policyCapacity } from '../../core/lab/policy-capacity.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';

/** What `lab capacity --json` answers. */
export interface CapacityReport extends PolicyCapacity {
  readonly file: string;
}

export function capacity(file: string, program: TraceProgram): CapacityReport {
  const measurement = policyCapacity(program);
  for (;;) {
    const { done, value } = measurement.next();
    if (done === true) return { file, ...value };
  }
}
