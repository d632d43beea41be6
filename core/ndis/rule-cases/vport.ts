import { type Lab } from '../../lab/lab.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { usualVPortParameters } from '../nic-switch-oids.ts';
import { type RuleCases, sriovLab } from './bench.ts';

/** Does something with a lab whose VPort 1 is activated and has filter 1; its outcome. */
function after(act: (lab: Lab) => void): CallOutcome {
  const lab = sriovLab();
  act(lab);
  return lab.outcome;
}

export const VPORT_CASES: Readonly<Record<string, RuleCases>> = {
  V1: {
    keeps: () => after((lab) => (lab.driver.clearFilter(0, 1), lab.driver.deleteVPort(1))),
    breaks: () => after((lab) => lab.driver.deleteVPort(0)),
  },
  V2: {
    keeps: () => after((lab) => lab.driver.setVPortParameters(1, 1)),
    breaks: () => after((lab) => lab.driver.setVPortParameters(1, 2)),
  },
  V3: {
    keeps: () => after((lab) => (lab.driver.clearFilter(0, 1), lab.driver.deleteVPort(1))),
    breaks: () => after((lab) => lab.driver.deleteVPort(1)),
  },
  V4: {
    keeps: () => after((lab) => lab.driver.createVPort()),
    breaks: () => after((lab) => lab.driver.createVPort({ ...usualVPortParameters(), VPortId: 3 })),
  },
};
