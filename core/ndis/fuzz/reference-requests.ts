import { type Command, type RegisterCommand } from './commands.ts';
import { Findings, release } from './reference-memory-calls.ts';
import {
  type Observation,
  type RefAdapter,
  type RefBinding,
  type RefOwner,
  type RefQueue,
  type RefState,
  type RefVPort,
} from './reference-state.ts';

type CommandOf<Op extends Command['op']> = Extract<Command, { op: Op }>;

const done = (status: string | null, ...findings: readonly string[]): Observation => ({
  status,
  findings,
  block: 0,
});
const SUCCESS = done('SUCCESS');
const badState = done('INVALID_PARAMETER', 'INVALID_QUEUE_STATE');
const badVPort = done('INVALID_PARAMETER', 'INVALID_VPORT_STATE');
const unknownVPort = done('INVALID_PARAMETER', 'UNKNOWN_VPORT');

/** The answer that every request of a dead binding or on a dead adapter gets; null where it may go on. */
function gone({ closed, adapter }: RefBinding): Observation | null {
  if (closed) return done('FAILURE', 'BINDING_CLOSED');
  return adapter.halted ? done('FAILURE', 'ADAPTER_HALTED') : null;
}

const bindingOf = (state: RefState, { binding }: { readonly binding: number }): RefBinding =>
  state.bindings[binding % state.bindings.length]!;
const adapterOf = (state: RefState, { adapter }: { readonly adapter: number }): RefAdapter =>
  state.adapters[adapter % state.adapters.length]!;
const queueOf = (adapter: RefAdapter, id: number): RefQueue | undefined =>
  adapter.queues.find((queue) => queue.id === id);
const ownQueue = (binding: RefBinding, id: number): RefQueue | undefined => {
  const queue = queueOf(binding.adapter, id);
  return queue?.binding === binding ? queue : undefined;
};
const vportOf = (adapter: RefAdapter, id: number): RefVPort | undefined =>
  adapter.vports.find((vport) => vport.id === id);

function lowestFree(taken: readonly { readonly id: number }[]): number {
  let id = 1;
  while (taken.some((one) => one.id === id)) id++;
  return id;
}

export function register(state: RefState, command: RegisterCommand): Observation {
  if (command.irql !== 0) return done(null, 'G1 IRQL_VIOLATION');
  if (command.type !== 0xb0 || command.revision < 1 || command.size < 32) return done('FAILURE', 'G2');
  const { kind, pick } = command.handle;
  const binding = kind === 'binding' ? state.bindings[pick % state.bindings.length]! : null;
  const driver =
    kind === 'protocol'
      ? state.protocols[pick % state.protocols.length]!
      : kind === 'miniport'
        ? state.miniports[pick % state.miniports.length]!
        : null;
  const registrant = driver ?? (binding?.closed === false ? binding : null);
  if (registrant === null) return done('FAILURE', 'G3');
  if (command.nullAllocate || command.nullFree) return done('FAILURE', 'G4');
  if (command.flags > 1) return done('FAILURE', 'G5');
  const inSetOptions = command.context === 'SetOptions';
  const inBind = command.context === 'BindAdapter' || command.context === 'OpenAdapterComplete';
  if (driver !== null ? !inSetOptions : !inBind) return done('FAILURE', 'G6');
  registrant.provider = state.newProvider(command.flags === 1);
  return SUCCESS;
}

export function allocateQueue(state: RefState, command: CommandOf<'allocateQueue'>): Observation {
  const binding = bindingOf(state, command);
  const { adapter } = binding;
  const dead = gone(binding);
  if (dead !== null) return dead;
  if (command.revision === 0 || command.missing > 0) return done('INVALID_LENGTH', 'Q1');
  const { version } = adapter.miniport;
  if (version < 620) return done('NOT_SUPPORTED', 'Q2');
  if (command.type !== 1) return done('INVALID_PARAMETER', 'Q3');
  if (command.affinity === 0) return done('INVALID_PARAMETER', 'Q4');
  const split = command.flags === 2;
  if (command.lookahead > 0 && (!split || version >= 630)) return done('INVALID_PARAMETER', 'Q5');
  if (command.lookahead > (version === 620 ? 256 : 0)) return done('INVALID_PARAMETER', 'Q6');
  const id = lowestFree(adapter.queues);
  if (id > (adapter.sriov ? 0 : 3)) return done('FAILURE', 'Q7');
  adapter.queues.push({
    id,
    binding,
    filters: 0,
    listsOut: 0,
    state: 'Allocated',
    split: split && command.lookahead > 0,
  });
  return SUCCESS;
}

export function owner(
  state: RefState,
  command: Extract<
    Command,
    {
      op:
        | 'deliver'
        | 'queueParameters'
        | 'enumFilters'
        | 'freeQueue'
        | 'dmaStopped'
        | 'completeFree'
        | 'deleteVPort'
        | 'stopVPortDma'
        | 'completeDelete';
    }
  >,
): Observation {
  const binding = bindingOf(state, command);
  const { adapter } = binding;
  const { id } = command;
  const queue = ownQueue(binding, id);
  const fromMiniport = ['dmaStopped', 'completeFree', 'stopVPortDma', 'completeDelete'].includes(command.op);
  const dead = fromMiniport ? null : gone(binding);
  if (dead !== null) return dead;
  switch (command.op) {
    case 'queueParameters':
      return queue === undefined || queue.state === 'StopDma' || queue.state === 'Freeing'
        ? badState
        : SUCCESS;
    case 'enumFilters':
      return id !== 0 && (queue === undefined || queue.state === 'StopDma' || queue.state === 'Freeing')
        ? badState
        : SUCCESS;
    case 'deliver':
      if (queue?.state === 'Allocated') queue.state = 'Paused';
      else if (queue?.state === 'Set') queue.state = 'Running';
      else return done('INVALID_PARAMETER', 'Q12');
      return SUCCESS;
    case 'freeQueue':
      if (queue === undefined) return done('INVALID_PARAMETER', 'Q8');
      if (queue.filters > 0) return done('INVALID_PARAMETER', 'Q9');
      if (queue.state !== 'Allocated' && queue.state !== 'Paused') return badState;
      queue.state = 'StopDma';
      return SUCCESS;
    case 'dmaStopped': {
      const any = queueOf(adapter, id);
      if (any?.state !== 'StopDma') return done(null, 'Q13 UNEXPECTED_DMA_STOPPED');
      any.state = 'Freeing';
      return done(null);
    }
    case 'completeFree': {
      const any = queueOf(adapter, id);
      if (any?.state !== 'Freeing') return badState;
      return endOwner(state, adapter, any);
    }
    default:
      return vportRequest(state, binding, command.op, id);
  }
}

function vportRequest(
  state: RefState,
  binding: RefBinding,
  op: 'deleteVPort' | 'stopVPortDma' | 'completeDelete',
  id: number,
): Observation {
  const { adapter } = binding;
  const vport = vportOf(adapter, id);
  if (op === 'deleteVPort') {
    if (!adapter.sriov) return done('NOT_SUPPORTED', 'NOT_IN_SRIOV_MODE');
    if (id === 0 || vport === undefined) return done('INVALID_PARAMETER', 'V1');
    if (vport.deleting) return badVPort;
    if (vport.filters > 0) return done('INVALID_PARAMETER', 'V3');
    vport.deleting = true;
    return SUCCESS;
  }
  if (op === 'stopVPortDma') {
    if (vport?.deleting !== true) return done(null, 'UNEXPECTED_DMA_STOPPED');
    vport.dma = false;
    return done(null);
  }
  if (vport?.deleting !== true || vport.dma) return badVPort;
  return endOwner(state, adapter, vport);
}

/** A queue or VPort goes; what it leaves behind is reported and stays. */
function endOwner(state: RefState, adapter: RefAdapter, gone: RefOwner): Observation {
  const findings: string[] = [];
  if (gone.listsOut > 0) findings.push('BUFFERS_STILL_OUT');
  const left = state.blocks.filter((block) => block.state === 'live' && block.owner === gone);
  if (left.length > 0) findings.push('BLOCKS_ORPHANED');
  for (const block of left) block.state = 'orphan';
  adapter.queues = adapter.queues.filter((queue) => queue !== gone);
  adapter.vports = adapter.vports.filter((vport) => vport !== gone);
  return done('SUCCESS', ...findings);
}

export function completeElement(state: RefState, command: CommandOf<'completeElement'>): Observation {
  const queue = ownQueue(bindingOf(state, command), command.id);
  if (command.fails && queue?.state === 'Paused') queue.state = 'Allocated';
  else if (command.fails && queue?.state === 'Running') queue.state = 'Set';
  return done(command.fails ? 'RESOURCES' : 'SUCCESS');
}

export function beginComplete(state: RefState, command: CommandOf<'beginComplete'>): Observation {
  const dead = gone(bindingOf(state, command));
  if (dead !== null) return dead;
  const sound = command.first >= 20 && command.size >= 16 && command.extra >= 0;
  // A buffer that is told shorter than its elements need.
  return sound ? done(null) : done('INVALID_LENGTH', 'Q1');
}

export function shortFreeQueue(state: RefState, command: CommandOf<'shortFreeQueue'>): Observation {
  return gone(bindingOf(state, command)) ?? done('INVALID_LENGTH', 'Q1');
}

export function setFilter(state: RefState, command: CommandOf<'setFilter'>): Observation {
  const binding = bindingOf(state, command);
  const { adapter } = binding;
  const dead = gone(binding);
  if (dead !== null) return dead;
  let target: RefOwner | null = null;
  if (adapter.sriov) {
    const vport = command.queueId === 0 ? vportOf(adapter, command.vportId) : undefined;
    if (vport === undefined) return unknownVPort;
    if (vport.deleting) return badVPort;
    target = vport;
  } else {
    if (command.vportId !== 0) return unknownVPort;
    if (command.queueId !== 0) {
      const queue = ownQueue(binding, command.queueId);
      if (queue === undefined) return done('INVALID_PARAMETER', 'Q10');
      if (queue.state === 'StopDma' || queue.state === 'Freeing') return badState;
      queue.state = queue.state === 'Allocated' || queue.state === 'Set' ? 'Set' : 'Running';
      target = queue;
    }
  }
  if (target !== null) target.filters++;
  adapter.filters.push({
    id: ++adapter.lastFilter,
    binding,
    queueId: command.queueId,
    vportId: command.vportId,
    target,
  });
  return SUCCESS;
}

export function clearFilter(state: RefState, command: CommandOf<'clearFilter'>): Observation {
  const binding = bindingOf(state, command);
  const { adapter } = binding;
  const dead = gone(binding);
  if (dead !== null) return dead;
  const filter = adapter.filters.find(({ id }) => id === command.filterId);
  if (filter?.binding !== binding || filter.queueId !== command.queueId) return done('FILE_NOT_FOUND', 'Q11');
  adapter.filters = adapter.filters.filter((other) => other !== filter);
  if (filter.target !== null) filter.target.filters--;
  const queue = command.queueId === 0 ? undefined : queueOf(adapter, command.queueId);
  if (queue?.filters === 0) queue.state = queue.state === 'Set' ? 'Allocated' : 'Paused';
  return SUCCESS;
}

export function filterParameters(state: RefState, command: CommandOf<'filterParameters'>): Observation {
  const binding = bindingOf(state, command);
  const known = binding.adapter.filters.some(({ id }) => id === command.filterId);
  return gone(binding) ?? (known ? SUCCESS : done('FILE_NOT_FOUND', 'UNKNOWN_FILTER'));
}

function switchRequest(binding: RefBinding): Observation | null {
  return gone(binding) ?? (binding.adapter.sriov ? null : done('NOT_SUPPORTED', 'NOT_IN_SRIOV_MODE'));
}

export function createSwitch(state: RefState, command: CommandOf<'createSwitch'>): Observation {
  const binding = bindingOf(state, command);
  const dead = switchRequest(binding);
  if (dead !== null) return dead;
  const { adapter } = binding;
  if (vportOf(adapter, 0) !== undefined) return done('FAILURE', 'SWITCH_EXISTS');
  adapter.vports.push({
    id: 0,
    binding,
    physical: true,
    state: 'Activated',
    deleting: false,
    dma: true,
    filters: 0,
    listsOut: 0,
  });
  return SUCCESS;
}

export function createVPort(state: RefState, command: CommandOf<'createVPort'>): Observation {
  const binding = bindingOf(state, command);
  const dead = switchRequest(binding);
  if (dead !== null) return dead;
  const { adapter } = binding;
  if (command.missing > 0) return done('INVALID_LENGTH', 'Q1');
  if (command.switchId !== 0 || command.vportId !== 0) return done('INVALID_PARAMETER', 'V4');
  if (vportOf(adapter, 0) === undefined) return done('FAILURE', 'NO_SWITCH');
  const id = lowestFree(adapter.vports);
  if (id > 3) return done('FAILURE', 'NO_FREE_VPORT');
  const { physical } = command;
  adapter.vports.push({
    id,
    binding,
    physical,
    state: physical ? 'Deactivated' : 'Activated',
    deleting: false,
    dma: false,
    filters: 0,
    listsOut: 0,
  });
  return SUCCESS;
}

export function vportParameters(state: RefState, command: CommandOf<'vportParameters'>): Observation {
  const binding = bindingOf(state, command);
  const dead = switchRequest(binding);
  if (dead !== null) return dead;
  const vport = vportOf(binding.adapter, command.id);
  if (vport === undefined) return unknownVPort;
  if (vport.deleting) return badVPort;
  if (!command.changed) return SUCCESS;
  if (command.state !== 1 && command.state !== 2) return badVPort;
  if (command.state === 2 && vport.state !== 'Deactivated') return done('INVALID_PARAMETER', 'V2');
  if (command.state === 1 && vport.state === 'Deactivated') vport.state = 'Activating';
  return SUCCESS;
}

export function completeActivation(state: RefState, command: CommandOf<'completeActivation'>): Observation {
  const vport = vportOf(adapterOf(state, command), command.id);
  if (vport?.state !== 'Activating' || vport.deleting) return badVPort;
  vport.state = command.fails ? 'Deactivated' : 'Activated';
  vport.dma = !command.fails && vport.physical;
  return done(command.fails ? 'FAILURE' : 'SUCCESS');
}

export function dma(state: RefState, command: CommandOf<'dma'>): Observation {
  const adapter = adapterOf(state, command);
  if (command.register) {
    if (adapter.halted) return done('FAILURE', 'ADAPTER_HALTED');
    adapter.dma = true;
    return SUCCESS;
  }
  if (!adapter.dma) return done(null, 'DMA_NOT_REGISTERED');
  adapter.dma = false;
  const own = state.blocks.some((block) => state.live(block) && block.adapter === adapter && !block.named);
  return own ? done(null, 'DMA_DEREGISTERED_WITH_BLOCKS') : done(null);
}

/** NdisCloseAdapterEx: an observation for each block that is forced back, then that of the close. */
export function close(state: RefState, binding: RefBinding): Observation[] {
  if (binding.closed) return [done(null, 'BINDING_CLOSED')];
  const { adapter } = binding;
  const observations: Observation[] = [];
  for (const block of state.blocks) {
    if (!state.live(block) || block.binding !== binding) continue;
    const findings = new Findings();
    findings.remark('BLOCK_FORCED_FREE');
    release(state, block, findings);
    observations.push({ status: null, findings: findings.list, block: block.ordinal });
  }
  const findings: string[] = [];
  const owned = [...adapter.queues, ...adapter.vports].filter((one) => one.binding === binding);
  if (owned.length > 0) findings.push('BINDING_CLOSED_WITH_QUEUES');
  if (observations.length > 0) findings.push('BINDING_CLOSED_WITH_BLOCKS');
  adapter.queues = adapter.queues.filter((queue) => queue.binding !== binding);
  adapter.vports = adapter.vports.filter((vport) => vport.binding !== binding);
  for (const filter of adapter.filters)
    if (filter.binding === binding && filter.target !== null) filter.target.filters--;
  adapter.filters = adapter.filters.filter((filter) => filter.binding !== binding);
  binding.closed = true;
  return [...observations, done(null, ...findings)];
}

export function halt(state: RefState, command: CommandOf<'halt'>): Observation[] {
  const adapter = adapterOf(state, command);
  if (command.complete) {
    if (!adapter.halting) return [done(null, 'ADAPTER_NOT_HALTING')];
    const left = state.blocks.filter((block) => block.state === 'live' && block.adapter === adapter);
    for (const block of left) block.state = 'orphan';
    adapter.halting = false;
    adapter.halted = true;
    adapter.dma = false;
    return [left.length > 0 ? done(null, 'BLOCKS_ORPHANED') : done(null)];
  }
  if (adapter.halted || adapter.halting) return [done(null, 'ADAPTER_HALTED')];
  const closed = state.bindings
    .filter((binding) => binding.adapter === adapter && !binding.closed)
    .flatMap((binding) => close(state, binding));
  adapter.halting = true;
  return [...closed, done(null)];
}
