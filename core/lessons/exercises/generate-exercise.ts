import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../lab/lab-config.ts';
import { SeededRandom } from '../../memory/seeded-random.ts';
import { byteCount, PAGE_SIZE } from '../../memory/units.ts';
import { ruleCode } from '../../ndis/rules.ts';
import { NdisSharedMemoryUsageReceive } from '../../ndis/constants.ts';
import { type LessonCommand } from '../lesson-command.ts';
import { type Exercise, type ExerciseGoal, type PracticeSpec } from './exercise.ts';
import { exerciseWords } from './exercise-words.ts';
import { beginExercise, judgeExercise, runAll } from './judge-exercise.ts';
import { RULE_CAUSES } from './rule-causes.ts';
import { cheapestRoom } from './solve-serve.ts';

type Draft = Pick<Exercise, 'machine' | 'setup' | 'goal' | 'mostCalls' | 'solution'>;

/** Drafts that are made for one seed before it is given up; nearly always the first one will do. */
const MOST_DRAFTS = 64;

/**
 * Makes the exercise of a kind and seed. It is handed out only after the engine has found that its solution solves it
 * and that doing nothing does not.
 * @returns null where no draft of the seed holds
 */
export function generateExercise(spec: PracticeSpec, seed: number): Exercise | null {
  const random = new SeededRandom(seed);
  for (let attempt = 0; attempt < MOST_DRAFTS; attempt++) {
    const draft = DRAFTERS[spec.kind](random, spec);
    if (draft === null || !isSound(draft)) continue;
    return { ...draft, kind: spec.kind, seed, text: exerciseWords(draft.goal, draft.mostCalls) };
  }
  return null;
}

function isSound(draft: Draft): boolean {
  const { lab, firstSeq } = beginExercise(draft);
  if (judgeExercise(draft, lab, firstSeq).solved) return false;
  runAll(lab, draft.solution);
  return judgeExercise(draft, lab, firstSeq).solved;
}

const DRAFTERS: Readonly<
  Record<PracticeSpec['kind'], (random: SeededRandom, spec: PracticeSpec) => Draft | null>
> = {
  serve: draftServe,
  rule: draftRule,
  fragmentation: draftFragmentation,
  shortage: draftShortage,
  elements: draftElements,
  fallback: draftFallback,
  'free-queue': draftFreeQueue,
};

/** A machine of one node whose memory NDIS itself hands out; blocks may be freed at any time. */
const plainMachine = (pages: number, nodeCount = 1): LabConfig => ({
  ...DEFAULT_LAB_CONFIG,
  memoryBytes: byteCount(pages * PAGE_SIZE),
  nodeCount,
  provider: 'default',
  checksLifetime: false,
});

const allocate = (pages: number, preferredNode?: number): LessonCommand => ({
  kind: 'allocate',
  request: { lengthBytes: pages * PAGE_SIZE, ...(preferredNode !== undefined && { preferredNode }) },
  times: 1,
});
const free = (...blocks: readonly number[]): LessonCommand => ({
  kind: 'free',
  blocks,
  handle: 'allocation',
  irql: 0,
});

/** Memory full of blocks with holes; a request that none of the holes holds. */
function draftServe(random: SeededRandom): Draft | null {
  const pages = random.between(96, 256);
  const machine = plainMachine(pages);
  const setup: LessonCommand[] = [];
  const holes: number[] = [];
  let blocks = 0;
  for (let left = pages; left > 0;) {
    const size = Math.min(left, random.between(2, 16));
    setup.push(allocate(size));
    blocks++;
    left -= size;
    if (random.below(5) < 2) holes.push(blocks);
  }
  if (holes.length === 0) return null;
  setup.push(free(...holes));
  const { lab } = beginExercise({ machine, setup });
  const wanted = lab.pool.largestFreePages + random.between(1, 8);
  if (lab.pool.freePages < wanted) return null;
  const inTheWay = cheapestRoom(lab, wanted);
  if (inTheWay === null) return null;
  return {
    machine,
    setup,
    goal: { kind: 'serve', lengthBytes: wanted * PAGE_SIZE },
    mostCalls: inTheWay.length + 1 + random.between(0, 2),
    solution: [free(...inTheWay), allocate(wanted)],
  };
}

function draftRule(random: SeededRandom, { rules }: PracticeSpec): Draft | null {
  const causes = rules.length === 0 ? RULE_CAUSES : RULE_CAUSES.filter(({ rule }) => rules.includes(rule));
  const cause = causes[random.below(causes.length)];
  if (cause === undefined) return null;
  const memoryBytes = byteCount(2 ** random.between(21, 24));
  return {
    machine: { ...DEFAULT_LAB_CONFIG, seed: random.nextUint32(), memoryBytes, ...cause.machine },
    setup: cause.setup ?? [],
    goal: { kind: 'rule', rule: ruleCode(cause.rule) },
    mostCalls: random.between(3, 6),
    solution: cause.commands,
  };
}

/** Thresholds that a learner can reckon with. */
const THRESHOLDS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.75] as const;

/** Equal holes between walls of one page: n of them leave 1 - 1/n. */
function draftFragmentation(random: SeededRandom): Draft {
  const pages = random.between(128, 512);
  const above = THRESHOLDS[random.below(THRESHOLDS.length)] ?? 0.5;
  const holes = Math.floor(1 / (1 - above)) + 1;
  const hole = Math.floor((pages - (holes - 1)) / holes);
  const solution: LessonCommand[] = [];
  const emptied: number[] = [];
  for (let index = 1; index < holes; index++) {
    solution.push(allocate(hole), allocate(1));
    emptied.push(2 * index - 1);
  }
  solution.push(free(...emptied));
  return {
    machine: plainMachine(pages),
    setup: [],
    goal: { kind: 'fragmentation', above },
    mostCalls: 3 * (holes - 1) + random.between(0, 4),
    solution,
  };
}

function draftShortage(random: SeededRandom): Draft {
  const pages = random.between(64, 256);
  const taken = random.between(0, 32);
  const left = pages - taken;
  const half = Math.floor(left / 2);
  const first = taken === 0 ? 1 : 2;
  return {
    machine: plainMachine(pages),
    setup: taken === 0 ? [] : [allocate(taken)],
    goal: { kind: 'shortage' },
    mostCalls: random.between(4, 6),
    solution: [allocate(half), allocate(1), free(first), allocate(left - 1)],
  };
}

/** Lengths that are tried for a list of the wanted number of elements. */
const MOST_PAGES = 96;

function draftElements(random: SeededRandom): Draft | null {
  const count = random.between(1, 6);
  const machine: LabConfig = {
    ...DEFAULT_LAB_CONFIG,
    memoryBytes: byteCount(8 * 2 ** 20),
    seed: random.nextUint32(),
  };
  const setup: LessonCommand[] = [{ kind: 'openQueue' }];
  const goal: ExerciseGoal = { kind: 'elements', count };
  const mostCalls = random.between(4, 10);
  for (let pages = Math.max(2, count); pages <= MOST_PAGES; pages++) {
    const solution: LessonCommand[] = [
      {
        kind: 'allocate',
        request: { lengthBytes: pages * PAGE_SIZE, queueId: 1, usage: NdisSharedMemoryUsageReceive },
        times: 1,
      },
    ];
    const draft = { machine, setup, goal, mostCalls, solution };
    if (isSound(draft)) return draft;
  }
  return null;
}

function draftFallback(random: SeededRandom): Draft {
  const nodeCount = random.between(2, 4);
  const pagesOfNode = random.between(32, 96);
  const preferredNode = random.below(nodeCount);
  const node = (preferredNode + 1 + random.below(nodeCount - 1)) % nodeCount;
  const filled = Array.from({ length: nodeCount }, (_, index) => index).filter((index) => index !== node);
  return {
    machine: plainMachine(nodeCount * pagesOfNode, nodeCount),
    setup: [],
    goal: { kind: 'fallback', preferredNode, node },
    mostCalls: nodeCount + random.between(0, 2),
    solution: [...filled.map((full) => allocate(pagesOfNode, full)), allocate(1, preferredNode)],
  };
}

function draftFreeQueue(random: SeededRandom): Draft {
  const blocks = random.between(1, 5);
  const lists = random.between(0, 3);
  const filters = random.between(1, 3);
  const of = (kind: 'freeQueue' | 'dmaStopped' | 'freeQueueMemory' | 'completeFreeQueue' | 'setFilter') =>
    ({ kind: 'machine', command: { kind, id: 1 } }) as const;
  const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
  return {
    machine: { ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(8 * 2 ** 20), seed: random.nextUint32() },
    setup: [
      { kind: 'openQueue' },
      ...upTo(filters - 1).map(() => of('setFilter')),
      ...upTo(blocks).map((): LessonCommand => ({
        kind: 'allocate',
        request: { lengthBytes: random.between(2, 16) * PAGE_SIZE, queueId: 1 },
        times: 1,
      })),
      ...upTo(lists).map((): LessonCommand => ({
        kind: 'receive',
        id: 1,
        block: random.between(1, blocks),
        handle: 'sharedMemory',
        offsetBytes: 0,
        lengthBytes: 1514,
      })),
    ],
    goal: { kind: 'free-queue', queueId: 1 },
    mostCalls: null,
    solution: [
      ...upTo(filters).map((filterId): LessonCommand => ({
        kind: 'machine',
        command: { kind: 'clearFilter', id: 1, filterId },
      })),
      of('freeQueue'),
      of('dmaStopped'),
      ...upTo(lists).map((list): LessonCommand => ({
        kind: 'machine',
        command: { kind: 'returnBuffers', list },
      })),
      of('freeQueueMemory'),
      of('completeFreeQueue'),
    ],
  };
}
