import {
  Flag,
  Op,
  recordAdapter,
  recordFlags,
  recordIrql,
  recordOp,
  recordOwner,
  recordOwnerState,
  recordStatus,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { SideKind } from '../events/side-table.ts';
import { handleToAddress, type Handle } from '../ndis/handles.ts';
import { QUEUE_STATES, type QueueState } from '../ndis/receive-queues.ts';
import { SUCCESS } from '../ndis/status.ts';
import { describeExtras, type QueueParametersDescription } from './describe-extras.ts';
import { VPORT_STATES, type VPortStateName } from './vport-state.ts';

export interface QueueSnapshot {
  readonly id: number;
  readonly state: QueueState;
  readonly filterIds: readonly number[];
  readonly parameters: QueueParametersDescription | null;
  /** Handle of the binding that allocated it, null for the usual one. */
  readonly binding: bigint | null;
  /** NET_BUFFER_LISTs that are out. */
  readonly lists: readonly number[];
}

export interface VPortSnapshot {
  readonly id: number;
  readonly state: VPortStateName;
  readonly physicalFunction: boolean;
  readonly filterIds: readonly number[];
  readonly lists: readonly number[];
}

export interface AdapterSnapshot {
  readonly code: number;
  readonly dmaRegistered: boolean;
  readonly halting: boolean;
  readonly halted: boolean;
  /** The binding that was opened last is closed. */
  readonly bindingClosed: boolean;
  readonly defaultFilterIds: readonly number[];
  readonly defaultLists: readonly number[];
  readonly queues: readonly QueueSnapshot[];
  readonly vports: readonly VPortSnapshot[];
}

type Growing<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type GrowingAdapter = Omit<Growing<AdapterSnapshot>, 'queues' | 'vports'> & {
  queues: Map<number, Growing<QueueSnapshot>>;
  vports: Map<number, Growing<VPortSnapshot>>;
};

/**
 * The adapters with their queues and VPorts as they were after the first `events` events: what a debugger would show
 * at that moment. Follows from the log alone; reads every record once.
 */
export function machineAt(session: RecordedSession, events: number): readonly AdapterSnapshot[] {
  const adapters = new Map<number, GrowingAdapter>();
  const end = Math.min(events, session.log.length);
  for (let seq = 0; seq < end; seq++) {
    const words = session.log.wordsOf(seq);
    const at = session.log.offsetOf(seq);
    const op = recordOp(words, at);
    if (op === Op.allocate || op === Op.free || op === Op.recordedAllocate || op === Op.recordedFree)
      continue;
    apply(adapterOf(adapters, recordAdapter(words, at)), session, seq);
  }
  return [...adapters.values()].map((adapter) => ({
    ...adapter,
    queues: [...adapter.queues.values()].sort((one, two) => one.id - two.id),
    vports: [...adapter.vports.values()].sort((one, two) => one.id - two.id),
  }));
}

function adapterOf(adapters: Map<number, GrowingAdapter>, code: number): GrowingAdapter {
  let adapter = adapters.get(code);
  if (adapter === undefined) {
    adapter = {
      code,
      dmaRegistered: false,
      halting: false,
      halted: false,
      bindingClosed: false,
      defaultFilterIds: [],
      defaultLists: [],
      queues: new Map(),
      vports: new Map(),
    };
    adapters.set(code, adapter);
  }
  return adapter;
}

function apply(adapter: GrowingAdapter, session: RecordedSession, seq: number): void {
  const words = session.log.wordsOf(seq);
  const at = session.log.offsetOf(seq);
  const op = recordOp(words, at);
  const id = recordOwner(words, at);
  const succeeded = recordStatus(words, at) === SUCCESS && recordIrql(words, at) === 0;
  const onVPort = (recordFlags(words, at) & Flag.vport) !== 0;
  if (op === Op.registerDma && succeeded) adapter.dmaRegistered = true;
  else if (op === Op.deregisterDma) adapter.dmaRegistered = false;
  else if (op === Op.openAdapter) adapter.bindingClosed = false;
  else if (op === Op.closeAdapter) close(adapter, session, seq);
  else if (op === Op.beginHalt && !adapter.halted) adapter.halting = true;
  else if (op === Op.completeHalt && adapter.halting) {
    adapter.halting = false;
    adapter.halted = true;
    adapter.dmaRegistered = false;
  } else if (op === Op.setFilter && succeeded) filtersOf(adapter, id, onVPort).push(filterIdOf(session, seq));
  else if (op === Op.clearFilter && succeeded)
    remove(filtersOf(adapter, id, onVPort), filterIdOf(session, seq));
  else if (op === Op.receive || op === Op.returnBuffers) moveList(adapter, session, seq, op === Op.receive);
  if (op === Op.allocateQueue && succeeded) {
    adapter.queues.set(id, {
      id,
      state: 'Allocated',
      filterIds: [],
      parameters: describeExtras(session, seq).queueParameters,
      binding: bindingOf(session, seq),
      lists: [],
    });
  } else if ((op === Op.createVPort || op === Op.createSwitch) && succeeded) {
    const functionId = describeExtras(session, seq).vportParameters?.functionId ?? PF;
    adapter.vports.set(id, {
      id,
      state: 'none',
      physicalFunction: functionId === PF,
      filterIds: [],
      lists: [],
    });
  }
  if (op !== Op.orphaned) noteState(adapter, id, onVPort, recordOwnerState(words, at), op);
}

const PF = 0xffff;

/** Events about a queue or VPort carry the state that it is in afterwards; 0 says that there is none. */
function noteState(adapter: GrowingAdapter, id: number, onVPort: boolean, state: number, op: number): void {
  if (onVPort) {
    const vport = adapter.vports.get(id);
    if (vport === undefined) return;
    if (state === 0 && op === Op.deleteVPortComplete) adapter.vports.delete(id);
    else if (state > 0) vport.state = VPORT_STATES[state] ?? vport.state;
    return;
  }
  const queue = adapter.queues.get(id);
  if (queue === undefined) return;
  if (state === 0 && op === Op.freeQueueComplete) adapter.queues.delete(id);
  else if (state > 0 && op !== Op.forcedFree && op !== Op.freeEnter && op !== Op.allocateEnter) {
    queue.state = QUEUE_STATES[state] ?? queue.state;
  }
}

/** The queues of a binding go with it. */
function close(adapter: GrowingAdapter, session: RecordedSession, seq: number): void {
  const binding = bindingOf(session, seq);
  for (const queue of adapter.queues.values()) {
    if (queue.binding === binding) adapter.queues.delete(queue.id);
  }
  adapter.vports.clear();
  adapter.defaultFilterIds.length = 0;
  adapter.bindingClosed = true;
}

function filtersOf(adapter: GrowingAdapter, id: number, onVPort: boolean): number[] {
  const owner = onVPort ? adapter.vports.get(id) : adapter.queues.get(id);
  return owner?.filterIds ?? adapter.defaultFilterIds;
}

function moveList(adapter: GrowingAdapter, session: RecordedSession, seq: number, out: boolean): void {
  const words = session.log.wordsOf(seq);
  const at = session.log.offsetOf(seq);
  const id = recordOwner(words, at);
  const onVPort = (recordFlags(words, at) & Flag.vport) !== 0;
  const owner = onVPort ? adapter.vports.get(id) : adapter.queues.get(id);
  const lists = owner?.lists ?? adapter.defaultLists;
  const list = session.side.word(session.side.find(seq, SideKind.netBuffers));
  if (!out) {
    remove(lists, list);
    remove(adapter.defaultLists, list);
  } else if (list > 0) lists.push(list);
}

function filterIdOf({ side }: RecordedSession, seq: number): number {
  const at = side.find(seq, SideKind.filter);
  return at < 0 ? 0 : side.word(at);
}

function bindingOf({ side }: RecordedSession, seq: number): bigint | null {
  const at = side.find(seq, SideKind.binding);
  return at < 0 ? null : handleToAddress(side.wide(at) as Handle);
}

function remove(list: number[], value: number): void {
  const at = list.indexOf(value);
  if (at >= 0) list.splice(at, 1);
}
