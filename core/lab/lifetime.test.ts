import { describe, expect, it } from 'vitest';
import { diagnosticName } from '../ndis/diagnostics.ts';
import {
  block,
  goodAnswer,
  labWith,
  pretender,
  register,
  sriovLab,
  stopTraffic,
} from '../ndis/rule-cases/bench.ts';
import { ruleId } from '../ndis/rules.ts';
import { NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS } from '../ndis/constants.ts';
import { statusName, SUCCESS } from '../ndis/status.ts';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { blockText, debuggerText } from './debugger-text.ts';
import { describeEvent, type EventDescription } from './describe-event.ts';
import { describeMachine } from './describe-machine.ts';
import { type Lab } from './lab.ts';
import { machineAt } from './machine-at.ts';
import { newSwitchProvider } from './lab-providers.ts';

const contextOf = (lab: Lab) => ({
  session: lab.session,
  ndisVersion: lab.config.ndisVersion,
  adapterHandle: [...lab.ndis.adapters.keys()][0]!,
});

const eventsOf = (lab: Lab): EventDescription[] =>
  Array.from({ length: lab.session.log.length }, (_, seq) => describeEvent(contextOf(lab), seq));

const findingsOf = ({ rule, diagnostic, further }: EventDescription): string[] =>
  [{ rule, diagnostic }, ...further]
    .map((finding) => `${ruleId(finding.rule)} ${diagnosticName(finding.diagnostic) ?? ''}`.trim())
    .filter((text) => text !== '');

const last = (lab: Lab): EventDescription => eventsOf(lab).at(-1)!;

/** What the log alone says of the machine has to be what the machine says of itself. */
function expectSameMachine(lab: Lab): void {
  const snapshot = machineAt(lab.session, lab.session.log.length).find(
    ({ code }) => code === lab.adapter.code,
  );
  const now = describeMachine(lab);
  expect(
    snapshot?.queues.map(({ id, state, filterIds, lists }) => ({ id, state, filterIds, lists })),
  ).toEqual(now.queues.map(({ id, state, filterIds, lists }) => ({ id, state, filterIds, lists })));
  expect(snapshot?.vports.map(({ id, state, filterIds }) => ({ id, state, filterIds }))).toEqual(
    now.vports.map(({ id, state, filterIds }) => ({ id, state, filterIds })),
  );
  expect(snapshot?.dmaRegistered).toBe(now.dmaRegistered);
  expect(snapshot?.halted).toBe(now.halted);
  expect(snapshot?.bindingClosed).toBe(now.bindingClosed);
}

describe('the end of queues, bindings and adapters', () => {
  it('a queue that goes with live blocks leaves orphans: reported one by one, still held, recovered by a late free', () => {
    const lab = labWith();
    const handle = block(lab);
    stopTraffic(lab);
    const free = lab.pool.freePages;
    lab.completeFreeQueue(1);
    const events = eventsOf(lab);
    expect(findingsOf(events.at(-2)!)).toEqual(['BLOCKS_ORPHANED']);
    expect(events.at(-1)).toMatchObject({
      op: 'orphaned',
      block: 1,
      queueId: 1,
      usage: 4,
      lengthBytes: 8192,
    });
    expect(lab.pool.freePages).toBe(free);
    expectSameMachine(lab);
    lab.free(handle);
    expect(findingsOf(last(lab))).toEqual(['F8 FREE_OUT_OF_CONTEXT', 'ORPHAN_RECOVERED']);
    expect(lab.pool.freePages).toBe(256);
  });

  it('a new queue of the same id does not inherit orphans', () => {
    const lab = labWith();
    block(lab);
    stopTraffic(lab);
    lab.completeFreeQueue(1);
    expect(lab.allocateQueue()).toBe(1);
    lab.freeQueue(1);
    lab.indicateDmaStopped(1);
    lab.completeFreeQueue(1);
    expect(findingsOf(last(lab))).toEqual([]);
  });

  it('a binding that closes gives its blocks back by force, through the handler that was captured', () => {
    const lab = labWith();
    const maker = pretender(lab, goodAnswer);
    register(lab, maker.characteristics);
    block(lab);
    register(lab, newSwitchProvider(lab, false));
    lab.driver.close();
    expect(maker.freed).toEqual([7]);
    const events = eventsOf(lab);
    expect(events.at(-2)).toMatchObject({ op: 'forcedFree', block: 1, endsBlock: true });
    expect(findingsOf(events.at(-2)!)).toEqual(['BLOCK_FORCED_FREE']);
    expect(findingsOf(events.at(-1)!)).toEqual(['BINDING_CLOSED_WITH_QUEUES', 'BINDING_CLOSED_WITH_BLOCKS']);
    expect(lab.totals.liveBlocks).toBe(0);
    expectSameMachine(lab);
  });

  it('an OID on a closed binding fails, and its handle is not live', () => {
    const lab = labWith();
    lab.driver.close();
    expect(lab.allocateQueue()).toBe(0);
    expect(statusName(last(lab).status)).toBe('NDIS_STATUS_FAILURE');
    expect(findingsOf(last(lab))).toEqual(['BINDING_CLOSED']);
    lab.prepare(0, 4, 4096);
    lab.allocateAs({ ...lab.callerFor(lab.adapter), ndisHandle: lab.binding.handle });
    expect(ruleId(lab.outcome.rule)).toBe('A3');
  });

  it('halting closes bindings, lets MiniportHaltEx free, and orphans the rest', () => {
    const lab = labWith();
    block(lab);
    lab.prepare(0, 1, 4096);
    const kept = lab.allocate();
    lab.prepare(0, 1, 8192);
    lab.allocate();
    lab.miniport.beginHalt();
    expectSameMachine(lab);
    lab.free(kept);
    expect(findingsOf(last(lab))).toEqual([]);
    lab.miniport.completeHalt();
    expect(last(lab)).toMatchObject({ op: 'orphaned', queueId: 0, lengthBytes: 8192 });
    expect(lab.adapter.halted).toBe(true);
    expectSameMachine(lab);
    lab.miniport.beginHalt();
    expect(findingsOf(last(lab))).toEqual(['ADAPTER_HALTED']);
  });

  it('a DMA channel that goes before the blocks of NDIS itself is reported, and they can still be freed', () => {
    const lab = labWith();
    lab.prepare(0, 1, 4096);
    const handle = lab.allocate();
    lab.miniport.deregisterDma();
    expect(findingsOf(last(lab))).toEqual(['DMA_DEREGISTERED_WITH_BLOCKS']);
    lab.free(handle);
    expect(last(lab).endsBlock).toBe(true);
  });
});

describe('who provides', () => {
  it('a binding comes before its protocol driver, that before the miniport driver, that before NDIS', () => {
    const lab = labWith({ provider: 'default' });
    const served = (queueId: number): number => {
      lab.prepare(queueId, 4, 4096);
      lab.allocateAs(lab.callerFor(lab.adapter));
      return lab.outcome.provider;
    };
    expect(served(1)).toBe(1);
    lab.setOptionalHandlers(lab.miniportDriver.handle, 'm', newSwitchProvider(lab, false), 'SetOptions', 0);
    expect([served(1), served(0)]).toEqual([2, 2]);
    lab.setOptionalHandlers(lab.protocolDriver.handle, 'p', newSwitchProvider(lab, false), 'SetOptions', 0);
    expect([served(1), served(0)]).toEqual([3, 2]);
    lab.setOptionalHandlers(lab.binding.handle, 'b', newSwitchProvider(lab, false), 'BindAdapter', 0);
    expect([served(1), served(0)]).toEqual([4, 2]);
  });

  it('for a VPort a provider without SUPPORTS_PF_VPORTS is passed over', () => {
    const lab = sriovLab({ provider: 'default' });
    const served = (): number => {
      lab.prepare(0, 4, 4096);
      lab.parameters.VPortId = 1;
      lab.allocateAs(lab.callerFor(lab.adapter));
      return lab.outcome.provider;
    };
    lab.setOptionalHandlers(lab.protocolDriver.handle, 'p', newSwitchProvider(lab, false), 'SetOptions', 0);
    expect(served()).toBe(1);
    const able = newSwitchProvider(lab, true);
    expect(able.Flags).toBe(NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS);
    lab.setOptionalHandlers(lab.protocolDriver.handle, 'p', able, 'SetOptions', 0);
    expect(served()).toBe(3);
  });
});

describe('VPorts', () => {
  it('live from creation to deletion, and free their memory in between', () => {
    const lab = sriovLab();
    lab.prepare(0, 4, 8192);
    lab.parameters.VPortId = 1;
    const handle = lab.allocate();
    expect(last(lab)).toMatchObject({ op: 'allocate', vportId: 1, queueId: 0, status: SUCCESS });
    expectSameMachine(lab);
    lab.driver.clearFilter(0, 1);
    lab.driver.deleteVPort(1);
    lab.miniport.stopVPortDma(1);
    expectSameMachine(lab);
    lab.free(handle);
    expect(findingsOf(last(lab))).toEqual([]);
    lab.miniport.completeDeleteVPort(1);
    expectSameMachine(lab);
    expect(lab.adapter.vports[1]).toBeUndefined();
  });

  it('a virtual function has its own memory: its VPort cannot own any', () => {
    const lab = sriovLab();
    const vportId = lab.driver.createVPort({
      informationBufferLength: 572,
      Header: { Type: 0x80, Revision: 1, Size: 572 },
      SwitchId: 0,
      VPortId: 0,
      AttachedFunctionId: 3,
    });
    expect(vportId).toBe(2);
    lab.prepare(0, 4, 8192);
    lab.parameters.VPortId = vportId;
    lab.allocateAs(lab.callerFor(lab.adapter));
    expect(ruleId(lab.outcome.rule)).toBe('A25');
  });
});

describe("the debugger's view", () => {
  const textOf = (lab: Lab, events = lab.session.log.length): string => {
    lab.session.indexNew();
    const cursor = new ReplayCursor(
      lab.session,
      lab.geometry.basePage,
      lab.geometry.pageCount,
      () => undefined,
      () => undefined,
    );
    cursor.seek(events);
    return debuggerText(contextOf(lab), cursor, { events, allBlocks: false });
  };

  it('lists queues with their memory, at any moment, and says that it is simulated', () => {
    const lab = labWith();
    block(lab);
    const before = lab.session.log.length;
    stopTraffic(lab);
    const text = textOf(lab);
    expect(text).toContain('SIMULATED');
    expect(text).toContain('RECEIVE QUEUE 0 [Default]');
    expect(text).toMatch(/RECEIVE QUEUE 1\n\s+QueueId\s+1\n[^]*State\s+Freeing/);
    expect(text).toMatch(/0xffffd400000000c0 .* 0x2000 +Receive .* registered/i);
    expect(textOf(lab, before)).toMatch(/State\s+Running/);
    lab.completeFreeQueue(1);
    expect(textOf(lab)).toContain('ORPHANS');
    expect(blockText(contextOf(lab), 1, lab.session.log.length)).toContain(
      '+0x060 ProviderAllocationContext',
    );
  });
});
