import { describeMachine } from '../lab/describe-machine.ts';
import { type EventDescription } from '../lab/describe-event.ts';
import { type Lab } from '../lab/lab.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { externalFragmentation } from '../metrics/fragmentation.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { ruleId } from '../ndis/rules.ts';
import { statusName } from '../ndis/status.ts';
import { tryFilter } from '../query/compile-filter.ts';
import { type CallExpectation, type Expectation, isWithin, type Span, spanText } from './expectation.ts';
import { type StepEvents } from './step-events.ts';

/** One thing that was expected, and what the engine has. Names and numbers only, so it needs no translation. */
export interface Check {
  /** What was looked at, such as `call 2 status` or `memory freeBytes`. */
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
  readonly met: boolean;
}

/** Holds an expectation against the engine: one check for each thing that it names, at least one. */
export function judgeExpectation(expectation: Expectation, events: StepEvents): readonly Check[] {
  switch (expectation.kind) {
    case 'call':
      return judgeCall(expectation, events);
    case 'count':
      return [judgeCount(expectation.filter, expectation.span, events)];
    case 'memory':
      return judgeMemory(expectation, events.lab);
    case 'queue':
    case 'vport':
      return [judgeOwner(expectation.kind, expectation.id, expectation.state, events.lab)];
  }
}

/** Whether everything in the expectation holds. */
export const holds = (expectation: Expectation, events: StepEvents): boolean =>
  judgeExpectation(expectation, events).every(({ met }) => met);

const shortStatus = (code: number): string => statusName(code)?.replace('NDIS_STATUS_', '') ?? 'none';
const orNone = (text: string | null): string => (text === null || text === '' ? 'none' : text);

const same = (subject: string, expected: string, found: string): Check => ({
  subject,
  expected,
  found,
  met: expected === found,
});

const within = (subject: string, span: Span, found: number): Check => ({
  subject,
  expected: spanText(span),
  found: String(found),
  met: isWithin(span, found),
});

/** Every rule and diagnostic that an event carries, by name. */
const findingsOf = (event: EventDescription): readonly string[] =>
  [{ rule: event.rule, diagnostic: event.diagnostic }, ...event.further].flatMap(({ rule, diagnostic }) =>
    [ruleId(rule), diagnosticName(diagnostic) ?? ''].filter((name) => name !== ''),
  );

function judgeCall(expected: CallExpectation, events: StepEvents): readonly Check[] {
  const where = expected.call === 0 ? 'last call' : `call ${expected.call}`;
  const event = events.event(expected.call);
  if (event === null) return [same(where, 'an event', 'none')];
  const checks: Check[] = [];
  const { status, rule, diagnostic, remark, elements, node, provider, grantedBytes } = expected;
  if (status !== undefined)
    checks.push(same(`${where} status`, shortStatus(status), shortStatus(event.status)));
  if (rule !== undefined)
    checks.push(same(`${where} rule`, orNone(ruleId(rule)), orNone(ruleId(event.rule))));
  if (diagnostic !== undefined) {
    const [wanted, found] = [diagnosticName(diagnostic), diagnosticName(event.diagnostic)];
    checks.push(same(`${where} diagnostic`, orNone(wanted), orNone(found)));
  }
  if (remark !== undefined) {
    const found = findingsOf(event);
    checks.push({
      subject: `${where} remark`,
      expected: remark,
      found: orNone(found.join(', ')),
      met: found.includes(remark),
    });
  }
  if (elements !== undefined) checks.push(within(`${where} elements`, elements, elementsOf(event)));
  if (node !== undefined) checks.push(same(`${where} node`, String(node), String(event.node ?? 'none')));
  if (provider !== undefined) {
    const found = events.lab.ndis.providers.find(({ code }) => code === event.provider)?.id ?? '';
    checks.push(same(`${where} provider`, orNone(provider), orNone(found)));
  }
  if (grantedBytes !== undefined)
    checks.push(within(`${where} grantedBytes`, grantedBytes, event.grantedBytes));
  const { nullSharedMemoryHandle, handedBack } = expected;
  if (nullSharedMemoryHandle !== undefined) {
    const name =
      event.sharedMemoryHandle === null ? 'none' : event.sharedMemoryHandle === 0n ? 'NULL' : 'set';
    checks.push(same(`${where} SharedMemoryHandle`, nullSharedMemoryHandle ? 'NULL' : 'set', name));
  }
  if (handedBack !== undefined)
    checks.push(same(`${where} handedBack`, String(handedBack), String(event.handedBack)));
  return checks.length === 0 ? [same(where, 'an event', 'an event')] : checks;
}

/** Elements of the list that a call answered with; 0 where it made no block. */
export const elementsOf = (event: EventDescription): number => (event.makesBlock ? event.elements.length : 0);

function judgeCount(filter: string, span: Span, { lab, firstSeq, endSeq }: StepEvents): Check {
  const subject = `count of ${filter}`;
  const { session, ndis } = lab;
  session.indexNew();
  const compiled = tryFilter(filter, { session, providers: ndis.providers });
  if (!compiled.ok) return { subject, expected: spanText(span), found: compiled.error.message, met: false };
  let count = 0;
  for (let seq = firstSeq; seq < endSeq; seq++) {
    if (compiled.predicate(session.log.wordsOf(seq), session.log.offsetOf(seq), seq)) count++;
  }
  return within(subject, span, count);
}

function judgeMemory(
  expected: Extract<Expectation, { readonly kind: 'memory' }>,
  { pool, totals }: Lab,
): readonly Check[] {
  const found = {
    liveBlocks: totals.liveBlocks,
    usedBytes: (pool.pageCount - pool.freePages) * PAGE_SIZE,
    freeBytes: pool.freePages * PAGE_SIZE,
    largestFreeBytes: pool.largestFreePages * PAGE_SIZE,
    freeExtents: pool.freeExtentCount,
    fragmentation: externalFragmentation(pool.largestFreePages, pool.freePages),
  };
  const names = Object.keys(found) as (keyof typeof found)[];
  return names.flatMap((name) => {
    const span = expected[name];
    return span === undefined ? [] : [within(`memory ${name}`, span, found[name])];
  });
}

function judgeOwner(kind: 'queue' | 'vport', id: number, state: string, lab: Lab): Check {
  const machine = describeMachine(lab);
  const owner = (kind === 'queue' ? machine.queues : machine.vports).find((entry) => entry.id === id);
  return same(`${kind} ${id} state`, state, owner?.state ?? 'none');
}
