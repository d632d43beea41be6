import { type LabConfig } from '../../lab/lab-config.ts';
import { type RequestMembers } from '../../lab/manual-calls.ts';
import { byteCount } from '../../memory/units.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../../ndis/constants.ts';
import { type LessonCommand } from '../lesson-command.ts';

/** One way to make a rule decide a call, on a machine that differs from the usual one at most in `machine`. */
interface RuleCause {
  readonly rule: string;
  readonly machine?: Partial<LabConfig>;
  /** What has happened before, so that the mistake can be made. */
  readonly setup?: readonly LessonCommand[];
  readonly commands: readonly LessonCommand[];
}

const PAGE_BYTES = 4096;

const ask = (members: Partial<RequestMembers>, times = 1): LessonCommand => ({
  kind: 'allocate',
  request: { lengthBytes: PAGE_BYTES, ...members },
  times,
});
const free = (block: number, handle: 'allocation' | 'sharedMemory' = 'allocation'): LessonCommand => ({
  kind: 'free',
  blocks: [block],
  handle,
  irql: 0,
});
const OPEN: LessonCommand = { kind: 'openQueue' };
const CLEAR: LessonCommand = { kind: 'machine', command: { kind: 'clearFilter', id: 1, filterId: 1 } };
/** Every second page free, and nothing else. */
const COMB_PAGES = 64;
const COMB: readonly LessonCommand[] = [
  OPEN,
  ask({ queueId: 1 }, COMB_PAGES),
  ...Array.from({ length: COMB_PAGES / 2 }, (_, tooth) => free(2 * tooth + 1)),
];
const SRIOV: Partial<LabConfig> = { mode: 'sriov' };
/** Rules that a layer around the provider can break. */
type BreakableRule = Extract<LabConfig['layers'][number], { readonly kind: 'break' }>['rule'];
const broken = (rule: BreakableRule, n: number): Partial<LabConfig> => ({
  layers: [{ kind: 'break', rule, n }],
});
/** A provider that breaks the rule in every third answer: two are good. */
const brokenNowAndThen = (rule: BreakableRule): RuleCause => ({
  rule,
  machine: broken(rule, 3),
  setup: [OPEN],
  commands: [ask({ queueId: 1 }), ask({ queueId: 1 }), ask({ queueId: 1 })],
});

/** Rules that a learner can cause with the commands of a lesson. */
export const RULE_CAUSES: readonly RuleCause[] = [
  { rule: 'A7', commands: [ask({ headerType: 0x81 })] },
  { rule: 'A8', commands: [ask({ headerRevision: 3 })] },
  { rule: 'A9', commands: [ask({ headerSize: 60 })] },
  { rule: 'A10', machine: { ndisVersion: 620 }, commands: [ask({ headerRevision: 2, headerSize: 68 })] },
  { rule: 'A11', commands: [ask({ flags: 2 })] },
  { rule: 'A12', commands: [ask({ queueId: 7 })] },
  {
    rule: 'A13',
    setup: [OPEN, CLEAR],
    commands: [{ kind: 'machine', command: { kind: 'freeQueue', id: 1 } }, ask({ queueId: 1 })],
  },
  { rule: 'A15', commands: [ask({ usage: 10 })] },
  { rule: 'A16', commands: [ask({ usage: 5 })] },
  { rule: 'A17', commands: [ask({ lengthBytes: 0 })] },
  { rule: 'A18', commands: [ask({ sgListBufferLength: 0 })] },
  { rule: 'A19', commands: [ask({ sgListBufferLength: 24 })] },
  {
    rule: 'A20',
    machine: { memoryBytes: byteCount(COMB_PAGES * PAGE_BYTES), nodeCount: 1, checksLifetime: false },
    setup: COMB,
    commands: [ask({ queueId: 1, lengthBytes: 2 * PAGE_BYTES, sgListBufferLength: 40 })],
  },
  {
    rule: 'A22',
    machine: broken('P7', 1),
    setup: [OPEN],
    commands: [
      ask({ queueId: 1, lengthBytes: 4 * PAGE_BYTES, flags: NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS }),
    ],
  },
  { rule: 'A23', commands: [ask({ vportId: 1 })] },
  { rule: 'A24', machine: SRIOV, commands: [ask({ vportId: 0 })] },
  { rule: 'A25', machine: SRIOV, commands: [ask({ vportId: 5 })] },
  {
    rule: 'A26',
    machine: SRIOV,
    commands: [
      { kind: 'machine', command: { kind: 'createVPort', physicalFunction: true } },
      ask({ vportId: 1 }),
    ],
  },
  { rule: 'A27', commands: [{ kind: 'machine', command: { kind: 'deregisterDma' } }, ask({})] },
  { rule: 'A28', commands: [ask({ lengthBytes: 2 ** 30 })] },
  {
    rule: 'A30',
    commands: [
      { kind: 'machine', command: { kind: 'beginHalt' } },
      { kind: 'machine', command: { kind: 'completeHalt' } },
      ask({}),
    ],
  },
  { rule: 'F3', commands: [free(4000)] },
  { rule: 'F4', setup: [OPEN, ask({ queueId: 1 })], commands: [free(1), free(1)] },
  { rule: 'F5', setup: [OPEN, ask({ queueId: 1 })], commands: [free(1, 'sharedMemory')] },
  {
    rule: 'F6',
    setup: [OPEN, ask({ queueId: 1 })],
    commands: [
      { kind: 'receive', id: 1, block: 1, handle: 'sharedMemory', offsetBytes: 0, lengthBytes: 1500 },
      free(1),
    ],
  },
  { rule: 'F7', setup: [OPEN, ask({ queueId: 1 })], commands: [free(1)] },
  { rule: 'F8', setup: [OPEN, ask({ queueId: 1 })], commands: [CLEAR, free(1)] },
  brokenNowAndThen('P1'),
  brokenNowAndThen('P2'),
  brokenNowAndThen('P3'),
  brokenNowAndThen('P4'),
  brokenNowAndThen('P5'),
  brokenNowAndThen('P6'),
  {
    rule: 'P9',
    machine: broken('P9', 1),
    setup: [OPEN, ask({ queueId: 1 }), CLEAR],
    commands: [
      { kind: 'machine', command: { kind: 'freeQueue', id: 1 } },
      { kind: 'machine', command: { kind: 'dmaStopped', id: 1 } },
      free(1),
    ],
  },
];
