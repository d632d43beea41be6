import { directMapPage } from '../../memory/system-address-space.ts';
import { pageIndex } from '../../memory/units.ts';
import { NdisAllocateSharedMemory } from '../allocate-shared-memory.ts';
import { CallOutcome } from '../call-outcome.ts';
import { NDIS_PF_FUNCTION_ID } from '../constants.ts';
import { NdisFreeSharedMemory } from '../free-shared-memory.ts';
import { type Handle, handleFromAddress, makeHandle, NULL_HANDLE } from '../handles.ts';
import * as lifetime from '../lifetime.ts';
import { indicateReceive, returnNetBufferList } from '../net-buffers.ts';
import * as nicSwitch from '../nic-switch-oids.ts';
import { type SharedMemoryProviderCharacteristics } from '../provider-characteristics.ts';
import * as filters from '../receive-filter-oids.ts';
import * as queues from '../receive-queue-oids.ts';
import { ScatterGatherList, sgListCapacity } from '../scatter-gather-list.ts';
import { NdisSetOptionalHandlers } from '../set-optional-handlers.ts';
import { CALLER_SG_BUFFER_PAGE, headerSizeFor, SharedMemoryParameters } from '../shared-memory-parameters.ts';
import { FAILURE, RESOURCES, SUCCESS } from '../status.ts';
import { type AllocateCommand, type Command, type FreeCommand, type RegisterCommand } from './commands.ts';
import { type EngineUnderTest, STATUS_CODES } from './engine-under-test.ts';
import { nestedCommand } from './reference-memory-calls.ts';
import { type Observation } from './reference-state.ts';

/** Makes a command's call on the real engine; what came of it. */
export function runEngine(engine: EngineUnderTest, command: Command): Observation[] {
  const { ndis, outcome } = engine;
  engine.release = 'release' in command ? command.release : 'exact';
  outcome.reset();
  switch (command.op) {
    case 'allocate':
      return allocate(engine, command, outcome);
    case 'free':
      return free(engine, command);
    case 'register':
      register(engine, command);
      break;
    case 'allocateQueue': {
      const revision = Math.min(3, command.revision);
      const bytes = [0, 1084, 1092, 1096][revision]! - command.missing;
      queues.allocateQueue(
        engine.bindingOf(command),
        {
          informationBufferLength: bytes,
          Header: { Type: 0x80, Revision: command.revision, Size: bytes },
          Flags: command.flags,
          QueueType: command.type,
          affinityMask: command.affinity,
          NumSuggestedReceiveBuffers: 8,
          LookaheadSize: command.lookahead,
        },
        outcome,
      );
      break;
    }
    case 'completeElement':
      queues.completeElement(
        engine.bindingOf(command),
        command.id,
        command.fails ? RESOURCES : SUCCESS,
        outcome,
      );
      break;
    case 'beginComplete':
      queues.beginAllocationComplete(
        engine.bindingOf(command),
        {
          informationBufferLength: command.first + command.size * command.count + command.extra,
          FirstElementOffset: command.first,
          NumElements: command.count,
          ElementSize: command.size,
        },
        outcome,
      );
      break;
    case 'shortFreeQueue':
      queues.freeQueue(engine.bindingOf(command), command.id, outcome, {
        informationBufferLength: 12,
        Header: { Type: 0x80, Revision: 1, Size: 11 },
      });
      break;
    case 'setFilter':
      filters.setFilter(engine.bindingOf(command), command.queueId, command.vportId, outcome);
      break;
    case 'clearFilter':
      filters.clearFilter(engine.bindingOf(command), command.queueId, command.filterId, outcome);
      break;
    case 'filterParameters':
      filters.filterParameters(engine.bindingOf(command), command.filterId, outcome);
      break;
    case 'receive': {
      const segment = {
        SharedMemoryHandle: segmentHandle(engine, command),
        SharedMemoryOffset: command.offset,
        SharedMemoryLength: command.length,
      };
      indicateReceive(ndis, engine.adapterOf(command), command.id, [segment], outcome);
      break;
    }
    case 'returnList':
      returnNetBufferList(ndis, command.id, outcome);
      break;
    case 'createSwitch':
    case 'createVPort':
    case 'vportParameters':
    case 'completeActivation':
      switchRequest(engine, command);
      break;
    case 'dma':
      if (command.register) lifetime.registerScatterGatherDma(engine.adapterOf(command), outcome);
      else lifetime.deregisterScatterGatherDma(ndis, engine.adapterOf(command), outcome);
      break;
    case 'close':
      return close(engine, command.binding % engine.bindings.length);
    case 'open': {
      const protocols = [...ndis.protocols.values()];
      const protocol = protocols[command.protocol % protocols.length]!;
      engine.bindings.push(ndis.openAdapter(protocol, engine.adapterOf(command)));
      return [];
    }
    case 'halt':
      return halt(engine, command.adapter, command.complete);
    case 'initialize':
      engine.addAdapter(command.sriov);
      return [];
    case 'defaultProvider':
      ndis.defaultProvider = command.on ? engine.ownProvider : null;
      return [];
    default:
      ownerRequest(engine, command);
  }
  return [engine.observe()];
}

type SwitchCommand = Extract<
  Command,
  { op: 'createSwitch' | 'createVPort' | 'vportParameters' | 'completeActivation' }
>;

function switchRequest(engine: EngineUnderTest, command: SwitchCommand): void {
  const { outcome } = engine;
  switch (command.op) {
    case 'createSwitch':
      nicSwitch.createSwitch(engine.bindingOf(command), outcome);
      break;
    case 'createVPort': {
      const bytes = 572 - command.missing;
      nicSwitch.createVPort(
        engine.bindingOf(command),
        {
          informationBufferLength: bytes,
          Header: { Type: 0x80, Revision: 1, Size: 572 },
          SwitchId: command.switchId,
          VPortId: command.vportId,
          AttachedFunctionId: command.physical ? NDIS_PF_FUNCTION_ID : 2,
        },
        outcome,
      );
      break;
    }
    case 'vportParameters':
      nicSwitch.setVPortParameters(
        engine.bindingOf(command),
        command.id,
        command.state,
        command.changed,
        outcome,
      );
      break;
    case 'completeActivation': {
      const status = command.fails ? FAILURE : SUCCESS;
      nicSwitch.completeVPortActivation(engine.adapterOf(command), command.id, status, outcome);
      break;
    }
  }
}

type OwnerCommand = Extract<
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
>;

function ownerRequest(engine: EngineUnderTest, command: OwnerCommand): void {
  const { ndis, outcome } = engine;
  const binding = engine.bindingOf(command);
  const { adapter } = binding;
  const { id } = command;
  const requests: Record<OwnerCommand['op'], () => unknown> = {
    deliver: () => queues.deliverAllocationComplete(binding, id, outcome),
    queueParameters: () => queues.changeQueueParameters(binding, id, outcome),
    enumFilters: () => filters.enumFilters(binding, id, outcome),
    freeQueue: () => queues.freeQueue(binding, id, outcome),
    dmaStopped: () => {
      queues.indicateDmaStopped(adapter, id, outcome);
    },
    completeFree: () => {
      queues.completeFreeQueue(ndis, adapter, id, outcome);
    },
    deleteVPort: () => nicSwitch.deleteVPort(binding, id, outcome),
    stopVPortDma: () => {
      nicSwitch.stopVPortDma(adapter, id, outcome);
    },
    completeDelete: () => {
      nicSwitch.completeDeleteVPort(ndis, adapter, id, outcome);
    },
  };
  requests[command.op]();
}

function allocate(engine: EngineUnderTest, command: AllocateCommand, outcome: CallOutcome): Observation[] {
  const parameters = new SharedMemoryParameters(new ScatterGatherList());
  const { Header } = parameters;
  Header.Type = command.type;
  Header.Revision = command.revision;
  Header.Size = headerSizeFor(command.revision) + command.sizeExtra;
  parameters.Flags = command.flags;
  parameters.QueueId = command.queueId;
  parameters.VPortId = command.vportId;
  parameters.PreferredNode = command.node;
  parameters.Usage = command.usage;
  parameters.Length = command.length;
  const pages = Math.max(1, Math.ceil(command.length / 4096));
  parameters.SGListBufferLength =
    command.list === 'tiny' ? 39 : Math.max(0, 16 + 24 * (pages + command.roomExtra));
  parameters.sgListBufferPage =
    command.list === 'null'
      ? pageIndex(0)
      : command.list === 'wraps'
        ? pageIndex(2 ** 52 - 1)
        : CALLER_SG_BUFFER_PAGE;
  parameters.sgListBufferOffset = command.list === 'wraps' ? 4090 : 0;
  const slot = { value: makeHandle('allocation', 4321) };
  const before = engine.command;
  const inner = engine.inner;
  engine.inner = [];
  engine.command = command;
  slots.push(slot);
  NdisAllocateSharedMemory(
    engine.ndis,
    engine.handleOf(command.handle),
    command.nullParameters ? null : parameters,
    command.nullSlot ? null : slot,
    command.irql,
    outcome,
  );
  slots.pop();
  const observations = [
    ...engine.inner,
    engine.observe(outcome, outcome.status === SUCCESS ? outcome.block : 0),
  ];
  engine.command = before;
  engine.inner = inner;
  const cleared = command.irql !== 0 || command.nullSlot || slot.value === NULL_HANDLE;
  if (outcome.status !== SUCCESS && !cleared) throw new Error('a failed call left a handle behind');
  return observations;
}

/** pAllocationHandle of the calls that are on their way, the innermost last. */
const slots: { value: Handle }[] = [];

function register(engine: EngineUnderTest, command: RegisterCommand): void {
  const scripted = engine.newScripted();
  const characteristics: SharedMemoryProviderCharacteristics = {
    Header: { Type: command.type, Revision: command.revision, Size: command.size },
    Flags: command.flags,
    ProviderContext: null,
    AllocateSharedMemoryHandler: command.nullAllocate
      ? null
      : (_context, parameters, call) => {
          const current = engine.command;
          if (current === null) return FAILURE;
          if (current.answer === 'reenter' || current.answer === 'reenterTwice') {
            engine.inner.push(...allocate(engine, nestedCommand(current), new CallOutcome()));
          }
          if (current.answer === 'writeSlot') slots[slots.length - 1]!.value = makeHandle('allocation', 99);
          const room = sgListCapacity(parameters.SGListBufferLength);
          const answer = scripted.allocate(
            current.answer,
            parameters.Length,
            parameters.PreferredNode,
            room,
            oldestLivePage(engine),
          );
          for (const { page, length } of answer.elements) {
            parameters.SGListBuffer.push(pageIndex(page + engine.pool.basePage), length);
          }
          if (answer.hasAddress) {
            parameters.virtualPage = directMapPage(pageIndex(engine.pool.basePage));
            parameters.SharedMemoryHandle = engine.handles.take();
          }
          call.blockContext = answer.context;
          call.neededListBytes = answer.neededListBytes;
          return STATUS_CODES[answer.status];
        },
    FreeSharedMemoryHandler: command.nullFree
      ? null
      : (_context, blockContext) => scripted.free(blockContext, engine.release),
    books: {
      get heldPages() {
        return scripted.heldPages;
      },
      isHeld: (page) => scripted.isHeld(page - engine.pool.basePage),
      largestGrantPages: () => null,
    },
  };
  NdisSetOptionalHandlers(
    engine.ndis,
    engine.handleOf(command.handle),
    'scripted',
    characteristics,
    command.context,
    command.irql,
    engine.outcome,
  );
}

function oldestLivePage({ ndis, pool }: EngineUnderTest): number {
  const { blocks } = ndis;
  for (let block = 1; block <= blocks.last; block++) {
    if (blocks.isLive(block)) return blocks.firstPage(block) - pool.basePage;
  }
  return -1;
}

function free(engine: EngineUnderTest, command: FreeCommand): Observation[] {
  const { ndis, outcome } = engine;
  const { blocks } = ndis;
  const { last } = blocks;
  const block = last === 0 ? 0 : 1 + (command.pick % last);
  const shared = block === 0 ? NULL_HANDLE : blocks.sharedMemoryHandle(block);
  const handles: Record<FreeCommand['what'], Handle> = {
    block: makeHandle('allocation', block),
    shared,
    null: NULL_HANDLE,
    foreign: handleFromAddress(0x77n),
    future: makeHandle('allocation', last + 9),
  };
  const caller = block === 0 ? engine.adapters[0]!.handle : blocks.ndisHandle(block);
  const ndisHandle = command.sameHandle ? caller : makeHandle('binding', 9999);
  NdisFreeSharedMemory(ndis, ndisHandle, handles[command.what], command.irql, outcome);
  return [engine.observe()];
}

function segmentHandle(engine: EngineUnderTest, command: Extract<Command, { op: 'receive' }>): Handle {
  const { blocks } = engine.ndis;
  const { last } = blocks;
  if (command.handle === 'null') return NULL_HANDLE;
  if (command.handle === 'foreign') return makeHandle('sharedMemory', 777_777);
  return last === 0 ? NULL_HANDLE : blocks.sharedMemoryHandle(1 + (command.pick % last));
}

function close(engine: EngineUnderTest, index: number): Observation[] {
  const observations: Observation[] = [];
  lifetime.NdisCloseAdapterEx(engine.ndis, engine.bindings[index]!, engine.outcome, () =>
    observations.push(engine.observe()),
  );
  return [...observations, engine.observe()];
}

function halt(engine: EngineUnderTest, pick: number, complete: boolean): Observation[] {
  const adapter = engine.adapterOf({ adapter: pick });
  const observations: Observation[] = [];
  if (complete) lifetime.completeHalt(engine.ndis, adapter, engine.outcome);
  else {
    if (!adapter.halted && !adapter.halting) {
      engine.bindings.forEach((binding, index) => {
        if (binding.adapter === adapter && !binding.closed) observations.push(...close(engine, index));
      });
    }
    lifetime.beginHalt(adapter, engine.outcome);
  }
  return [...observations, engine.observe()];
}
