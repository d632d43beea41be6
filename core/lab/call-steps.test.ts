import { describe, expect, it } from 'vitest';
import { pageIndex } from '../memory/units.ts';
import { type TracedStep } from '../ndis/ndis.ts';
import { goodAnswer, labWith, pretender, register } from '../ndis/rule-cases/bench.ts';
import { ruleId } from '../ndis/rules.ts';
import { FAILURE, INVALID_PARAMETER, PENDING, RESOURCES, SUCCESS, statusName } from '../ndis/status.ts';
import { callSteps, type CallStep } from './call-steps.ts';
import { describeEvent } from './describe-event.ts';
import { type Lab } from './lab.ts';

/** The engine's own word for a step that was worked out from the record. */
function tracedNameOf(step: CallStep): TracedStep {
  if (step.kind === 'call') return step.to === 'provider' ? 'enterProvider' : 'call';
  if (step.kind === 'return') return step.from === 'provider' ? 'providerReturn' : 'return';
  return step.kind;
}

/** Makes a call with the engine traced; the steps worked out from its last record, which have to be the same. */
function stepsOf(lab: Lab, call: () => void): readonly CallStep[] {
  const traced: TracedStep[] = [];
  lab.ndis.trace = (step) => traced.push(step);
  call();
  lab.ndis.trace = null;
  const context = {
    session: lab.session,
    ndisVersion: lab.config.ndisVersion,
    adapterHandle: lab.adapter.handle,
  };
  const steps = callSteps(describeEvent(context, lab.session.log.length - 1));
  expect(steps.map(tracedNameOf)).toEqual(traced);
  return steps;
}

const arrows = (steps: readonly CallStep[]): string[] =>
  steps.map(({ kind, from, to, status, rule }) =>
    [kind, from === to ? from : `${from}>${to}`, statusName(status)?.slice(12) ?? '', ruleId(rule)]
      .filter((part) => part !== '')
      .join(' '),
  );

/** One allocation of a provider that answers as told. */
function asked(answer: Parameters<typeof pretender>[1], contiguous = false): readonly CallStep[] {
  const lab = labWith();
  register(lab, pretender(lab, answer).characteristics);
  lab.prepare(1, 4, 8192);
  lab.parameters.Flags = contiguous ? 1 : 0;
  return stepsOf(lab, () => lab.allocateAs(lab.callerFor(lab.adapter)));
}

describe('the steps of a call, from its record alone', () => {
  it('success: driver, NDIS, provider and back', () => {
    expect(arrows(asked(goodAnswer))).toEqual([
      'call driver>ndis',
      'check ndis',
      'call ndis>provider',
      'return provider>ndis SUCCESS',
      'check ndis',
      'return ndis>driver SUCCESS',
    ]);
  });

  it('CONTIGUOUS answered in pieces: NDIS undoes it', () => {
    const pieces = asked((parameters, _call, take) => {
      parameters.virtualPage = pageIndex(1);
      parameters.SGListBuffer.push(take(), 4096);
      parameters.SGListBuffer.push(take(), 4096);
      return SUCCESS;
    }, true);
    expect(arrows(pieces)).toEqual([
      'call driver>ndis',
      'check ndis',
      'call ndis>provider',
      'return provider>ndis SUCCESS',
      'check ndis A22',
      'undo ndis>provider A22',
      'return provider>ndis',
      'return ndis>driver RESOURCES A22',
    ]);
  });

  it.each([
    [PENDING, 'PENDING', 'FAILURE', 'P2'],
    [RESOURCES, 'RESOURCES', 'RESOURCES', 'A28'],
    [INVALID_PARAMETER, 'INVALID_PARAMETER', 'INVALID_PARAMETER', ''],
    [FAILURE, 'FAILURE', 'FAILURE', ''],
  ] as const)('a provider that answers %s', (status, answeredName, name, rule) => {
    const suffix = rule === '' ? '' : ` ${rule}`;
    expect(arrows(asked(() => status))).toEqual([
      'call driver>ndis',
      'check ndis',
      'call ndis>provider',
      `return provider>ndis ${answeredName}`,
      `check ndis${suffix}`,
      `return ndis>driver ${name}${suffix}`,
    ]);
  });

  it('a refused request never reaches the provider; a stopped call returns nothing', () => {
    const lab = labWith();
    lab.prepare(1, 4, 0);
    expect(arrows(stepsOf(lab, () => lab.allocate()))).toEqual([
      'call driver>ndis',
      'check ndis A17',
      'return ndis>driver INVALID_PARAMETER A17',
    ]);
    lab.prepare(1, 4, 4096);
    expect(arrows(stepsOf(lab, () => lab.allocateAs({ ...lab.callerFor(lab.adapter), irql: 2 })))).toEqual([
      'call driver>ndis',
      'stop ndis A1',
    ]);
  });

  it('frees: carried out, refused, stopped', () => {
    const lab = labWith();
    lab.prepare(1, 4, 4096);
    const handle = lab.allocate();
    const { blocks } = lab.ndis;
    expect(blocks.isLive(1)).toBe(true);
    const caller = lab.callerFor(lab.adapter);
    expect(arrows(stepsOf(lab, () => lab.freeAs({ ...caller, irql: 1 }, handle)))).toEqual([
      'call driver>ndis',
      'stop ndis F1',
    ]);
    expect(arrows(stepsOf(lab, () => lab.freeAs(caller, handle)))).toEqual([
      'call driver>ndis',
      'check ndis F7',
      'call ndis>provider',
      'return provider>ndis',
      'return ndis>driver',
    ]);
    expect(arrows(stepsOf(lab, () => lab.freeAs(caller, handle)))).toEqual([
      'call driver>ndis',
      'check ndis F4',
      'return ndis>driver',
    ]);
  });

  it('a mild finding belongs to the first check', () => {
    const lab = labWith();
    lab.prepare(1, 4, 4096);
    lab.parameters.PreferredNode = 9;
    expect(arrows(stepsOf(lab, () => lab.allocate()))[1]).toBe('check ndis A14');
  });

  it('every recorded event of a demonstration has steps', () => {
    const lab = labWith();
    lab.driver.completeQueueAllocations([lab.allocateQueue()], () => SUCCESS);
    lab.miniport.beginHalt();
    lab.miniport.completeHalt();
    const context = { session: lab.session, ndisVersion: 630 as const, adapterHandle: lab.adapter.handle };
    for (let seq = 0; seq < lab.session.log.length; seq++) {
      expect(callSteps(describeEvent(context, seq)).length, String(seq)).toBeGreaterThan(0);
    }
  });
});
