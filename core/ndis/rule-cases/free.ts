import { type Lab } from '../../lab/lab.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { type Handle, handleFromAddress, makeHandle } from '../handles.ts';
import { block, labWith, type RuleCases, stopTraffic } from './bench.ts';

/** Frees a block of queue 1 when it may be freed, with one thing changed. */
function freed(
  change: (lab: Lab, handle: Handle) => Handle = (_lab, handle) => handle,
  irql = 0,
): CallOutcome {
  const lab = labWith();
  const handle = block(lab);
  stopTraffic(lab);
  lab.freeAs({ ...lab.callerFor(lab.adapter), irql }, change(lab, handle));
  return lab.outcome;
}

const good = (): CallOutcome => freed();

/** A free while a packet lies in the block, or after its list has come back. */
function withPacket(returned: boolean): CallOutcome {
  const lab = labWith();
  const handle = block(lab);
  const { SharedMemoryHandle } = lab.parameters;
  const segment = { SharedMemoryHandle, SharedMemoryOffset: 0, SharedMemoryLength: 1500 };
  const list = lab.miniport.indicateReceive(1, [segment]);
  stopTraffic(lab);
  if (returned) lab.driver.returnNetBufferList(list);
  lab.free(handle);
  return lab.outcome;
}

/** A free in FREE_QUEUE, before or after DMA has stopped. */
function inFreeQueue(dmaStopped: boolean): CallOutcome {
  const lab = labWith();
  const handle = block(lab);
  lab.clearFilter(1, 1);
  lab.freeQueue(1);
  if (dmaStopped) lab.indicateDmaStopped(1);
  lab.free(handle);
  return lab.outcome;
}

/** A default-queue block goes inside MiniportHaltEx, or while the adapter runs. */
function ofDefaultQueue(halting: boolean): CallOutcome {
  const lab = labWith();
  lab.prepare(0, 4, 4096);
  const handle = lab.allocate();
  if (halting) lab.miniport.beginHalt();
  lab.free(handle);
  return lab.outcome;
}

export const FREE_CASES: Readonly<Record<string, RuleCases>> = {
  F1: { keeps: good, breaks: () => freed(undefined, 2) },
  F2: {
    keeps: good,
    breaks: () => {
      const lab = labWith();
      const handle = block(lab);
      stopTraffic(lab);
      lab.freeAs({ ...lab.callerFor(lab.adapter), ndisHandle: lab.binding.handle }, handle);
      return lab.outcome;
    },
  },
  F3: { keeps: good, breaks: () => freed(() => handleFromAddress(0xdead_beefn)) },
  F4: {
    keeps: good,
    breaks: () =>
      freed((lab, handle) => {
        lab.free(handle);
        return handle;
      }),
  },
  F5: {
    keeps: good,
    breaks: () =>
      freed((lab, handle) => {
        const ordinal = handle - makeHandle('allocation', 0);
        return lab.ndis.blocks.sharedMemoryHandle(ordinal);
      }),
  },
  F6: { keeps: () => withPacket(true), breaks: () => withPacket(false) },
  F7: { keeps: () => inFreeQueue(true), breaks: () => inFreeQueue(false) },
  F8: { keeps: () => ofDefaultQueue(true), breaks: () => ofDefaultQueue(false) },
};
