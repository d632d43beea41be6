import { englishOf } from '../words/sentence.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS, type PolicyId } from '../allocators/policy-ids.ts';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { ReservedFor, reservedRunsOf } from '../events/reserved-pages.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { type Handle, NULL_HANDLE } from '../ndis/handles.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { PROVIDER_CHOICES, type ProviderChoice } from '../providers/provider-choices.ts';
import { type ScriptMemory } from '../providers/script-memory.ts';
import { type ScriptRuntime } from '../providers/scripted-provider.ts';
import { EventChecker } from '../session-file/check-events.ts';
import { closeProvider } from './close-provider.ts';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { Lab } from './lab.ts';
import { openReadyQueue } from './manual-calls.ts';
import { registerScript, scriptMemoryOf } from './register-script.ts';

const PAGES = 512;
const QUEUES = 3;

interface Machine {
  readonly provider: ProviderChoice | 'hoarding script';
  readonly policy: PolicyId;
  readonly nodeCount: number;
  readonly layers: readonly DecoratorSpec[];
}

/** Takes more than it is asked for, keeps some of it, and gives it back when it likes: what a person may well write. */
class HoardingScript implements ScriptRuntime {
  readonly allocateLine = 1;
  private readonly blocks = new Map<number, { page: number; pages: number; spare: number }>();
  private last = 0;

  constructor(private readonly memory: ScriptMemory) {}

  allocate(
    { Length }: Parameters<ScriptRuntime['allocate']>[0],
    answer: Parameters<ScriptRuntime['allocate']>[1],
  ): null {
    const { memory } = this;
    const pages = Math.ceil(Length / PAGE_SIZE);
    const spare = pages % 3;
    const page = memory.firstFree(pages + spare, 0);
    if (page < 0 || !memory.take(page, pages + spare)) {
      answer.status = 0xc000009a;
      return null;
    }
    const context = ++this.last;
    this.blocks.set(context, { page, pages, spare });
    // Every seventh call fails with the pages in its pocket.
    answer.status = context % 7 === 0 ? 0xc0000001 : 0;
    answer.virtualPage = memory.mapRun(page);
    answer.sharedMemoryHandle = memory.newHandle();
    answer.blockContext = context;
    answer.push(page, pages);
    return null;
  }

  free(context: number): null {
    const block = this.blocks.get(context);
    if (block === undefined) return null;
    this.blocks.delete(context);
    const { page, pages, spare } = block;
    // Some blocks stay, some leave their spare pages behind, some go altogether, in one piece or in two.
    if (context % 5 === 1) return null;
    if (context % 5 === 2) this.memory.give(page, pages);
    else if (context % 5 === 3) this.memory.give(page, pages + spare);
    else {
      this.memory.give(page, 1);
      if (pages + spare > 1) this.memory.give(page + 1, pages + spare - 1);
    }
    return null;
  }
}

function newLab({ provider, policy, nodeCount, layers }: Machine): Lab {
  const scripted = provider === 'hoarding script';
  const lab = new Lab({
    ...DEFAULT_LAB_CONFIG,
    memoryBytes: byteCount(PAGES * PAGE_SIZE),
    provider: scripted ? 'switch' : provider,
    policy: scripted ? 'first-fit' : policy,
    nodeCount,
    layers: scripted ? [] : layers,
    checksLifetime: false,
  });
  for (let queue = 0; queue < QUEUES; queue++) openReadyQueue(lab);
  if (scripted) {
    const memory = scriptMemoryOf(lab);
    registerScript(lab, 'hoarding', new HoardingScript(memory), memory);
  }
  return lab;
}

/** 1 for every page that no block has and that the machine's free pages do not hold either: asked of the engine itself. */
function heldBack({ pool, geometry, ndis }: Lab): Uint8Array {
  const held = Uint8Array.from(ndis.owners.owners, (owner) => (owner === 0 ? 1 : 0));
  pool.forEachFreeRun((first, pages) => {
    held.fill(0, first - geometry.basePage, first - geometry.basePage + pages);
  });
  return held;
}

/** The same as the log tells it. */
function reservedIn({ owners, reserved }: ReplayCursor): Uint8Array {
  return Uint8Array.from(owners, (owner, page) => (owner === 0 && (reserved?.[page] ?? 0) !== 0 ? 1 : 0));
}

const command = fc.record({
  kind: fc.constantFrom('allocate', 'allocate', 'allocate', 'free', 'free', 'freeTwice', 'close'),
  pages: fc.integer({ min: 1, max: 40 }),
  contiguous: fc.boolean(),
  node: fc.constantFrom(0, 1, 0x8000_0000),
  queue: fc.integer({ min: 0, max: QUEUES }),
  elements: fc.constantFrom(1, 2, 50),
  pick: fc.nat(),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

const machine: fc.Arbitrary<Machine> = fc.record({
  provider: fc.constantFrom<Machine['provider'][]>(
    ...PROVIDER_CHOICES.map(({ id }) => id),
    'queue-pool',
    'hoarding script',
  ),
  policy: fc.constantFrom(...POLICY_IDS),
  nodeCount: fc.constantFrom(1, 2),
  layers: fc.constantFrom<(readonly DecoratorSpec[])[]>(
    [],
    [],
    [{ kind: 'break', rule: 'P5', n: 3 }],
    [{ kind: 'break', rule: 'P8', n: 4 }],
    [{ kind: 'break', rule: 'P9', n: 3 }],
  ),
});

function play(lab: Lab, commands: readonly Command[], afterEach: () => void): void {
  const live: Handle[] = [];
  for (const { kind, pages, contiguous, node, queue, elements, pick } of commands) {
    if (kind === 'allocate') {
      lab.prepare(queue, 4, pages * PAGE_SIZE - (pick % PAGE_SIZE));
      lab.parameters.Flags = contiguous ? 1 : 0;
      lab.parameters.PreferredNode = node;
      lab.parameters.SGListBufferLength = 16 + 24 * elements;
      const handle = lab.allocate();
      if (handle !== NULL_HANDLE) live.push(handle);
    } else if (kind === 'freeTwice') lab.free(live[pick % Math.max(1, live.length)] ?? NULL_HANDLE);
    else if (kind === 'close' && pick % 8 === 0) closeProvider(lab, 2);
    else if (live.length > 0) {
      const [old] = live.splice(pick % live.length, 1);
      if (old !== undefined) lab.free(old);
    }
    afterEach();
  }
}

const cursorOver = ({ session, geometry }: Lab): ReplayCursor => {
  session.indexNew();
  return new ReplayCursor(session, geometry.basePage, geometry.pageCount);
};

describe('pages that are held back for no block', () => {
  it('are in the log as they are in the engine, at every position, forwards, backwards and by jumps', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(
        machine,
        fc.array(command, { maxLength: 70 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (setup, commands, jumps) => {
          const lab = newLab(setup);
          const snapshots = new Map<number, Uint8Array>();
          play(lab, commands, () => snapshots.set(lab.session.log.length, heldBack(lab)));
          const cursor = cursorOver(lab);
          const onTheWay: Uint8Array[] = [];
          const { length } = lab.session.log;
          const look = (position: number): void => {
            cursor.seek(position);
            const reserved = reservedIn(cursor);
            onTheWay[position] ??= reserved;
            const expected = snapshots.get(position) ?? onTheWay[position];
            const differing = reserved.findIndex((page, at) => page !== expected[at]);
            expect(differing, `first page that differs after ${position} events`).toBe(-1);
            expect(cursor.reservedPages).toBe(reserved.reduce((sum, page) => sum + page, 0));
          };
          for (let position = 0; position <= length; position++) look(position);
          for (let position = length; position >= 0; position--) look(position);
          for (const jump of jumps) look(jump % (length + 1));
          for (let seq = 0; seq < length; seq++)
            for (const { why } of reservedRunsOf(lab.session, seq)) seen.add(why);
        },
      ),
      { numRuns: 250 },
    );
    expect([...seen].sort()).toEqual(Object.values(ReservedFor).sort());
  });

  it('are never told of for providers that hold nothing back, nor for a call that failed', () => {
    fc.assert(
      fc.property(machine, fc.array(command, { maxLength: 60 }), (setup, commands) => {
        const lab = newLab(setup);
        const before: { held: Uint8Array; entries: number }[] = [{ held: heldBack(lab), entries: 0 }];
        play(lab, commands, () => {
          const { outcome, session } = lab;
          const held = heldBack(lab);
          const same = held.every((page, at) => page === before.at(-1)?.held[at]);
          if (same && outcome.block === 0) expect(session.side.reservedEvents).toBe(before.at(-1)?.entries);
          before.push({ held, entries: session.side.reservedEvents });
        });
        const faithful = setup.provider !== 'queue-pool' && setup.provider !== 'hoarding script';
        const exact = ['first-fit', 'best-fit', 'tlsf', 'bitmap'].includes(setup.policy);
        if (faithful && exact && setup.layers.length === 0) expect(lab.session.side.reservedEvents).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['with the owners of all pages in its keyframes', 4096],
    ['with blocks to look through instead', 20_000],
  ])('are found by jumps in a long session, %s', (_name, pageCount) => {
    for (const provider of ['queue-pool', 'switch'] as const) {
      const lab = new Lab({
        ...DEFAULT_LAB_CONFIG,
        memoryBytes: byteCount(pageCount * PAGE_SIZE),
        provider,
        policy: 'buddy',
        nodeCount: 1,
        checksLifetime: false,
      });
      for (let queue = 0; queue < QUEUES; queue++) openReadyQueue(lab);
      const live: Handle[] = [];
      const random = new SeededRandom(7);
      while (lab.session.log.length < 50_000) {
        lab.prepare(1 + random.below(QUEUES), 4, random.between(1, 20) * PAGE_SIZE);
        const handle = lab.allocate();
        if (handle !== NULL_HANDLE) live.push(handle);
        while (live.length > random.below(60))
          lab.free(live.splice(random.below(live.length), 1)[0] ?? NULL_HANDLE);
      }
      const walking = cursorOver(lab);
      const jumping = cursorOver(lab);
      jumping.seek(lab.session.log.length);
      for (const position of [49_000, 17_000, 33_000, 1, 16_384, 0, 40_000, 32_768, 20_000]) {
        jumping.seek(position);
        for (let at = 0; at <= position; at += 1000) walking.seek(at);
        walking.seek(position);
        const walked = reservedIn(walking);
        expect(reservedIn(jumping).findIndex((page, at) => page !== walked[at])).toBe(-1);
        expect(jumping.reservedPages).toBe(walked.reduce((sum, page) => sum + page, 0));
        if (position > 1) expect(jumping.reservedPages).toBeGreaterThan(0);
      }
    }
  });

  it('pass the check of a session file as they were recorded', () => {
    fc.assert(
      fc.property(machine, fc.array(command, { maxLength: 60 }), (setup, commands) => {
        const lab = newLab(setup);
        play(lab, commands, () => undefined);
        const { session, geometry } = lab;
        const checker = new EventChecker(geometry.basePage, geometry.pageCount);
        const records = session.log.copyFrom(0, session.log.length);
        const side = session.side.copyRange(0, session.side.length);
        expect(checker.problemOf({ firstSeq: 0, records, side })).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('do not pass it where they cannot have been', () => {
    const lab = newLab({ provider: 'queue-pool', policy: 'first-fit', nodeCount: 1, layers: [] });
    lab.prepare(1, 4, PAGE_SIZE);
    lab.free(lab.allocate());
    const { session, geometry } = lab;
    const records = session.log.copyFrom(0, session.log.length);
    const problemWith = (
      change: (side: Uint32Array, opened: number, closed: number) => void,
    ): string | null => {
      const side = session.side.copyRange(0, session.side.length);
      change(side, session.side.reservedAt(0), session.side.reservedAt(1));
      const checker = new EventChecker(geometry.basePage, geometry.pageCount);
      const problem = checker.problemOf({ firstSeq: 0, records, side });
      return problem && englishOf(problem);
    };
    expect(problemWith(() => undefined)).toBeNull();
    expect(problemWith((side, opened) => (side[opened] = geometry.basePage - 1))).toMatch(
      /outside the memory/,
    );
    expect(problemWith((side, opened) => (side[opened + 1] = 0))).toMatch(/outside the memory/);
    expect(problemWith((side, opened) => side[opened + 2]!--)).toMatch(/taken by event/);
    expect(
      problemWith((side, _opened, closed) => side.set([session.log.length, ReservedFor.pool], closed + 2)),
    ).toMatch(/held back already/);
    expect(problemWith((side, _opened, closed) => side[closed]!++)).toMatch(/not held back by event/);
    expect(problemWith((side, _opened, closed) => (side[closed + 2] = 1))).toMatch(/not held back by event/);
  });
});

describe("a queue's pool", () => {
  const pooled = (): Lab => newLab({ provider: 'queue-pool', policy: 'first-fit', nodeCount: 1, layers: [] });
  const ask = (lab: Lab, queue: number, pages: number): Handle => {
    lab.prepare(queue, 4, pages * PAGE_SIZE);
    return lab.allocate();
  };

  it('is reserved by its first call, stays while blocks come and go, and ends with the last of them', () => {
    const lab = pooled();
    const poolPages = PAGES / 16;
    const one = ask(lab, 1, 4);
    const opened = reservedRunsOf(lab.session, lab.session.log.length - 1);
    expect(opened).toMatchObject([{ pages: poolPages, why: ReservedFor.pool }]);
    const two = ask(lab, 1, 2);
    expect(reservedRunsOf(lab.session, lab.session.log.length - 1)).toEqual([]);
    const cursor = cursorOver(lab);
    cursor.seek(lab.session.log.length);
    expect(cursor.reservedPages).toBe(poolPages - 6);
    lab.free(one);
    lab.free(two);
    expect(reservedRunsOf(lab.session, lab.session.log.length - 1)).toMatchObject([
      { firstPage: opened[0]?.firstPage, pages: poolPages, why: ReservedFor.nothing },
    ]);
    cursor.seek(lab.session.log.length);
    expect(cursor.reservedPages).toBe(0);
  });

  it('that is opened and closed within one failed call leaves no trace', () => {
    const lab = pooled();
    const free = lab.pool.freePages;
    expect(ask(lab, 1, PAGES / 16 + 1)).toBe(NULL_HANDLE);
    expect(lab.pool.freePages).toBe(free);
    expect(lab.session.side.reservedEvents).toBe(0);
  });
});
