import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { type Handle, NULL_HANDLE } from '../ndis/handles.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import { describeEvent, elementsOf } from './describe-event.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from './lab-config.ts';
import { Lab } from './lab.ts';
import { openReadyQueue } from './manual-calls.ts';

const SMALL: LabConfig = { ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(96 * PAGE_SIZE) };

const command = fc.record({
  allocate: fc.boolean(),
  pages: fc.integer({ min: 1, max: 40 }),
  tail: fc.integer({ min: 0, max: PAGE_SIZE - 1 }),
  contiguous: fc.boolean(),
  node: fc.constantFrom(0, 1, 2, 0x8000_0000),
  queue: fc.constantFrom(0, 1),
  listElements: fc.constantFrom(1, 2, 50),
  pick: fc.nat(),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

const settings = fc.record({
  provider: fc.constantFrom('default' as const, 'switch' as const),
  seed: fc.nat(1000),
  commands: fc.array(command, { maxLength: 80 }),
});

function play(
  lab: Lab,
  commands: readonly Command[],
  afterEach: (done: Command, handle: Handle) => void,
): void {
  const live: Handle[] = [];
  for (const each of commands) {
    let handle = NULL_HANDLE;
    if (each.allocate) {
      lab.prepare(each.queue, 4, each.pages * PAGE_SIZE - each.tail);
      lab.parameters.Flags = each.contiguous ? 1 : 0;
      lab.parameters.PreferredNode = each.node;
      lab.parameters.SGListBufferLength = 16 + 24 * each.listElements;
      handle = lab.allocate();
      if (handle !== NULL_HANDLE) live.push(handle);
    } else if (live.length > 0) {
      const [old] = live.splice(each.pick % live.length, 1);
      if (old !== undefined) lab.free(old);
    } else continue;
    afterEach(each, handle);
  }
}

const newLab = (provider: LabConfig['provider'], seed: number): Lab => {
  const lab = new Lab({ ...SMALL, provider, seed });
  openReadyQueue(lab);
  return lab;
};

const contextOf = (lab: Lab) => {
  lab.session.indexNew();
  return { session: lab.session, ndisVersion: lab.config.ndisVersion, adapterHandle: lab.adapter.handle };
};

/** Pages that the log says are owned, counted from its own scatter-gather lists: a second opinion on the owners. */
function ownersByLog(lab: Lab): Uint32Array {
  const owners = new Uint32Array(lab.geometry.pageCount);
  const context = contextOf(lab);
  for (let seq = 0; seq < lab.session.log.length; seq++) {
    const event = describeEvent(context, seq);
    if (!event.makesBlock && !event.endsBlock) continue;
    for (const element of event.elements) {
      const first = element.firstPage - lab.geometry.basePage;
      for (let page = first; page < first + element.pages; page++) {
        expect(owners[page], `page ${page} at event ${seq}`).toBe(event.makesBlock ? 0 : event.block);
        owners[page] = event.makesBlock ? event.block : 0;
      }
    }
  }
  return owners;
}

describe('a Lab under random calls', () => {
  it('never lets two live blocks overlap, and frees exactly what was allocated', () => {
    fc.assert(
      fc.property(settings, ({ provider, seed, commands }) => {
        const lab = newLab(provider, seed);
        play(lab, commands, () => expect(lab.pool.check()).toBeNull());
        expect(ownersByLog(lab)).toEqual(lab.ndis.owners.owners);
        const owned = lab.ndis.owners.owners.reduce((sum, owner) => sum + (owner === 0 ? 0 : 1), 0);
        expect(owned).toBe(lab.geometry.pageCount - lab.pool.freePages);
      }),
      { numRuns: 150 },
    );
  });

  it('answers with elements that sum to Length, on existing pages, one of them when contiguous', () => {
    fc.assert(
      fc.property(settings, ({ provider, seed, commands }) => {
        const lab = newLab(provider, seed);
        play(lab, commands, (done, handle) => {
          if (handle === NULL_HANDLE) return;
          const context = contextOf(lab);
          const seq = lab.session.log.length - 1;
          const elements = elementsOf(lab.session, seq);
          const event = describeEvent(context, seq);
          expect(elements.reduce((sum, element) => sum + element.lengthBytes, 0)).toBe(event.lengthBytes);
          expect(elements.reduce((sum, element) => sum + element.pages, 0) * PAGE_SIZE).toBe(
            event.grantedBytes,
          );
          expect(elements.length).toBeLessThanOrEqual(Math.min(done.pages, done.listElements));
          if (done.contiguous) expect(elements).toHaveLength(1);
          expect(event.sharedMemoryHandle === 0n).toBe(provider === 'default' || done.queue === 0);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing but the log when a call fails', () => {
    fc.assert(
      fc.property(settings, ({ provider, seed, commands }) => {
        const lab = newLab(provider, seed);
        let before = lab.ndis.owners.owners.slice();
        let free = lab.pool.freePages;
        play(lab, commands, (done, handle) => {
          if (done.allocate && handle === NULL_HANDLE) {
            expect(lab.ndis.owners.owners).toEqual(before);
            expect(lab.pool.freePages).toBe(free);
          }
          before = lab.ndis.owners.owners.slice();
          free = lab.pool.freePages;
        });
      }),
      { numRuns: 100 },
    );
  });

  it('writes the same log for the same seed and calls', () => {
    fc.assert(
      fc.property(settings, ({ provider, seed, commands }) => {
        const [one, two] = [newLab(provider, seed), newLab(provider, seed)];
        for (const lab of [one, two]) play(lab, commands, () => undefined);
        expect(one.session.log.copyFrom(0, 1e6)).toEqual(two.session.log.copyFrom(0, 1e6));
        expect(one.session.side.copyRange(0, 1e6)).toEqual(two.session.side.copyRange(0, 1e6));
      }),
      { numRuns: 50 },
    );
  });

  it('can be replayed to the state of the live run, forward, backward and by jumps', () => {
    fc.assert(
      fc.property(settings, fc.array(fc.nat(), { maxLength: 12 }), ({ provider, seed, commands }, jumps) => {
        const lab = newLab(provider, seed);
        const snapshots = new Map<number, Uint32Array>();
        play(lab, commands, () => snapshots.set(lab.session.log.length, lab.ndis.owners.owners.slice()));
        lab.session.indexNew();
        const cursor = new ReplayCursor(lab.session, lab.geometry.basePage, lab.geometry.pageCount);
        const positions = [...snapshots.keys()];
        for (const position of [
          ...positions,
          ...positions.toReversed(),
          ...jumps.map((jump) => positions[jump % positions.length] ?? 0),
        ]) {
          cursor.seek(position);
          expect(cursor.owners).toEqual(snapshots.get(position) ?? new Uint32Array(lab.geometry.pageCount));
        }
        cursor.seek(lab.session.log.length);
        expect(cursor.totals.liveBytes).toBe(lab.totals.liveBytes);
        expect(cursor.totals.blocks.reduce((sum, count) => sum + count)).toBe(lab.totals.liveBlocks);
        cursor.seek(0);
        expect(cursor.owners.every((owner) => owner === 0)).toBe(true);
        expect(cursor.totals.usedPages.every((pages) => pages === 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

/** What the miniport holds for its default queue until it is halted. */
const TRANSMIT_BLOCKS = 12;

describe('the VMQ demonstration', () => {
  const run = (seed: number, machines = 12): Lab => {
    const lab = new Lab(DEFAULT_LAB_CONFIG);
    const demonstration = new VmqDemonstration({ seed, machines });
    while (demonstration.run(lab, 1000)) expect(lab.pool.check()).toBeNull();
    return lab;
  };

  it("gives back everything but the default queue's transmit buffers, and shows both providers, scattered lists and refusals", () => {
    const lab = run(1, 60);
    expect(lab.totals.liveBlocks).toBe(TRANSMIT_BLOCKS);
    const { blocks } = lab.ndis;
    let pages = 0;
    for (let block = 1; block <= blocks.last; block++) {
      if (!blocks.isLive(block)) continue;
      expect(blocks.ownerId(block)).toBe(0);
      pages += blocks.grantedPages(block);
    }
    expect(lab.pool.freePages).toBe(lab.geometry.pageCount - pages);
    const context = contextOf(lab);
    const events = Array.from({ length: lab.session.log.length }, (_, seq) => describeEvent(context, seq));
    expect(new Set(events.filter((event) => event.makesBlock).map((event) => event.provider))).toEqual(
      new Set([1, 2]),
    );
    expect(events.some((event) => event.elements.length > 4)).toBe(true);
    expect(events.some((event) => event.status === 2)).toBe(true);
    expect(events.every((event) => event.diagnostic === 0)).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    const [one, two, other] = [run(7), run(7), run(8)];
    expect(one.session.log.copyFrom(0, 1e6)).toEqual(two.session.log.copyFrom(0, 1e6));
    expect(one.session.log.copyFrom(0, 1e6)).not.toEqual(other.session.log.copyFrom(0, 1e6));
  });
});
