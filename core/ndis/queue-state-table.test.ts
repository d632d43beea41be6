import { describe, expect, it } from 'vitest';
import { type Lab } from '../lab/lab.ts';
import { diagnosticName } from './diagnostics.ts';
import { QUEUE_EVENTS, QUEUE_STATES, type QueueEvent, type QueueState } from './receive-queues.ts';
import { labWith } from './rule-cases/bench.ts';
import { ruleId } from './rules.ts';
import { statusName, SUCCESS } from './status.ts';

/**
 * The table of queue-states-and-operations (domain notes 6.2), written out by hand: rows are events, columns the seven
 * states, a dot is an invalid combination. `allocateQueue` always makes a new queue, so its row has one cell.
 */
const TABLE: Readonly<Record<QueueEvent, string>> = {
  //                  Undefined  Allocated  Set        Running  Paused   StopDma  Freeing
  allocateQueue: '    Allocated  .          .          .        .        .        .',
  queueParameters: '  .          Allocated  Set        Running  Paused   .        .',
  setFilter: '        .          Set        Set        Running  Running  .        .',
  clearLastFilter: '  .          .          Allocated  Paused   .        .        .',
  clearFilter: '      .          .          Set        Running  .        .        .',
  enumFilters: '      .          Allocated  Set        Running  Paused   .        .',
  filterParameters: ' .          .          Set        Running  .        .        .',
  allocationComplete: '.         Paused     Running    .        .        .        .',
  receive: '          .          .          .          Running  .        .        .',
  freeQueue: '        .          StopDma    .          .        StopDma  .        .',
  dmaStopped: '       .          .          .          .        .        Freeing  .',
  resourcesFreed: '   .          .          .          .        .        .        Undefined',
};

/** Rule that refuses a cell; every other invalid cell is refused without one, or by what its event always says. */
const RULE_OF_CELL: Readonly<Partial<Record<string, string>>> = {
  'setFilter Undefined': 'Q10',
  'freeQueue Undefined': 'Q8',
  'freeQueue Set': 'Q9',
  'freeQueue Running': 'Q9',
  'receive Undefined': 'Q16',
};
const RULE_OF_EVENT: Readonly<Partial<Record<QueueEvent, string>>> = {
  clearLastFilter: 'Q11',
  clearFilter: 'Q11',
  allocationComplete: 'Q12',
  receive: 'Q14',
  dmaStopped: 'Q13',
};

/** A lab with queue 1 in the state; in Set and Running it has filter 1, and filter 2 with `secondFilter`. */
function labIn(state: QueueState, secondFilter: boolean): Lab {
  const lab = labWith();
  lab.clearFilter(1, 1);
  lab.freeQueue(1);
  lab.indicateDmaStopped(1);
  lab.completeFreeQueue(1);
  if (state === 'Undefined') return lab;
  expect(lab.allocateQueue()).toBe(1);
  if (state === 'Allocated') return lab;
  if (state === 'StopDma' || state === 'Freeing') {
    lab.freeQueue(1);
    if (state === 'Freeing') lab.indicateDmaStopped(1);
    return lab;
  }
  if (state !== 'Paused') lab.setFilter(1);
  if (state !== 'Paused' && secondFilter) lab.setFilter(1);
  if (state !== 'Set') lab.completeQueueAllocation(1);
  return lab;
}

const filterOf = (lab: Lab): number =>
  [...lab.adapter.filters.values()].find((filter) => filter.queueId === 1)?.id ?? 99;

const EVENTS: Readonly<Record<Exclude<QueueEvent, 'allocateQueue'>, (lab: Lab) => unknown>> = {
  queueParameters: (lab) => lab.driver.changeQueueParameters(1),
  setFilter: (lab) => lab.driver.setFilter(1),
  clearLastFilter: (lab) => lab.driver.clearFilter(1, filterOf(lab)),
  clearFilter: (lab) => lab.driver.clearFilter(1, filterOf(lab)),
  enumFilters: (lab) => lab.driver.enumFilters(1),
  filterParameters: (lab) => lab.driver.filterParameters(filterOf(lab)),
  allocationComplete: (lab) => lab.driver.deliverAllocationComplete(1),
  receive: (lab) => lab.miniport.indicateReceive(1, []),
  freeQueue: (lab) => lab.driver.freeQueue(1),
  dmaStopped: (lab) => {
    lab.miniport.indicateDmaStopped(1);
  },
  resourcesFreed: (lab) => {
    lab.miniport.completeFreeQueue(1);
  },
};

const stateOf = (lab: Lab): QueueState => lab.adapter.queues[1]?.state ?? 'Undefined';

describe('the queue state table, cell by cell', () => {
  it('is about the states that the program knows', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...QUEUE_EVENTS].sort());
    for (const row of Object.values(TABLE)) expect(row.trim().split(/\s+/)).toHaveLength(QUEUE_STATES.length);
  });

  const cells = Object.entries(TABLE).flatMap(([event, row]) =>
    row
      .trim()
      .split(/\s+/)
      .map((next, column) => ({ event, state: QUEUE_STATES[column]!, next })),
  );

  it('allocateQueue in Undefined gives Allocated; a queue that exists is never allocated again', () => {
    const lab = labIn('Undefined', false);
    expect(lab.allocateQueue()).toBe(1);
    expect(stateOf(lab)).toBe('Allocated');
    expect(lab.allocateQueue()).toBe(2);
    expect(stateOf(lab)).toBe('Allocated');
  });

  it.each(cells.filter(({ event }) => event !== 'allocateQueue'))(
    '$event in $state: $next',
    ({ event, state, next }) => {
      const lab = labIn(state, event === 'clearFilter');
      expect(stateOf(lab)).toBe(state);
      const act = Object.entries(EVENTS).find(([name]) => name === event)?.[1];
      act?.(lab);
      const { status, rule, diagnostic } = lab.outcome;
      if (next !== '.') {
        expect(stateOf(lab)).toBe(next);
        expect(ruleId(rule)).toBe('');
        return;
      }
      expect(stateOf(lab)).toBe(state);
      expect(status).not.toBe(SUCCESS);
      const expected =
        RULE_OF_CELL[`${event} ${state}`] ??
        Object.entries(RULE_OF_EVENT).find(([name]) => name === event)?.[1] ??
        '';
      expect(ruleId(rule)).toBe(expected);
      if (expected !== '') return;
      const name = event === 'filterParameters' ? 'UNKNOWN_FILTER' : 'INVALID_QUEUE_STATE';
      expect(diagnosticName(diagnostic)).toBe(name);
      expect(statusName(status)).toBe(
        event === 'filterParameters' ? 'NDIS_STATUS_FILE_NOT_FOUND' : 'NDIS_STATUS_INVALID_PARAMETER',
      );
    },
  );
});
