import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { describeEvent, type EventDescription } from '../lab/describe-event.ts';
import { Lab } from '../lab/lab.ts';
import { closeProvider } from '../lab/close-provider.ts';
import { allocateManually, completeRequest, openReadyQueue } from '../lab/manual-calls.ts';
import { reservedRunsOf } from '../events/reserved-pages.ts';
import { addressOf, byteCount, PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { irqlName } from '../ndis/constants.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { eventSeverity } from '../ndis/event-severity.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { compileFilter, tryFilter } from './compile-filter.ts';
import { addTerm, completeFilter } from './complete-filter.ts';
import { type FilterContext, FIELDS } from './fields.ts';
import { Matches } from './find-matches.ts';

const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(24 << 20) });
const demonstration = new VmqDemonstration({ seed: 2, machines: 6 });
while (demonstration.run(lab, 500));
// Calls of which several things are found, and one that is graver by what was found second.
for (const preferredNode of [7, 0, 9]) {
  const usage = preferredNode === 0 ? 2 : 0;
  allocateManually(lab, completeRequest(lab, { queueId: 0, lengthBytes: 64 << 20, preferredNode, usage }));
}
lab.session.indexNew();
const { session } = lab;
const context: FilterContext = { session, providers: lab.ndis.providers };
const description = { session, ndisVersion: lab.config.ndisVersion, adapterHandle: lab.adapter.handle };
const events = Array.from({ length: session.log.length }, (_, seq) => describeEvent(description, seq));

function matches(text: string): readonly number[] {
  const found = new Matches(session, compileFilter(text, context));
  while (found.look(97));
  return Array.from({ length: found.count }, (_, index) => found.at(index));
}

const plainly = (passes: (event: EventDescription) => boolean): readonly number[] =>
  events.filter(passes).map(({ seq }) => seq);

/** The same question, asked of the descriptions, that share no reading with the filter's. */
const PLAIN: Readonly<Record<string, (event: EventDescription) => boolean>> = {
  'status == RESOURCES': (event) => statusName(event.status) === 'NDIS_STATUS_RESOURCES',
  'status == ndis_status_success': (event) => statusName(event.status) === 'NDIS_STATUS_SUCCESS',
  'status != SUCCESS': (event) => event.status > 1,
  'rule == A28': (event) => ruleId(event.rule) === 'A28',
  'length >= 64KiB': (event) => event.lengthBytes >= 65_536,
  'length in 4KiB..0x4000': (event) => event.lengthBytes >= 4096 && event.lengthBytes <= 0x4000,
  'queue in {1, 3}': (event) => event.queueId === 1 || event.queueId === 3,
  'provider == switch': (event) => event.provider === 2,
  'node == 1': (event) => event.node === 1,
  'op == free': (event) => event.op === 'free',
  'severity >= warning': ({ status, diagnostic, further }) =>
    ['warning', 'error'].includes(eventSeverity(status, diagnostic, further) ?? ''),
  'remark ~ "E"': (event) =>
    event.further.some(({ diagnostic }) => (diagnosticName(diagnostic) ?? '').includes('E')),
  'remark == A14': (event) => event.further.some(({ rule }) => ruleId(rule) === 'A14'),
  'diagnostic ~ "POOL"': (event) => (diagnosticName(event.diagnostic) ?? '').includes('POOL'),
  'irql == PASSIVE_LEVEL': (event) => irqlName(event.irql) === 'PASSIVE_LEVEL',
  'time >= 1.5ms': (event) => event.timeNs >= 1.5e6,
  'seq in 100..200': (event) => event.seq >= 100 && event.seq <= 200,
  'probes > 3': (event) => event.probes > 3,
  makes: (event) => event.makesBlock,
  ends: (event) => event.endsBlock,
  live: (event) => event.makesBlock && session.endOfBlock(event.block) < 0,
  'padding > 0': (event) => event.block > 0 && event.grantedBytes > event.lengthBytes,
};
const atoms = Object.keys(PLAIN);

type Tree = { readonly text: string; readonly passes: (event: EventDescription) => boolean };
const { tree } = fc.letrec<{ tree: Tree; atom: Tree }>((tie) => ({
  atom: fc.constantFrom(...atoms).map((text) => ({ text, passes: PLAIN[text]! })),
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('atom'),
    tie('tree').map((inner) => ({
      text: `!(${inner.text})`,
      passes: (event: EventDescription) => !inner.passes(event),
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([one, two]) => ({
      text: `(${one.text}) && (${two.text})`,
      passes: (event: EventDescription) => one.passes(event) && two.passes(event),
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([one, two]) => ({
      text: `(${one.text}) or (${two.text})`,
      passes: (event: EventDescription) => one.passes(event) || two.passes(event),
    })),
  ),
}));

describe('a filter', () => {
  it.each(atoms)('%s finds what a plain look finds', (text) => {
    expect(matches(text)).toEqual(plainly(PLAIN[text]!));
  });

  it('finds it in every combination', () => {
    fc.assert(
      fc.property(tree, ({ text, passes }) => {
        expect(matches(text)).toEqual(plainly(passes));
      }),
      { numRuns: 60 },
    );
  });

  it('finds what was found beside the first finding', () => {
    expect(matches('remark == A14').length).toBe(2);
    expect(
      matches('severity >= warning && status == SUCCESS').length + matches('remark ~ "E"').length,
    ).toBeGreaterThan(0);
  });

  it('binds ! before && before ||', () => {
    expect(matches('op == free || status == RESOURCES && node == 1')).toEqual(
      matches('op == free || (status == RESOURCES && node == 1)'),
    );
    expect(matches('!op == free && node == 1')).toEqual(matches('(!(op == free)) && node == 1'));
  });

  it('finds the events of a block by its addresses and handles, 64 bits exact', () => {
    const made = events.find(({ elements }) => elements.length > 2)!;
    const about = plainly(({ block }) => block === made.block);
    const inside = made.elements[1]!.address + 5n;
    const found = matches(`address == 0x${inside.toString(16)}`);
    for (const seq of about) expect(found).toContain(seq);
    const virtual = matches(`address in 0x${made.virtualAddress!.toString(16)}..+4KiB`);
    for (const seq of about) expect(virtual).toContain(seq);
    expect(virtual.length).toBe(about.length);
    expect(matches(`handle == 0x${made.allocationHandle!.toString(16)}`)).toEqual(about);
    expect(matches(`handle == 0x${made.sharedMemoryHandle!.toString(16)}`)).toEqual(about);
    expect(matches('address == 0xffff8083e02ce1a0')).toEqual([]);
  });

  it('steps to the next and the previous match', () => {
    const found = new Matches(session, compileFilter('status == RESOURCES', context));
    while (found.look(1000));
    const all = matches('status == RESOURCES');
    expect(all.length).toBeGreaterThan(2);
    expect(found.next(-1, 1)).toBe(all[0]);
    expect(found.next(all[0]!, 1)).toBe(all[1]);
    expect(found.next(all[1]!, -1)).toBe(all[0]);
    expect(found.next(all[0]!, -1)).toBe(-1);
    expect(found.next(session.log.length, 1)).toBe(-1);
  });
});

describe('a filter that is not right', () => {
  it.each([
    ['', 1, 'expected a field, found the end'],
    ['stats == 1', 1, 'expected a field, such as status'],
    ['status == RESOURCE', 11, 'expected a value of status (SUCCESS, RESOURCES'],
    ['length >= 64Ki', 11, 'expected KiB, MiB or GiB behind the number, found "Ki"'],
    ['length', 7, 'expected ==, !=, <, <=, >, >=, ~ or in, found the end'],
    ['(node == 1', 11, 'expected ), found the end'],
    ['node == 1 node', 11, 'expected && or || or the end, found "node"'],
    ['node == x', 9, 'expected a number, found "x"'],
    ['address == 0x1ffffffffffffffff', 12, 'expected at most 64 bits'],
    ['queue in {1; 2}', 12, 'expected a field, a value or an operator, found ";"'],
    ['node in 1', 10, 'expected .. and the upper end, or { and values, found the end'],
  ])('%s names the column and what was expected', (text, column, message) => {
    const result = tryFilter(text, context);
    if (result.ok) throw new Error('it was taken');
    expect(result.error.column).toBe(column);
    expect(result.error.message).toContain(message);
  });

  it('never breaks anything', () => {
    const word = fc.oneof(
      fc.constantFrom('&&', '||', '!', '(', ')', '{', '}', '..', '==', 'in', '~', '0x1f', '64KiB', '"x"'),
      fc.constantFrom(...FIELDS.map(({ name }) => name)),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const result = tryFilter(words.join(' '), context);
        if (result.ok)
          for (let seq = 0; seq < 50; seq++)
            result.predicate(session.log.wordsOf(seq), session.log.offsetOf(seq), seq);
        else expect(result.error.column).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    expect(tryFilter('('.repeat(900), context).ok).toBe(false);
    expect(tryFilter('!'.repeat(1999), context).ok).toBe(false);
    expect(tryFilter('x'.repeat(3000), context).ok).toBe(false);
  });
});

describe('completion', () => {
  const labels = (text: string): readonly string[] =>
    completeFilter(text, text.length, context).items.map(({ label }) => label);

  it('offers fields, then operators, then values', () => {
    expect(labels('')).toContain('status');
    expect(labels('sta')).toEqual(['status']);
    expect(labels('status ')).toContain('==');
    expect(labels('status == ')).toContain('RESOURCES');
    expect(labels('status == RES')).toEqual(['RESOURCES']);
    expect(labels('provider in {default, ')).toContain('switch');
    expect(labels('status == RESOURCES && no')[0]).toBe('node');
  });

  it('adds a condition without changing what the others mean', () => {
    expect(addTerm('', 'node == 1')).toBe('node == 1');
    expect(addTerm('op == free', 'node == 1')).toBe('op == free && node == 1');
    expect(addTerm('op == free || makes', 'node == 1')).toBe('(op == free || makes) && node == 1');
  });
});

describe('pages that providers hold back', () => {
  const pooled = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(4 << 20), provider: 'queue-pool' });
  const queueId = openReadyQueue(pooled);
  const request = completeRequest(pooled, { queueId, lengthBytes: 8192 });
  const opened = allocateManually(pooled, request);
  const again = allocateManually(pooled, request);
  closeProvider(pooled, 2);
  pooled.session.indexNew();
  // With the last block of the pool, before the provider is gone.
  const released = pooled.session.log.length - 2;
  const asked: FilterContext = { session: pooled.session, providers: pooled.ndis.providers };
  const [pool] = reservedRunsOf(pooled.session, opened);
  const found = (text: string): readonly number[] => {
    const all = new Matches(pooled.session, compileFilter(text, asked));
    while (all.look(10));
    return Array.from({ length: all.count }, (_, index) => all.at(index));
  };

  it('are found by size, by reason and by address', () => {
    if (pool === undefined) throw new Error('no pool');
    expect(found('reserved > 0')).toEqual([opened]);
    expect(found(`reserved == ${pool.pages * PAGE_SIZE}`)).toEqual([opened]);
    expect(found('reservation == pool')).toEqual([opened]);
    expect(found('reservation in {rounding, kept}')).toEqual([]);
    expect(found('reservation ~ "rel"')).toEqual([released]);
    expect(found('released >= 64KiB')).toEqual([released]);
    expect(found('!(reserved > 0) && makes')).toEqual([again]);
    // The last page of the pool has never had a block.
    const last = addressOf(pageIndex(pool.firstPage + pool.pages - 1));
    expect(found(`address == 0x${last.toString(16)}`)).toEqual([opened, released]);
  });
});
