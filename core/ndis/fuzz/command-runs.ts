import fc from 'fast-check';
import { REGISTRATION_CONTEXTS } from '../constants.ts';
import {
  type AllocateCommand,
  ANSWERS,
  type Command,
  HANDLE_KINDS,
  type HandleChoice,
  type OwnerCommand,
  type RegisterCommand,
} from './commands.ts';

const usually = <T>(value: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 25, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const rarely = usually(false, true);
/** Evenly spread, so that every object has its turn. */
const pick = fc.noBias(fc.nat(1000));
const smallId = fc.oneof(
  { weight: 12, arbitrary: fc.noBias(fc.nat(3)) },
  { weight: 1, arbitrary: fc.constantFrom(9, 0xffff_ffff) },
);
const irql = usually(0, 1, 2);
const handle = (kind: HandleChoice['kind']): fc.Arbitrary<HandleChoice> =>
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant(kind) },
      { weight: 1, arbitrary: fc.constantFrom(...HANDLE_KINDS) },
    ),
    pick,
  });

const register: fc.Arbitrary<Command> = fc.record({
  op: fc.constant('register' as const),
  handle: fc.oneof(handle('protocol'), handle('binding'), handle('miniport')),
  context: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('SetOptions' as const, 'BindAdapter' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...REGISTRATION_CONTEXTS) },
  ),
  irql,
  type: usually(0xb0, 0x80, 0),
  revision: usually(1, 0, 2),
  size: usually(32, 31, 48),
  flags: usually(1, 0, 2, 3),
  nullAllocate: rarely,
  nullFree: rarely,
});

const allocate: fc.Arbitrary<Command> = fc.record({
  op: fc.constant('allocate' as const),
  handle: fc.oneof({ weight: 4, arbitrary: handle('adapter') }, { weight: 1, arbitrary: handle('binding') }),
  irql,
  nullParameters: rarely,
  nullSlot: rarely,
  type: usually(0x80, 0x81),
  revision: usually(2, 1, 0, 3),
  sizeExtra: usually(0, -1, 4),
  flags: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(0, 1) },
    { weight: 1, arbitrary: fc.constantFrom(2, 0xffff_ffff) },
  ),
  queueId: smallId,
  vportId: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: smallId }),
  node: fc.constantFrom(0x8000_0000, 0, 1, 7),
  usage: fc.oneof(
    { weight: 6, arbitrary: fc.nat(9) },
    { weight: 1, arbitrary: fc.constantFrom(10, 0xffff_ffff) },
  ),
  length: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 150_000, 0xffff_ffff) },
  ),
  roomExtra: usually(0, -1, -2, 3),
  list: usually('usual' as const, 'null' as const, 'wraps' as const, 'tiny' as const),
  answer: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('good' as const, 'oneRun' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...ANSWERS) },
  ),
  release: usually('exact' as const, 'none' as const, 'extra' as const),
});

const free: fc.Arbitrary<Command> = fc.record({
  op: fc.constant('free' as const),
  pick,
  what: usually('block' as const, 'shared' as const, 'null' as const, 'foreign' as const, 'future' as const),
  sameHandle: usually(true, false),
  irql,
  release: usually('exact' as const, 'none' as const, 'extra' as const),
});

const owner: fc.Arbitrary<Command> = fc.record({
  op: fc.constantFrom(
    'queueParameters' as const,
    'deliver' as const,
    'deliver' as const,
    'enumFilters' as const,
    'freeQueue' as const,
    'freeQueue' as const,
    'dmaStopped' as const,
    'dmaStopped' as const,
    'completeFree' as const,
    'deleteVPort' as const,
    'stopVPortDma' as const,
    'completeDelete' as const,
  ),
  binding: pick,
  id: smallId,
});

const allocateQueue: fc.Arbitrary<Command> = fc.record({
  op: fc.constant('allocateQueue' as const),
  binding: pick,
  revision: usually(3, 0, 1, 2, 4),
  missing: usually(0, 1, -20),
  flags: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constant(2) }),
  type: usually(1, 0, 2),
  affinity: usually(1, 0),
  lookahead: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(64, 256, 257) },
  ),
});

const filters: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    op: fc.constant('setFilter' as const),
    binding: pick,
    queueId: smallId,
    vportId: usually(0, 1, 2, 5),
  }),
  fc.record({
    op: fc.constant('setFilter' as const),
    binding: pick,
    queueId: usually(0, 1),
    vportId: fc.nat(3),
  }),
  fc.record({
    op: fc.constant('clearFilter' as const),
    binding: pick,
    queueId: fc.nat(3),
    filterId: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ op: fc.constant('filterParameters' as const), binding: pick, filterId: fc.nat(6) }),
);

const completions: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ op: fc.constant('completeElement' as const), binding: pick, id: smallId, fails: rarely }),
  fc.record({
    op: fc.constant('beginComplete' as const),
    binding: pick,
    first: usually(20, 19),
    size: usually(16, 15, 24),
    count: fc.nat(3),
    extra: usually(0, -1, 8),
  }),
  fc.record({ op: fc.constant('shortFreeQueue' as const), binding: pick, id: smallId }),
);

const buffers: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    op: fc.constant('receive' as const),
    adapter: pick,
    id: smallId,
    pick,
    handle: fc.constantFrom('block' as const, 'block' as const, 'null' as const, 'foreign' as const),
    offset: fc.oneof(fc.constant(0), fc.nat(20_000)),
    length: fc.nat(3000),
  }),
  fc.record({ op: fc.constant('returnList' as const), id: fc.nat(12) }),
);

const vports: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ op: fc.constant('createSwitch' as const), binding: pick }),
  fc.record({
    op: fc.constant('createVPort' as const),
    binding: pick,
    missing: usually(0, 1),
    switchId: usually(0, 1),
    vportId: usually(0, 2),
    physical: usually(true, false),
  }),
  fc.record({
    op: fc.constant('vportParameters' as const),
    binding: pick,
    id: smallId,
    state: fc.constantFrom(1, 1, 1, 2, 2, 0, 3),
    changed: usually(true, false),
  }),
  fc.record({ op: fc.constant('completeActivation' as const), adapter: pick, id: smallId, fails: rarely }),
);

const life: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant('dma' as const), adapter: pick, register: usually(true, false) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('close' as const), binding: pick }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('open' as const), protocol: pick, adapter: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('halt' as const), adapter: pick, complete: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('initialize' as const), sriov: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('defaultProvider' as const), on: usually(true, false) }),
  },
);

/** Any command, the common ones more often. */
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: allocate },
  { weight: 6, arbitrary: free },
  { weight: 5, arbitrary: owner },
  { weight: 3, arbitrary: allocateQueue },
  { weight: 3, arbitrary: filters },
  { weight: 2, arbitrary: completions },
  { weight: 4, arbitrary: buffers },
  { weight: 4, arbitrary: vports },
  { weight: 2, arbitrary: register },
  { weight: 1, arbitrary: life },
);

/** A call that is right in every member but those that the caller names. */
const soundAllocate = (part: Partial<AllocateCommand>): AllocateCommand => ({
  op: 'allocate',
  handle: { kind: 'adapter', pick: 0 },
  irql: 0,
  nullParameters: false,
  nullSlot: false,
  type: 0x80,
  revision: 1,
  sizeExtra: 0,
  flags: 0,
  queueId: 0,
  vportId: 0,
  node: 0x8000_0000,
  usage: 4,
  length: 6000,
  roomExtra: 0,
  list: 'usual',
  answer: 'good',
  release: 'exact',
  ...part,
});

const soundRegister = (part: Partial<RegisterCommand>): RegisterCommand => ({
  op: 'register',
  handle: { kind: 'protocol', pick: 0 },
  context: 'SetOptions',
  irql: 0,
  type: 0xb0,
  revision: 1,
  size: 32,
  flags: 1,
  nullAllocate: false,
  nullFree: false,
  ...part,
});

const request = (op: OwnerCommand['op'], binding: number, id: number): Command => ({ op, binding, id });

/**
 * Stretches of a driver's life that single commands reach too rarely: a queue or VPort comes up and gets memory, goes
 * down with or without its blocks, an adapter is halted, a provider is registered. The rest of the run interferes.
 */
const stretch: fc.Arbitrary<readonly Command[]> = fc
  .record({
    kind: fc.constantFrom('queueUp', 'queueDown', 'vportUp', 'vportDown', 'halt', 'register', 'split'),
    /** Binding 0 and adapter 0 are VMQ, 1 are SR-IOV at the start. */
    which: fc.nat(3),
    id: fc.integer({ min: 1, max: 3 }),
    adapter: fc.nat(3),
    flags: fc.nat(1),
    registrant: fc.constantFrom('protocol' as const, 'binding' as const, 'miniport' as const),
    answer: fc.constantFrom(...ANSWERS),
    pick,
  })
  .map(({ kind, which, id, adapter, flags, registrant, answer, pick: block }): readonly Command[] => {
    const vmq: HandleChoice = { kind: 'adapter', pick: 0 };
    const sriov: HandleChoice = { kind: 'adapter', pick: 1 };
    switch (kind) {
      case 'queueUp':
        return [
          soundQueue(which, 0),
          request('deliver', which, id),
          soundAllocate({ handle: vmq, queueId: id }),
          soundAllocate({ handle: vmq, queueId: id, answer, flags }),
          // Past Length of a 6000-byte block, inside its second page.
          { op: 'receive', adapter: 0, id, pick: block, handle: 'block', offset: 5000, length: 2000 },
        ];
      case 'split':
        return [soundQueue(0, 64), soundAllocate({ handle: vmq, queueId: id, usage: 5 })];
      case 'queueDown':
        return (['freeQueue', 'dmaStopped', 'completeFree'] as const).map((op) => request(op, which, id));
      case 'vportUp':
        return [
          { op: 'createSwitch', binding: 1 },
          { op: 'createVPort', binding: 1, missing: 0, switchId: 0, vportId: 0, physical: true },
          { op: 'vportParameters', binding: 1, id, state: 1, changed: true },
          { op: 'completeActivation', adapter: 1, id, fails: false },
          soundAllocate({ handle: sriov, vportId: id, revision: 2 }),
          soundAllocate({ handle: sriov, vportId: id, revision: 2, answer, flags }),
        ];
      case 'vportDown':
        return (['deleteVPort', 'stopVPortDma', 'completeDelete'] as const).map((op) => request(op, 1, id));
      case 'halt':
        return [
          { op: 'halt', adapter, complete: false },
          { op: 'halt', adapter, complete: true },
          { op: 'initialize', sriov: adapter % 2 === 1 },
        ];
      default:
        return [
          soundRegister({
            handle: { kind: registrant, pick: which },
            context: registrant === 'binding' ? 'BindAdapter' : 'SetOptions',
            flags,
          }),
        ];
    }
  });

const soundQueue = (binding: number, lookahead: number): Command => ({
  op: 'allocateQueue',
  binding,
  revision: 3,
  missing: 0,
  flags: lookahead > 0 ? 2 : 0,
  type: 1,
  affinity: 1,
  lookahead,
});

/** A run: single commands of every kind, and stretches between them. */
export const commandRun = (parts: number): fc.Arbitrary<readonly Command[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: command.map((single): readonly Command[] => [single]) },
        { weight: 1, arbitrary: stretch },
      ),
      { minLength: parts, maxLength: parts, size: 'max' },
    )
    .map((chunks) => chunks.flat());
