import { type Lab } from '../lab/lab.ts';
import { type Workload } from '../workloads/workload.ts';
import { type Journal } from './journal.ts';
import { type StartedWorkload } from './re-execution.ts';

/** Notes the steps that a workload makes on a Lab, so that they can be made again. */
export class JournaledWorkload {
  constructor(
    readonly started: StartedWorkload,
    private readonly lab: Lab,
    private readonly journal: Journal,
  ) {}

  get workload(): Workload<Lab> {
    return this.started.workload;
  }

  /** Makes up to `steps` steps; false when there are none left. */
  run(steps: number): boolean {
    const firstSeq = this.lab.session.log.length;
    const more = this.started.workload.run(this.lab, steps);
    this.journal.addSteps(this.started.source, steps, firstSeq);
    return more;
  }
}
