import { pageIndex } from '../../memory/units.ts';
import { NdisAllocateSharedMemory } from '../allocate-shared-memory.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { handleFromAddress, type Handle, makeHandle, NULL_HANDLE } from '../handles.ts';
import { providerCharacteristics } from '../provider-characteristics.ts';
import { RESOURCES, SUCCESS } from '../status.ts';
import { allocation, labWith, register, type RuleCases, sriovLab } from './bench.ts';

/** The call as a sound caller makes it, with one part of the call (not of the structure) changed. */
function called(part: {
  ndisHandle?: Handle;
  irql?: number;
  nullParameters?: boolean;
  nullAllocationHandle?: boolean;
}): CallOutcome {
  const lab = labWith();
  lab.prepare(1, 4, 8192);
  lab.allocateAs({ ...lab.callerFor(lab.adapter), ...part });
  return lab.outcome;
}

/** A binding handle stands for the adapter below it. */
function bindingHandle(): CallOutcome {
  const lab = labWith();
  lab.prepare(1, 4, 8192);
  lab.allocateAs({ ...lab.callerFor(lab.adapter), ndisHandle: lab.binding.handle });
  return lab.outcome;
}

const good = (): CallOutcome => allocation();
const goodVPort = (): CallOutcome => allocation(undefined, { mode: 'sriov' });

/** A failing call whose provider wrote into the slot that NDIS had cleared; or one that left it alone. */
function failingProvider(writes: boolean): CallOutcome {
  const lab = labWith();
  const slot = { value: makeHandle('allocation', 77) };
  const refusing = providerCharacteristics(
    null,
    () => {
      if (writes) slot.value = makeHandle('allocation', 78);
      return RESOURCES;
    },
    () => undefined,
    null,
  );
  register(lab, refusing);
  lab.prepare(1, 4, 8192);
  NdisAllocateSharedMemory(lab.ndis, lab.adapter.handle, lab.parameters, slot, 0, lab.outcome);
  if (slot.value !== NULL_HANDLE) throw new Error('the handle was left behind');
  return lab.outcome;
}

/** A queue that was allocated and not completed. */
const early = (): CallOutcome =>
  allocation((lab, parameters) => (parameters.QueueId = lab.driver.allocateQueue()));

/** Every second page is taken, so that two pages can only come as two elements. */
function checkered(listBytes: number): CallOutcome {
  const lab = labWith();
  for (let page = 0; page < 256; page++) {
    lab.prepare(1, 4, 4096);
    lab.allocate();
  }
  const { blocks } = lab.ndis;
  for (let ordinal = 1; ordinal <= blocks.last; ordinal++) {
    if (blocks.firstPage(ordinal) % 2 === 0) lab.free(makeHandle('allocation', ordinal));
  }
  lab.prepare(1, 4, 8192);
  lab.parameters.SGListBufferLength = listBytes;
  lab.allocateAs(lab.callerFor(lab.adapter));
  return lab.outcome;
}

export const ALLOCATE_CASES: Readonly<Record<string, RuleCases>> = {
  A1: { keeps: () => called({ irql: 0 }), breaks: () => called({ irql: 2 }) },
  A2: { keeps: good, breaks: () => called({ ndisHandle: NULL_HANDLE }) },
  A3: {
    keeps: bindingHandle,
    breaks: () => called({ ndisHandle: handleFromAddress(0x1234n) }),
  },
  A4: { keeps: good, breaks: () => called({ nullParameters: true }) },
  A5: { keeps: good, breaks: () => called({ nullAllocationHandle: true }) },
  A6: { keeps: () => failingProvider(false), breaks: () => failingProvider(true) },
  A7: { keeps: good, breaks: () => allocation((_lab, { Header }) => (Header.Type = 0x81)) },
  A8: { keeps: good, breaks: () => allocation((_lab, { Header }) => (Header.Revision = 3)) },
  A9: {
    keeps: () => allocation((_lab, { Header }) => (Header.Size = 72)),
    breaks: () => allocation((_lab, { Header }) => (Header.Size = 67)),
  },
  A10: {
    keeps: () => allocation(undefined, { ndisVersion: 620 }),
    breaks: () =>
      allocation(
        (_lab, { Header }) => {
          Header.Revision = 2;
          Header.Size = 68;
        },
        { ndisVersion: 620 },
      ),
  },
  A11: {
    keeps: () => allocation((_lab, parameters) => (parameters.Flags = 1)),
    breaks: () => allocation((_lab, parameters) => (parameters.Flags = 2)),
  },
  A12: {
    keeps: () => allocation((_lab, parameters) => (parameters.QueueId = 0)),
    breaks: () => allocation((_lab, parameters) => (parameters.QueueId = 99)),
  },
  A13: { keeps: good, breaks: early },
  A14: {
    keeps: () => allocation((_lab, parameters) => (parameters.PreferredNode = 1)),
    breaks: () => allocation((_lab, parameters) => (parameters.PreferredNode = 2)),
  },
  A15: {
    keeps: () => allocation((_lab, parameters) => (parameters.Usage = 9)),
    breaks: () => allocation((_lab, parameters) => (parameters.Usage = 10)),
  },
  A16: {
    keeps: () => lookahead(620),
    breaks: () => lookahead(630),
  },
  A17: {
    keeps: () => allocation((_lab, parameters) => (parameters.Length = 1)),
    breaks: () => allocation((_lab, parameters) => (parameters.Length = 0)),
  },
  A18: {
    keeps: good,
    breaks: () => allocation((_lab, parameters) => (parameters.sgListBufferPage = pageIndex(0))),
  },
  A19: {
    keeps: () =>
      allocation((_lab, parameters) => {
        parameters.Length = 4096;
        parameters.SGListBufferLength = 40;
      }),
    breaks: () => allocation((_lab, parameters) => (parameters.SGListBufferLength = 39)),
  },
  A20: { keeps: () => checkered(64), breaks: () => checkered(40) },
  A21: {
    keeps: good,
    breaks: () =>
      allocation((_lab, parameters) => {
        parameters.sgListBufferPage = pageIndex(2 ** 52 - 1);
        parameters.sgListBufferOffset = 4090;
      }),
  },
  A22: {
    keeps: () => allocation((_lab, parameters) => (parameters.Flags = 1)),
    breaks: () => scatteredAnswer(),
  },
  A23: {
    keeps: good,
    breaks: () => allocation((_lab, parameters) => (parameters.VPortId = 1)),
  },
  A24: {
    keeps: goodVPort,
    breaks: () => allocation((_lab, parameters) => (parameters.VPortId = 0), { mode: 'sriov' }),
  },
  A25: {
    keeps: goodVPort,
    breaks: () => allocation((_lab, parameters) => (parameters.VPortId = 8), { mode: 'sriov' }),
  },
  A26: { keeps: goodVPort, breaks: deactivated },
  A27: {
    keeps: good,
    breaks: () =>
      allocation((lab) => {
        lab.miniport.deregisterDma();
      }),
  },
  A28: {
    keeps: good,
    breaks: () =>
      allocation((_lab, parameters) => {
        parameters.Length = 1 << 20;
        parameters.Flags = 1;
        parameters.SGListBufferLength = 1 << 16;
      }),
  },
  A29: {
    keeps: () => allocation((_lab, parameters) => (parameters.QueueId = 0)),
    breaks: () =>
      allocation((lab, parameters) => {
        parameters.QueueId = 0;
        lab.ndis.defaultProvider = null;
      }),
  },
  A30: {
    keeps: () => allocation((lab, parameters) => haltWithin(lab.miniport, parameters)),
    breaks: () =>
      allocation((lab, parameters) => {
        haltWithin(lab.miniport, parameters);
        lab.miniport.completeHalt();
      }),
  },
};

/** Inside MiniportHaltEx the adapter still is one; only the default queue is left. */
function haltWithin(miniport: { beginHalt: () => void }, parameters: { QueueId: number }): void {
  miniport.beginHalt();
  parameters.QueueId = 0;
}

function lookahead(ndisVersion: 620 | 630): CallOutcome {
  return allocation(
    (lab, parameters) => {
      if (ndisVersion === 620) parameters.QueueId = splitQueue(lab);
      parameters.Usage = 5;
    },
    { ndisVersion },
  );
}

function splitQueue(lab: ReturnType<typeof labWith>): number {
  const queueId = lab.driver.allocateQueue({
    informationBufferLength: 1084,
    Header: { Type: 0x80, Revision: 1, Size: 1084 },
    Flags: 2,
    QueueType: 1,
    affinityMask: 1,
    NumSuggestedReceiveBuffers: 64,
    LookaheadSize: 128,
  });
  lab.completeQueueAllocation(queueId);
  return queueId;
}

function deactivated(): CallOutcome {
  const lab = sriovLab();
  const vportId = lab.driver.createVPort();
  lab.prepare(0, 4, 4096);
  lab.parameters.VPortId = vportId;
  lab.allocateAs(lab.callerFor(lab.adapter));
  return lab.outcome;
}

function scatteredAnswer(): CallOutcome {
  const lab = labWith();
  const lies = providerCharacteristics(
    null,
    (_context, parameters) => {
      parameters.virtualPage = pageIndex(1);
      parameters.SGListBuffer.push(lab.geometry.basePage, 4096);
      parameters.SGListBuffer.push(pageIndex(lab.geometry.basePage + 9), 4096);
      return SUCCESS;
    },
    () => undefined,
    null,
  );
  register(lab, lies);
  lab.prepare(1, 4, 8192);
  lab.parameters.Flags = 1;
  lab.allocateAs(lab.callerFor(lab.adapter));
  return lab.outcome;
}
