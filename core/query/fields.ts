import {
  endsBlock,
  Flag,
  makesBlock,
  NO_NODE,
  Op,
  recordAdapter,
  recordBlock,
  recordDiagnostic,
  recordElements,
  recordFlags,
  recordGrantedPages,
  recordIrql,
  recordLength,
  recordNode,
  recordOp,
  recordOwner,
  recordProvider,
  recordRule,
  recordStatus,
  recordUsage,
  WIDE_OWNER,
} from '../events/record.ts';
import { type Finding, furtherFindings } from '../events/findings.ts';
import { probesOf, type RecordedSession } from '../events/recorded-session.ts';
import { RESERVED_NAMES, ReservedFor, reservedNameOf, reservedRunsOf } from '../events/reserved-pages.ts';
import { RequestWord, SideKind } from '../events/side-table.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { IRQL_NAMES, NDIS_SHARED_MEMORY_USAGES, usageShortName } from '../ndis/constants.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { eventSeverity, SEVERITIES } from '../ndis/event-severity.ts';
import { ruleId } from '../ndis/rules.ts';
import { STATUS_CODE_COUNT, statusName } from '../ndis/status.ts';

/** What a filter looks at: the log, and the names of the providers by their code. */
export interface FilterContext {
  readonly session: RecordedSession;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
}

/** Reads a field of the event whose record stands at `at`; NaN where the event has no such thing. */
export type ReadNumber = (words: Uint32Array, at: number, seq: number) => number;

export type ReadNumbers = (words: Uint32Array, at: number, seq: number) => readonly number[];

export type FieldKind = 'number' | 'bytes' | 'time' | 'name' | 'flag' | 'address' | 'handle';

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** One line of what it is, in English; the window words it by the name. */
  readonly what: string;
  readonly read: (context: FilterContext) => ReadNumber;
  /** For what an event can have several of, in place of `read`: a comparison holds when it does for one of them. */
  readonly readAll?: (context: FilterContext) => ReadNumbers;
  /** For names: every value with its code, the usual spelling first. */
  readonly names?: (context: FilterContext) => readonly NamedValue[];
}

export interface NamedValue {
  readonly code: number;
  readonly names: readonly string[];
}

const plain = (read: ReadNumber) => (): ReadNumber => read;
const isRequest = (op: number): boolean =>
  op === Op.allocate || op === Op.recordedAllocate || op === Op.allocateEnter;
const hasBlock = (words: Uint32Array, at: number): boolean => recordBlock(words, at) !== 0;

/** The id of the owner, as the request says it where the record has no room for it. */
function ownerOf(
  { side }: RecordedSession,
  words: Uint32Array,
  at: number,
  seq: number,
  vport: boolean,
): number {
  const onVPort = (recordFlags(words, at) & Flag.vport) !== 0;
  const owner = recordOwner(words, at);
  const request =
    (recordFlags(words, at) & Flag.side) === 0 || !isRequest(recordOp(words, at))
      ? -1
      : side.find(seq, SideKind.request);
  if (request >= 0) return side.word(request + (vport ? RequestWord.vportId : RequestWord.queueId));
  if (owner === WIDE_OWNER) return NaN;
  return onVPort === vport ? owner : 0;
}

/** Bytes that an event holds back for no block, or that it releases; NaN where it does neither. */
const reservedBytes =
  (holds: boolean) =>
  ({ session }: FilterContext): ReadNumber =>
  (words, at, seq) => {
    if ((recordFlags(words, at) & Flag.side) === 0) return NaN;
    const runs = reservedRunsOf(session, seq).filter(({ why }) => (why !== ReservedFor.nothing) === holds);
    return runs.length === 0 ? NaN : runs.reduce((sum, { pages }) => sum + pages * PAGE_SIZE, 0);
  };

/** Values of `remark`: rules as they are, diagnostics behind them. */
const FIRST_DIAGNOSTIC = 256;
const NONE: readonly number[] = [];
const NO_FINDINGS: readonly Finding[] = [];

const ruleNames = (): readonly NamedValue[] =>
  Array.from({ length: 255 }, (_, index) => ({ code: index + 1, id: ruleId(index + 1) })).flatMap(
    ({ code, id }) => (id === '' ? [] : [{ code, names: [id] }]),
  );
const diagnosticNames = (): readonly NamedValue[] =>
  Array.from({ length: 255 }, (_, index) => ({
    code: index + 1,
    name: diagnosticName(index + 1),
  })).flatMap(({ code, name }) => (name === null ? [] : [{ code, names: [name] }]));

/** Rules and diagnostics that were found beside the first ones. */
function remarksOf(session: RecordedSession, words: Uint32Array, at: number, seq: number): readonly number[] {
  if ((recordFlags(words, at) & Flag.side) === 0) return NONE;
  return furtherFindings(session, seq).flatMap(({ rule, diagnostic }) => [
    rule,
    FIRST_DIAGNOSTIC + diagnostic,
  ]);
}

export const FIELDS: readonly Field[] = [
  {
    name: 'seq',
    kind: 'number',
    what: 'sequence number of the event',
    read: plain((_words, _at, seq) => seq),
  },
  {
    name: 'op',
    kind: 'name',
    what: 'what happened',
    read: plain(recordOp),
    names: () => Object.entries(Op).map(([name, code]) => ({ code, names: [name] })),
  },
  {
    name: 'status',
    kind: 'name',
    what: 'what the call returned',
    read: plain((words, at) => recordStatus(words, at) || NaN),
    names: () =>
      Array.from({ length: STATUS_CODE_COUNT - 1 }, (_, index) => {
        const full = statusName(index + 1) ?? '';
        return { code: index + 1, names: [full.replace('NDIS_STATUS_', ''), full] };
      }),
  },
  {
    name: 'rule',
    kind: 'name',
    what: 'rule that decided',
    read: plain((words, at) => recordRule(words, at) || NaN),
    names: ruleNames,
  },
  {
    name: 'diagnostic',
    kind: 'name',
    what: 'what was reported on the event',
    read: plain((words, at) => recordDiagnostic(words, at) || NaN),
    names: diagnosticNames,
  },
  {
    name: 'remark',
    kind: 'name',
    what: 'rule or diagnostic that was found beside the first one',
    read: plain(() => NaN),
    readAll:
      ({ session }) =>
      (words, at, seq) =>
        remarksOf(session, words, at, seq),
    names: () => [
      ...diagnosticNames().map(({ code, names }) => ({ code: FIRST_DIAGNOSTIC + code, names })),
      ...ruleNames(),
    ],
  },
  {
    name: 'severity',
    kind: 'name',
    what: 'how grave the event is: note, warning, error',
    read:
      ({ session }) =>
      (words, at, seq) => {
        const hasMore = (recordFlags(words, at) & Flag.side) !== 0;
        const further = hasMore ? furtherFindings(session, seq) : NO_FINDINGS;
        const severity = eventSeverity(recordStatus(words, at), recordDiagnostic(words, at), further);
        return severity === null ? NaN : SEVERITIES.indexOf(severity) + 1;
      },
    names: () => SEVERITIES.map((name, index) => ({ code: index + 1, names: [name] })),
  },
  {
    name: 'provider',
    kind: 'name',
    what: 'who was asked',
    read: plain((words, at) => recordProvider(words, at) || NaN),
    // Registered again, a provider has the same id: the number tells them apart.
    names: ({ providers }) => providers.map(({ code, id }) => ({ code, names: [id, `${id}-${code}`] })),
  },
  {
    name: 'queue',
    kind: 'number',
    what: 'QueueId',
    read:
      ({ session }) =>
      (words, at, seq) =>
        ownerOf(session, words, at, seq, false),
  },
  {
    name: 'vport',
    kind: 'number',
    what: 'VPortId',
    read:
      ({ session }) =>
      (words, at, seq) =>
        ownerOf(session, words, at, seq, true),
  },
  { name: 'adapter', kind: 'number', what: 'number of the adapter', read: plain(recordAdapter) },
  {
    name: 'node',
    kind: 'number',
    what: 'NUMA node of the first page',
    read: plain((words, at) => (recordNode(words, at) === NO_NODE ? NaN : recordNode(words, at))),
  },
  {
    name: 'usage',
    kind: 'name',
    what: 'Usage of the request or block',
    read: plain((words, at) =>
      isRequest(recordOp(words, at)) || hasBlock(words, at) ? recordUsage(words, at) : NaN,
    ),
    names: () =>
      NDIS_SHARED_MEMORY_USAGES.map((full, code) => ({ code, names: [usageShortName(code), full] })),
  },
  { name: 'length', kind: 'bytes', what: 'Length in bytes', read: plain(recordLength) },
  {
    name: 'granted',
    kind: 'bytes',
    what: 'bytes granted, in whole pages',
    read: plain((words, at) => (hasBlock(words, at) ? recordGrantedPages(words, at) * PAGE_SIZE : NaN)),
  },
  {
    name: 'padding',
    kind: 'bytes',
    what: 'bytes granted beyond Length',
    read: plain((words, at) =>
      hasBlock(words, at) ? recordGrantedPages(words, at) * PAGE_SIZE - recordLength(words, at) : NaN,
    ),
  },
  {
    name: 'reserved',
    kind: 'bytes',
    what: 'bytes that the provider holds back for no block from then on',
    read: reservedBytes(true),
  },
  {
    name: 'released',
    kind: 'bytes',
    what: 'bytes that the provider holds back no longer',
    read: reservedBytes(false),
  },
  {
    name: 'reservation',
    kind: 'name',
    what: 'why pages are held back: pool, rounding, kept; or that they are released',
    read: plain(() => NaN),
    readAll:
      ({ session }) =>
      (words, at, seq) =>
        (recordFlags(words, at) & Flag.side) === 0
          ? NONE
          : reservedRunsOf(session, seq).map(({ why }) => RESERVED_NAMES.indexOf(reservedNameOf(why))),
    names: () => RESERVED_NAMES.map((name, code) => ({ code, names: [name] })),
  },
  {
    name: 'elements',
    kind: 'number',
    what: 'scatter-gather elements of the block',
    read: plain((words, at) => (hasBlock(words, at) ? recordElements(words, at) : NaN)),
  },
  {
    name: 'block',
    kind: 'number',
    what: 'number of the block',
    read: plain((words, at) => recordBlock(words, at) || NaN),
  },
  {
    name: 'probes',
    kind: 'number',
    what: 'candidates that the policy looked at',
    read:
      ({ session }) =>
      (_words, _at, seq) =>
        probesOf(session, seq),
  },
  {
    name: 'irql',
    kind: 'name',
    what: 'IRQL of the caller',
    read: plain(recordIrql),
    names: () =>
      Array.from({ length: 16 }, (_, code) => ({
        code,
        names: [IRQL_NAMES[code], String(code)].filter((name) => name !== undefined),
      })),
  },
  {
    name: 'time',
    kind: 'time',
    what: 'simulated time since the start',
    read:
      ({ session }) =>
      (_words, _at, seq) =>
        session.timeNs(seq),
  },
  {
    name: 'contiguous',
    kind: 'flag',
    what: 'the caller asked for CONTIGUOUS',
    read: plain((words, at) => recordFlags(words, at) & Flag.contiguous),
  },
  {
    name: 'makes',
    kind: 'flag',
    what: 'a block was made',
    read: plain((words, at) => (makesBlock(words, at) ? 1 : 0)),
  },
  {
    name: 'ends',
    kind: 'flag',
    what: 'a block was given back',
    read: plain((words, at) => (endsBlock(words, at) ? 1 : 0)),
  },
  {
    name: 'live',
    kind: 'flag',
    what: 'the block that it made lives to the end of the log',
    read:
      ({ session }) =>
      (words, at) =>
        makesBlock(words, at) && session.endOfBlock(recordBlock(words, at)) < 0 ? 1 : 0,
  },
  {
    name: 'address',
    kind: 'address',
    what: 'an address inside the block, physical or virtual, or inside what is held back',
    read: plain(() => NaN),
  },
  { name: 'handle', kind: 'handle', what: 'AllocationHandle or SharedMemoryHandle', read: plain(() => NaN) },
];

export const fieldNamed = (name: string): Field | undefined =>
  FIELDS.find((field) => field.name === name.toLowerCase());
