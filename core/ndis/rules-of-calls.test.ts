import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { byteCount, pageIndex } from '../memory/units.ts';
import { NdisAllocateSharedMemory } from './allocate-shared-memory.ts';
import { diagnosticName } from './diagnostics.ts';
import {
  type Handle,
  handleFromAddress,
  handleOrdinal,
  handleToAddress,
  makeHandle,
  NULL_HANDLE,
} from './handles.ts';
import { providerCharacteristics } from './provider-characteristics.ts';
import { RULES, ruleId } from './rules.ts';
import { NdisSetOptionalHandlers } from './set-optional-handlers.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { INVALID_PARAMETER, NO_STATUS, PENDING, RESOURCES, statusName, SUCCESS } from './status.ts';

/** A lab with queue 1 completed (switch) and the request of a well-behaved caller filled in. */
function labWith(config: Partial<LabConfig> = {}): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(1 << 20), ...config });
  openReadyQueue(lab);
  lab.prepare(1, 4, 8192);
  return lab;
}

/** FREE_QUEUE of queue 1 up to the moment when its blocks may go. */
function endTraffic(lab: Lab): void {
  lab.clearFilter(1, 1);
  lab.freeQueue(1);
  lab.indicateDmaStopped(1);
}

interface CallerPart {
  ndisHandle?: Handle;
  irql?: number;
  nullParameters?: boolean;
  nullAllocationHandle?: boolean;
}

const call = (lab: Lab, caller: CallerPart = {}) => {
  lab.allocateAs({
    ...lab.callerFor(lab.adapter),
    ...caller,
  });
  const { status, rule, diagnostic } = lab.outcome;
  return { status: statusName(status), rule: ruleId(rule), diagnostic: diagnosticName(diagnostic) };
};

type Break = (parameters: SharedMemoryParameters) => void;

/** Requests that break one rule each, with what comes back. */
const REFUSED: readonly [
  rule: string,
  status: string | null,
  diagnostic: string | null,
  breaks: Break | CallerPart,
][] = [
  ['A1', null, 'IRQL_VIOLATION', { irql: 2 }],
  ['A2', 'INVALID_PARAMETER', null, { ndisHandle: NULL_HANDLE }],
  ['A3', 'INVALID_PARAMETER', null, { ndisHandle: handleFromAddress(0x1234n) }],
  ['A4', 'INVALID_PARAMETER', null, { nullParameters: true }],
  ['A5', 'INVALID_PARAMETER', null, { nullAllocationHandle: true }],
  ['A7', 'INVALID_PARAMETER', null, (p) => (p.Header.Type = 0x81)],
  ['A8', 'INVALID_PARAMETER', null, (p) => (p.Header.Revision = 3)],
  ['A9', 'INVALID_PARAMETER', null, (p) => (p.Header.Size = 67)],
  ['A11', 'INVALID_PARAMETER', null, (p) => (p.Flags = 2)],
  ['A12', 'INVALID_PARAMETER', null, (p) => (p.QueueId = 99)],
  ['A14', 'SUCCESS', 'UNKNOWN_NUMA_NODE', (p) => (p.PreferredNode = 2)],
  ['A15', 'INVALID_PARAMETER', null, (p) => (p.Usage = 10)],
  ['A16', 'INVALID_PARAMETER', null, (p) => (p.Usage = 5)],
  ['A17', 'INVALID_PARAMETER', null, (p) => (p.Length = 0)],
  ['A18', 'INVALID_PARAMETER', null, (p) => (p.sgListBufferPage = pageIndex(0))],
  ['A19', 'INVALID_PARAMETER', null, (p) => (p.SGListBufferLength = 39)],
  [
    'A21',
    'INVALID_PARAMETER',
    null,
    (p) => ((p.sgListBufferPage = pageIndex(2 ** 52 - 1)), (p.sgListBufferOffset = 4090)),
  ],
  ['A23', 'INVALID_PARAMETER', null, (p) => (p.VPortId = 1)],
  ['A28', 'RESOURCES', null, (p) => ((p.Length = 1 << 20), (p.SGListBufferLength = 1 << 16), (p.Flags = 1))],
];

describe('NdisAllocateSharedMemory', () => {
  it('serves the request that every refusal below is one change away from', () => {
    expect(call(labWith())).toEqual({ status: 'NDIS_STATUS_SUCCESS', rule: '', diagnostic: null });
  });

  it.each(REFUSED)('%s', (rule, status, diagnostic, breaks) => {
    const lab = labWith();
    const pages = lab.pool.freePages;
    if (typeof breaks === 'function') breaks(lab.parameters);
    const answer = call(lab, typeof breaks === 'function' ? {} : breaks);
    expect(answer).toEqual({ rule, diagnostic, status: status === null ? null : `NDIS_STATUS_${status}` });
    if (status !== 'SUCCESS') expect(lab.pool.freePages).toBe(pages);
  });

  it('A3 tells a driver handle, which the page allows, from a wild one', () => {
    const lab = labWith();
    const [driver] = lab.ndis.protocols.keys();
    expect(call(lab, { ndisHandle: driver ?? NULL_HANDLE }).diagnostic).toBe('DRIVER_HANDLE_NOT_SERVED');
  });

  it('A3 takes a binding handle for the adapter below it', () => {
    const lab = labWith();
    expect(call(lab, { ndisHandle: lab.binding.handle }).status).toBe('NDIS_STATUS_SUCCESS');
  });

  it('A6 leaves the allocation handle NULL on every failure', () => {
    const lab = labWith();
    const slot = { value: makeHandle('allocation', 77) };
    lab.parameters.Length = 0;
    NdisAllocateSharedMemory(lab.ndis, lab.adapter.handle, lab.parameters, slot, 0, lab.outcome);
    expect(slot.value).toBe(NULL_HANDLE);
  });

  it('A9 accepts a size larger than the revision needs', () => {
    const lab = labWith();
    lab.parameters.Header.Size = 72;
    expect(call(lab).status).toBe('NDIS_STATUS_SUCCESS');
  });

  it('A10 wants revision 1 of a 6.20 caller', () => {
    const lab = labWith({ ndisVersion: 620 });
    expect(call(lab).status).toBe('NDIS_STATUS_SUCCESS');
    lab.prepare(1, 4, 4096);
    lab.parameters.Header.Revision = 2;
    lab.parameters.Header.Size = 68;
    expect(call(lab).rule).toBe('A10');
  });

  it('A13 warns before completion and refuses after FREE_QUEUE', () => {
    const lab = labWith();
    const queue = lab.allocateQueue();
    lab.prepare(queue, 4, 4096);
    expect(call(lab)).toEqual({
      status: 'NDIS_STATUS_SUCCESS',
      rule: 'A13',
      diagnostic: 'ALLOCATED_BEFORE_COMPLETE',
    });
    lab.freeQueue(queue);
    lab.prepare(queue, 4, 4096);
    expect(call(lab)).toEqual({ status: 'NDIS_STATUS_INVALID_PARAMETER', rule: 'A13', diagnostic: null });
  });

  it('A14 and A13 can be found in one call', () => {
    const lab = labWith();
    const queue = lab.allocateQueue();
    lab.prepare(queue, 4, 4096);
    lab.parameters.PreferredNode = 9;
    expect(call(lab)).toMatchObject({ rule: 'A14', diagnostic: 'UNKNOWN_NUMA_NODE' });
    expect(ruleId(lab.outcome.findingRules[1]!)).toBe('A13');
  });

  it('A20 says how long the list should have been, and keeps nothing', () => {
    const lab = labWith({ seed: 3 });
    // Every second page is taken, so that two pages can only come as two elements.
    const handles = Array.from({ length: 256 }, () => {
      lab.prepare(1, 4, 4096);
      lab.parameters.Flags = 1;
      return lab.allocate();
    });
    const { blocks } = lab.ndis;
    handles
      .filter((handle) => blocks.firstPage(handleOrdinal(handle)) % 2 === 0)
      .forEach((handle) => lab.free(handle));
    const free = lab.pool.freePages;
    lab.prepare(1, 4, 8192);
    lab.parameters.SGListBufferLength = 40;
    expect(call(lab)).toEqual({
      status: 'NDIS_STATUS_RESOURCES',
      rule: 'A20',
      diagnostic: 'SG_LIST_TOO_SMALL',
    });
    expect(lab.outcome.neededListBytes).toBe(64);
    expect(lab.pool.freePages).toBe(free);
  });

  it('A22 rejects a scattered answer to a contiguous request and hands it back', () => {
    const lab = labWith();
    const given: number[] = [];
    const [protocol] = lab.ndis.protocols.keys();
    const lies = providerCharacteristics(
      null,
      (_context, parameters, provider) => {
        parameters.virtualPage = pageIndex(1);
        parameters.SGListBuffer.push(lab.geometry.basePage, 4096);
        parameters.SGListBuffer.push(pageIndex(lab.geometry.basePage + 9), 4096);
        provider.blockContext = 42;
        return SUCCESS;
      },
      (_context, block) => given.push(block),
      null,
    );
    NdisSetOptionalHandlers(lab.ndis, protocol ?? NULL_HANDLE, 'lies', lies, 'SetOptions', 0, lab.outcome);
    lab.prepare(1, 4, 8192);
    lab.parameters.Flags = 1;
    expect(call(lab)).toEqual({
      status: 'NDIS_STATUS_RESOURCES',
      rule: 'A22',
      diagnostic: 'CONTIGUITY_NOT_MET',
    });
    expect(given).toEqual([42]);
    expect(lab.ndis.blocks.last).toBe(0);
  });

  it('P2 turns PENDING into FAILURE and does not call free', () => {
    const lab = labWith();
    let freed = 0;
    const [protocol] = lab.ndis.protocols.keys();
    const late = providerCharacteristics(
      null,
      () => PENDING,
      () => freed++,
      null,
    );
    NdisSetOptionalHandlers(lab.ndis, protocol ?? NULL_HANDLE, 'late', late, 'SetOptions', 0, lab.outcome);
    lab.prepare(1, 4, 4096);
    expect(call(lab)).toEqual({ status: 'NDIS_STATUS_FAILURE', rule: 'P2', diagnostic: 'PROVIDER_PENDING' });
    expect(freed).toBe(0);
  });

  it('A28 falls back to the other node and fails only when all are short', () => {
    const lab = labWith();
    lab.prepare(0, 4, 600 * 1024);
    lab.parameters.PreferredNode = 0;
    expect(call(lab).rule).toBe('A28');
    for (const node of [0, 1]) {
      lab.prepare(0, 4, 500 * 1024);
      lab.parameters.PreferredNode = 0;
      expect(call(lab).status).toBe('NDIS_STATUS_SUCCESS');
      expect(lab.ndis.blocks.node(lab.outcome.block)).toBe(node);
    }
  });
});

describe('NdisFreeSharedMemory', () => {
  const free = (lab: Lab, handle: Handle, part: CallerPart = {}) => {
    const caller = {
      ...lab.callerFor(lab.adapter),
      ...part,
    };
    const freed = lab.freeAs(caller, handle);
    return { freed, rule: ruleId(lab.outcome.rule), diagnostic: diagnosticName(lab.outcome.diagnostic) };
  };

  it('frees a live block by its allocation handle', () => {
    const lab = labWith();
    const handle = lab.allocate();
    endTraffic(lab);
    expect(free(lab, handle)).toEqual({ freed: true, rule: '', diagnostic: null });
    expect(lab.pool.freePages).toBe(256);
  });

  it.each([
    ['F1', 'IRQL_VIOLATION', (handle: Handle) => handle, { irql: 1 }],
    ['F2', 'FREE_HANDLE_MISMATCH', (handle: Handle) => handle, { ndisHandle: makeHandle('binding', 99) }],
    ['F3', 'INVALID_FREE', () => NULL_HANDLE, {}],
    ['F3', 'INVALID_FREE', () => makeHandle('allocation', 500), {}],
    ['F3', 'INVALID_FREE', () => handleFromAddress(0xdead_beefn), {}],
  ] as const)('%s %s', (rule, diagnostic, choose, part) => {
    const lab = labWith();
    const handle = lab.allocate();
    expect(free(lab, choose(handle), part)).toEqual({ freed: false, rule, diagnostic });
    expect(lab.pool.freePages).toBe(254);
  });

  it('F4 recognises a second free for certain and calls no provider', () => {
    const lab = labWith();
    const handle = lab.allocate();
    lab.free(handle);
    lab.prepare(1, 4, 8192);
    lab.allocate();
    expect(free(lab, handle)).toEqual({ freed: false, rule: 'F4', diagnostic: 'DOUBLE_FREE' });
    expect(lab.pool.freePages).toBe(254);
  });

  it('F5 tells the SharedMemoryHandle from the allocation handle', () => {
    const lab = labWith();
    lab.allocate();
    const shared = lab.parameters.SharedMemoryHandle;
    expect(shared).not.toBe(NULL_HANDLE);
    expect(free(lab, shared)).toEqual({ freed: false, rule: 'F5', diagnostic: 'WRONG_HANDLE_KIND' });
  });
});

describe('NdisSetOptionalHandlers', () => {
  const good = providerCharacteristics(
    null,
    () => RESOURCES,
    () => undefined,
    null,
  );

  it.each([
    ['G1', good, 'protocol', 2],
    ['G2', { ...good, Header: { ...good.Header, Type: 0x80 } }, 'protocol', 0],
    ['G2', { ...good, Header: { ...good.Header, Size: 31 } }, 'protocol', 0],
    ['G3', good, 'adapter', 0],
    ['G4', { ...good, FreeSharedMemoryHandler: null }, 'protocol', 0],
    ['G5', { ...good, Flags: 2 }, 'protocol', 0],
  ] as const)('%s', (rule, characteristics, who, irql) => {
    const lab = labWith();
    const [protocol] = lab.ndis.protocols.keys();
    const handle = who === 'adapter' ? lab.adapter.handle : (protocol ?? NULL_HANDLE);
    NdisSetOptionalHandlers(lab.ndis, handle, 'new', characteristics, 'SetOptions', irql, lab.outcome);
    expect(ruleId(lab.outcome.rule)).toBe(rule);
    expect(lab.outcome.status === NO_STATUS || lab.outcome.status !== SUCCESS).toBe(true);
  });

  it('replaces a provider for new blocks only: old ones go back to their maker', () => {
    const lab = labWith();
    const old = lab.allocate();
    const [protocol] = lab.ndis.protocols.keys();
    NdisSetOptionalHandlers(lab.ndis, protocol ?? NULL_HANDLE, 'new', good, 'SetOptions', 0, lab.outcome);
    lab.prepare(1, 4, 4096);
    expect(call(lab).status).toBe('NDIS_STATUS_RESOURCES');
    lab.free(old);
    expect(lab.pool.freePages).toBe(256);
  });
});

describe('handles', () => {
  it('are shown as addresses that lead back to them', () => {
    for (const kind of ['adapter', 'binding', 'allocation', 'sharedMemory'] as const) {
      const handle = makeHandle(kind, 123_456);
      expect(handleFromAddress(handleToAddress(handle))).toBe(handle);
    }
    expect(handleFromAddress(0n)).toBe(NULL_HANDLE);
  });
});

describe('the rule catalogue', () => {
  it('gives every id a code of its own that leads back to it', () => {
    expect(RULES).toHaveLength(73);
    expect(new Set(RULES.map((rule) => rule.code)).size).toBe(73);
    for (const rule of RULES) expect(ruleId(rule.code)).toBe(rule.id);
  });

  it('keeps codes within the byte of a record', () => {
    for (const rule of RULES) expect(rule.code).toBeLessThan(256);
    expect(INVALID_PARAMETER).toBeLessThan(256);
  });
});
