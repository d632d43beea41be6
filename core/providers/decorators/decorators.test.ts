import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../lab/lab-config.ts';
import { Lab } from '../../lab/lab.ts';
import { newSwitchProvider } from '../../lab/lab-providers.ts';
import { byteCount } from '../../memory/units.ts';
import { diagnosticName } from '../../ndis/diagnostics.ts';
import { type Handle, NULL_HANDLE } from '../../ndis/handles.ts';
import { ruleId } from '../../ndis/rules.ts';
import { statusName } from '../../ndis/status.ts';
import { BREAKABLE_RULES } from './breakable-rules.ts';
import { decorate } from './decorate.ts';
import { type DecoratorSpec, formatDecorator, parseDecorator } from './decorator-spec.ts';

/** A lab whose switch wears the layers; queue checks are off, so that blocks can go at any time. */
function labWith(...layers: readonly DecoratorSpec[]): Lab {
  const lab = new Lab({
    ...DEFAULT_LAB_CONFIG,
    memoryBytes: byteCount(1 << 20),
    checksLifetime: false,
    provider: 'default',
  });
  const characteristics = decorate(newSwitchProvider(lab, false), layers, {
    seed: 1,
    freePages: () => lab.pool.freePages,
  });
  lab.setOptionalHandlers(lab.protocolDriver.handle, 'switch', characteristics, 'SetOptions', 0);
  const queueId = lab.allocateQueue();
  lab.completeQueueAllocation(queueId);
  return lab;
}

function ask(
  lab: Lab,
  lengthBytes = 8192,
  contiguous = false,
): { status: string; found: string[]; handle: Handle } {
  lab.prepare(1, 4, lengthBytes);
  lab.parameters.Flags = contiguous ? 1 : 0;
  lab.parameters.SGListBufferLength += 48;
  const handle = lab.allocate();
  const { outcome } = lab;
  const found = Array.from(
    { length: outcome.findingCount },
    (_, index) =>
      ruleId(outcome.findingRules[index]!) || (diagnosticName(outcome.findingDiagnostics[index]!) ?? ''),
  );
  return { status: statusName(outcome.status)?.slice(12) ?? '', found, handle };
}

describe('what a provider may hold in all', () => {
  it('is told by what limits it, the tightest first, and left out where the memory is the limit', () => {
    const capacityWith = (...layers: readonly string[]): number | undefined =>
      labWith(...layers.map((text) => parseDecorator(text)!)).ndis.providers.at(-1)?.characteristics.books
        ?.capacityPages;
    expect(capacityWith()).toBeUndefined();
    expect(capacityWith('fail-below=64KiB')).toBeUndefined();
    expect(capacityWith('quota=64KiB')).toBe(16);
    expect(capacityWith('quota=64KiB', 'quota=128KiB', 'latency=5')).toBe(16);
  });
});

describe('decorators', () => {
  it('quota: holds the provider to so many bytes, and counts what came back', () => {
    const lab = labWith({ kind: 'quota', bytes: 16_384 });
    const first = ask(lab);
    expect([first.status, ask(lab).status]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(ask(lab)).toMatchObject({ status: 'RESOURCES', found: ['A28', 'QUOTA_EXCEEDED'] });
    lab.free(first.handle);
    expect(ask(lab).status).toBe('SUCCESS');
  });

  it('fail-nth: every third call', () => {
    const lab = labWith({ kind: 'fail-nth', n: 3, status: 'FAILURE' });
    expect(Array.from({ length: 6 }, () => ask(lab).status)).toEqual([
      'SUCCESS',
      'SUCCESS',
      'FAILURE',
      'SUCCESS',
      'SUCCESS',
      'FAILURE',
    ]);
  });

  it('fail-random: about as often as asked, the same for the same seed', () => {
    const run = (): string[] => {
      const lab = labWith({ kind: 'fail-random', probability: 0.25, status: 'RESOURCES' });
      return Array.from({ length: 400 }, () => {
        const { status, handle } = ask(lab);
        if (handle !== NULL_HANDLE) lab.free(handle);
        return status;
      });
    };
    const statuses = run();
    const failed = statuses.filter((status) => status === 'RESOURCES').length;
    expect(failed).toBeGreaterThan(60);
    expect(failed).toBeLessThan(140);
    expect(run()).toEqual(statuses);
  });

  it('fail-below: when the machine runs short', () => {
    const lab = labWith({ kind: 'fail-below', bytes: (1 << 20) - 8192 });
    expect(ask(lab).status).toBe('SUCCESS');
    expect(ask(lab, 4096).status).toBe('SUCCESS');
    expect(ask(lab, 4096)).toMatchObject({ status: 'RESOURCES', found: ['A28', 'FAULT_INJECTED'] });
  });

  it('latency: in simulated time', () => {
    const lab = labWith({ kind: 'latency', microseconds: 500 });
    ask(lab);
    lab.session.indexNew();
    const last = lab.session.log.length - 1;
    expect(lab.session.timeNs(last) - lab.session.timeNs(last - 1)).toBe(501_000);
  });

  it('log-only: a note, and nothing else', () => {
    expect(ask(labWith({ kind: 'log-only' }))).toMatchObject({ status: 'SUCCESS', found: ['CALL_LOGGED'] });
  });

  it.each(BREAKABLE_RULES.filter((rule) => rule !== 'P9'))(
    'break: %s is found out, and memory stays sound',
    (rule) => {
      const lab = labWith({ kind: 'break', rule, n: 2 });
      const free = lab.pool.freePages;
      const good = ask(lab, 8192, rule === 'P7');
      expect(good.status).toBe('SUCCESS');
      lab.free(good.handle);
      const bad = ask(lab, 8192, rule === 'P7');
      expect(bad.status).not.toBe('SUCCESS');
      expect(bad.found).toContain(rule);
      expect(bad.found).toContain('FAULT_INJECTED');
      expect(lab.pool.freePages).toBe(rule === 'P8' ? free - 2 : free);
      expect(lab.pool.check()).toBeNull();
    },
  );

  it('break: P9 leaks the pages of a block that NDIS has let go', () => {
    const lab = labWith({ kind: 'break', rule: 'P9', n: 1 });
    const { handle } = ask(lab);
    lab.free(handle);
    expect(ruleId(lab.outcome.rule)).toBe('P9');
  });

  it('stack: the outermost answers first', () => {
    const lab = labWith(
      { kind: 'quota', bytes: 8192 },
      { kind: 'fail-nth', n: 2, status: 'INVALID_PARAMETER' },
    );
    expect([ask(lab), ask(lab), ask(lab)].map(({ status }) => status)).toEqual([
      'SUCCESS',
      'INVALID_PARAMETER',
      'RESOURCES',
    ]);
  });
});

describe('layers as people write them', () => {
  it.each([
    ['quota=4MiB', { kind: 'quota', bytes: 4 << 20 }],
    ['fail-nth=10', { kind: 'fail-nth', n: 10, status: 'RESOURCES' }],
    ['fail-nth=10:failure', { kind: 'fail-nth', n: 10, status: 'FAILURE' }],
    ['fail-random=0.1', { kind: 'fail-random', probability: 0.1, status: 'RESOURCES' }],
    ['break=p5:3', { kind: 'break', rule: 'P5', n: 3 }],
    ['latency=20', { kind: 'latency', microseconds: 20 }],
    ['log-only', { kind: 'log-only' }],
  ] as const)('%s', (text, layer) => expect(parseDecorator(text)).toEqual(layer));

  it.each([
    '',
    'quota',
    'quota=x',
    'quota=4MiB:2',
    'fail-nth=0',
    'fail-nth=2:MAYBE',
    'fail-random=2',
    'break=A1',
    'latency=-1',
    'log-only=1',
    'dance=1',
  ])('%j is none', (text) => expect(parseDecorator(text)).toBeNull());

  it('are read back as they were written', () => {
    const layer = fc.oneof<fc.Arbitrary<DecoratorSpec>[]>(
      fc.record({ kind: fc.constant('quota' as const), bytes: fc.nat(1e9) }),
      fc.record({
        kind: fc.constant('fail-nth' as const),
        n: fc.integer({ min: 1, max: 1e6 }),
        status: fc.constantFrom('RESOURCES' as const, 'FAILURE' as const),
      }),
      fc.record({
        kind: fc.constant('break' as const),
        rule: fc.constantFrom(...BREAKABLE_RULES),
        n: fc.integer({ min: 1, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(layer, (spec) => {
        const text = formatDecorator(spec);
        const read = parseDecorator(text);
        expect(read).not.toBeNull();
        expect(read === null ? '' : formatDecorator(read)).toBe(text);
        expect(read?.kind).toBe(spec.kind);
      }),
    );
  });
});
