import { type PolicyCapacity, policyCapacity } from '../../core/lab/policy-capacity.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';

/** A slice of the measurement, short enough for the window and the running engine to go on beside it. */
const SLICE_MS = 6;

export interface MeasuredPolicies extends PolicyCapacity {
  readonly state: 'running' | 'done' | 'cancelled';
  /** Requests and frees of the workload that is measured. */
  readonly requests: number;
}

/** Measures what each policy needs for one workload, in slices between everything else. */
export class PolicyMeasurement {
  measured: MeasuredPolicies;
  private readonly steps: Iterator<PolicyCapacity, PolicyCapacity>;
  private next: NodeJS.Immediate | null = null;

  constructor(
    program: TraceProgram,
    private readonly onProgress: () => void,
  ) {
    this.steps = policyCapacity(program);
    this.measured = {
      state: 'running',
      requests: program.length,
      peakLiveBytes: 0,
      peakLivePages: 0,
      policies: [],
    };
    this.schedule();
  }

  cancel(): void {
    if (this.next === null) return;
    clearImmediate(this.next);
    this.next = null;
    this.measured = { ...this.measured, state: 'cancelled' };
    this.onProgress();
  }

  private schedule(): void {
    this.next = setImmediate(() => this.slice());
  }

  private slice(): void {
    const end = performance.now() + SLICE_MS;
    let step = this.steps.next();
    while (step.done !== true && performance.now() < end) step = this.steps.next();
    this.measured = { ...this.measured, ...step.value, state: step.done === true ? 'done' : 'running' };
    this.next = null;
    if (step.done !== true) this.schedule();
    this.onProgress();
  }
}
