import { type LabConfig } from '../../lab/lab-config.ts';
import { type Lab } from '../../lab/lab.ts';
import { OverlyingDriver } from '../../lab/overlying-driver.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { type NdisVersion } from '../constants.ts';
import { NULL_HANDLE } from '../handles.ts';
import {
  allocateQueue,
  freeQueue,
  type ReceiveQueueParameters,
  usualQueueParameters,
} from '../receive-queue-oids.ts';
import { SUCCESS } from '../status.ts';
import { block, labWith, type RuleCases } from './bench.ts';

function queueWith(
  change: Partial<ReceiveQueueParameters> = {},
  config: Partial<LabConfig> = {},
): CallOutcome {
  const lab = labWith(config);
  lab.driver.allocateQueue({ ...usualQueueParameters(config.ndisVersion ?? 630), ...change });
  return lab.outcome;
}

/** ALLOCATE_QUEUE on an adapter whose miniport declared this version. */
function onVersion(version: NdisVersion | 610): CallOutcome {
  const { ndis, protocolDriver, outcome } = labWith();
  const adapter = ndis.addAdapter(ndis.registerMiniportDriver(version), {
    mode: 'vmq',
    numQueues: 2,
    numVPorts: 0,
    maxLookaheadSplitSize: 0,
  });
  allocateQueue(ndis.openAdapter(protocolDriver, adapter), usualQueueParameters(620), outcome);
  return outcome;
}

const good = (): CallOutcome => queueWith();
const split = (bytes: number): CallOutcome =>
  queueWith({ Flags: 2, LookaheadSize: bytes }, { ndisVersion: 620 });

/** Does something with a lab whose queue 1 is running; its outcome. */
function after(act: (lab: Lab) => void): CallOutcome {
  const lab = labWith();
  act(lab);
  return lab.outcome;
}

/** A second binding of the same driver on the adapter: not the owner of queue 1. */
const stranger = (lab: Lab): OverlyingDriver =>
  new OverlyingDriver(lab, lab.ndis.openAdapter(lab.protocolDriver, lab.adapter));

/** Receives into a block of queue 1 at an offset. */
function received(
  queueId: number,
  offsetBytes: number,
  prepare: (lab: Lab) => void = () => undefined,
): CallOutcome {
  return after((lab) => {
    block(lab);
    const { SharedMemoryHandle } = lab.parameters;
    prepare(lab);
    lab.miniport.indicateReceive(queueId, [
      { SharedMemoryHandle, SharedMemoryOffset: offsetBytes, SharedMemoryLength: 1500 },
    ]);
  });
}

export const QUEUE_CASES: Readonly<Record<string, RuleCases>> = {
  Q1: {
    keeps: () => queueWith({ informationBufferLength: 4096 }),
    breaks: () => queueWith({ informationBufferLength: 1091 }),
  },
  Q2: { keeps: () => onVersion(620), breaks: () => onVersion(610) },
  Q3: { keeps: good, breaks: () => queueWith({ QueueType: 0 }) },
  Q4: { keeps: good, breaks: () => queueWith({ affinityMask: 0 }) },
  Q5: { keeps: () => split(128), breaks: () => queueWith({ LookaheadSize: 128 }, { ndisVersion: 620 }) },
  Q6: { keeps: () => split(256), breaks: () => split(257) },
  Q7: { keeps: () => queueWith({}, { numQueues: 2 }), breaks: () => queueWith({}, { numQueues: 1 }) },
  Q8: {
    keeps: () => after((lab) => (lab.clearFilter(1, 1), freeQueue(lab.binding, 1, lab.outcome))),
    breaks: () => after((lab) => (lab.clearFilter(1, 1), stranger(lab).freeQueue(1))),
  },
  Q9: {
    keeps: () => after((lab) => (lab.clearFilter(1, 1), lab.driver.freeQueue(1))),
    breaks: () => after((lab) => lab.freeQueue(1)),
  },
  Q10: {
    keeps: () => after((lab) => lab.setFilter(1)),
    breaks: () => after((lab) => stranger(lab).setFilter(1)),
  },
  Q11: {
    keeps: () => after((lab) => lab.clearFilter(1, 1)),
    breaks: () => after((lab) => lab.clearFilter(1, 2)),
  },
  Q12: {
    keeps: () => after((lab) => lab.completeQueueAllocation(lab.allocateQueue())),
    breaks: () => after((lab) => lab.completeQueueAllocation(1)),
  },
  Q13: {
    keeps: () =>
      after((lab) => {
        lab.clearFilter(1, 1);
        lab.freeQueue(1);
        lab.indicateDmaStopped(1);
      }),
    breaks: () => after((lab) => lab.indicateDmaStopped(1)),
  },
  Q14: { keeps: () => received(1, 0), breaks: () => received(1, 0, (lab) => lab.clearFilter(1, 1)) },
  Q15: { keeps: () => received(1, 8192 - 1500), breaks: () => received(1, 8192 - 1499) },
  Q16: {
    keeps: () => after((lab) => lab.miniport.indicateReceive(0, [])),
    breaks: () => after((lab) => lab.miniport.indicateReceive(5, [])),
  },
};

/** Whether a list that comes back after its queue is gone is taken for queue 0's. */
export function lateReturn(): CallOutcome {
  return after((lab) => {
    lab.prepare(0, 4, 4096);
    lab.allocate();
    const list = lab.miniport.indicateReceive(1, [
      { SharedMemoryHandle: NULL_HANDLE, SharedMemoryOffset: 0, SharedMemoryLength: 64 },
    ]);
    lab.clearFilter(1, 1);
    lab.freeQueue(1);
    lab.indicateDmaStopped(1);
    lab.completeFreeQueue(1);
    lab.driver.returnNetBufferList(list);
    if (lab.outcome.status === SUCCESS) throw new Error('a return has no status');
  });
}
