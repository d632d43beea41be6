import {
  NDIS_PF_FUNCTION_ID,
  NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED,
  NdisNicSwitchVPortStateActivated,
  NdisNicSwitchVPortStateDeactivated,
  NdisSharedMemoryUsageReceive,
} from '../ndis/constants.ts';
import { ALLOCATION_HANDLE_BASE, handleFromAddress, type Handle } from '../ndis/handles.ts';
import { usualVPortParameters } from '../ndis/nic-switch-oids.ts';
import { usualQueueParameters } from '../ndis/receive-queue-oids.ts';
import { FAILURE, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { allocateQueueBuffers, allocateSplitBuffers } from '../workloads/sample-miniport.ts';
import { type Lab } from './lab.ts';
import {
  type MachineCommand,
  type PLAIN_COMMANDS,
  type QUEUE_COMMANDS,
  type Registrant,
  type VPORT_COMMANDS,
} from './machine-command.ts';
import { newSwitchProvider } from './lab-providers.ts';
import { runTwoDrivers } from './two-drivers.ts';

/** Receive buffers that "fill and complete" asks for, as Microsoft's sample would: entries and bytes of each. */
const FILL_ENTRIES = 256;
const FILL_FRAME_BYTES = 1536;

/** Does what was asked; answers the sequence number of the first event, or of the next one when none was recorded. */
export function runMachineCommand(lab: Lab, command: MachineCommand): number {
  const seq = lab.session.log.length;
  apply(lab, command);
  return seq;
}

function apply(lab: Lab, command: MachineCommand): void {
  const { driver, miniport } = lab;
  switch (command.kind) {
    case 'allocateQueue':
      return void driver.allocateQueue({
        ...usualQueueParameters(lab.config.ndisVersion),
        Flags: command.lookaheadBytes > 0 ? NDIS_RECEIVE_QUEUE_PARAMETERS_LOOKAHEAD_SPLIT_REQUIRED : 0,
        LookaheadSize: command.lookaheadBytes,
      });
    case 'completeAllocations':
      return void driver.completeQueueAllocations(command.ids, (id) => fillQueue(lab, id));
    case 'createVPort':
      return void driver.createVPort({
        ...usualVPortParameters(),
        AttachedFunctionId: command.physicalFunction ? NDIS_PF_FUNCTION_ID : 0,
      });
    case 'clearFilter':
      return void driver.clearFilter(command.id, command.filterId);
    case 'filterParameters':
      return void driver.filterParameters(command.filterId);
    case 'receive':
      return void miniport.indicateReceive(command.id, [
        {
          SharedMemoryHandle: handleFromAddress(command.sharedMemoryHandle),
          SharedMemoryOffset: command.offsetBytes,
          SharedMemoryLength: command.lengthBytes,
        },
      ]);
    case 'returnBuffers':
      driver.returnNetBufferList(command.list);
      return;
    case 'register':
      register(lab, command);
      return;
    default:
      if ('id' in command) applyToOwner(lab, command.kind, command.id);
      else applyPlain(lab, command.kind);
  }
}

function applyPlain(lab: Lab, kind: (typeof PLAIN_COMMANDS)[number]): void {
  const { driver, miniport } = lab;
  if (kind === 'createSwitch') driver.createSwitch();
  else if (kind === 'registerDma') miniport.registerDma();
  else if (kind === 'deregisterDma') miniport.deregisterDma();
  else if (kind === 'openBinding') lab.openAdapter(true);
  else if (kind === 'closeBinding') driver.close();
  else if (kind === 'beginHalt') miniport.beginHalt();
  else if (kind === 'completeHalt') miniport.completeHalt();
  else if (kind === 'initializeAdapter') lab.initializeAdapter(true);
  else runTwoDrivers(lab);
}

type OwnerCommand = (typeof QUEUE_COMMANDS)[number] | (typeof VPORT_COMMANDS)[number];

function applyToOwner(lab: Lab, kind: OwnerCommand, id: number): void {
  const { driver, miniport } = lab;
  const actions: Record<OwnerCommand, () => unknown> = {
    changeQueueParameters: () => driver.changeQueueParameters(id),
    completeAllocation: () => driver.completeQueueAllocations([id], () => SUCCESS),
    fillAndComplete: () => driver.completeQueueAllocations([id], () => fillQueue(lab, id)),
    setFilter: () => driver.setFilter(id),
    enumFilters: () => driver.enumFilters(id),
    freeQueue: () => driver.freeQueue(id),
    dmaStopped: () => miniport.indicateDmaStopped(id),
    freeQueueMemory: () => freeMemory(lab, id, false),
    completeFreeQueue: () => miniport.completeFreeQueue(id),
    setVPortFilter: () => driver.setFilter(0, id),
    activateVPort: () => driver.setVPortParameters(id, NdisNicSwitchVPortStateActivated),
    completeActivation: () => miniport.completeVPortActivation(id, SUCCESS),
    failActivation: () => miniport.completeVPortActivation(id, FAILURE),
    deactivateVPort: () => driver.setVPortParameters(id, NdisNicSwitchVPortStateDeactivated),
    deleteVPort: () => driver.deleteVPort(id),
    stopVPortDma: () => miniport.stopVPortDma(id),
    freeVPortMemory: () => freeMemory(lab, id, true),
    completeDeleteVPort: () => miniport.completeDeleteVPort(id),
  };
  actions[kind]();
}

/** The sample's receive buffers for a queue that is being completed; its answer is the CompletionStatus. */
function fillQueue(lab: Lab, queueId: number): StatusCode {
  const request = {
    queueId,
    frameBytes: FILL_FRAME_BYTES,
    entries: FILL_ENTRIES,
    usage: NdisSharedMemoryUsageReceive,
    preferredNode: queueId % lab.nodeCount,
    allOrNothing: true,
  };
  const lookaheadBytes = lab.adapter.queues[queueId]?.lookaheadBytes ?? 0;
  if (lookaheadBytes === 0) return toEnd(allocateQueueBuffers(lab, request)).status;
  const [lookahead, rest] = toEnd(allocateSplitBuffers(lab, request, lookaheadBytes));
  return lookahead.status === SUCCESS ? rest.status : lookahead.status;
}

function toEnd<T>(calls: Generator<undefined, T>): T {
  for (;;) {
    const next = calls.next();
    if (next.done === true) return next.value;
  }
}

/** NdisFreeSharedMemory for every live block of the queue or VPort, with the handle that each was allocated with. */
function freeMemory(lab: Lab, ownerId: number, onVPort: boolean): void {
  const { blocks } = lab.ndis;
  for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) {
    const owned =
      !blocks.isOrphan(block) &&
      blocks.adapter(block) === lab.adapter.code &&
      blocks.ownerId(block) === ownerId &&
      blocks.onVPort(block) === onVPort;
    if (!owned) continue;
    const caller = { ...lab.callerFor(lab.adapter), ndisHandle: blocks.ndisHandle(block) };
    lab.freeAs(caller, (ALLOCATION_HANDLE_BASE + block) as Handle);
  }
}

function register(lab: Lab, command: Extract<MachineCommand, { kind: 'register' }>): void {
  const handles: Record<Registrant, Handle> = {
    protocol: lab.protocolDriver.handle,
    binding: lab.binding.handle,
    miniport: lab.miniportDriver.handle,
  };
  const characteristics = newSwitchProvider(lab, command.supportsPfVPorts);
  lab.setOptionalHandlers(
    handles[command.registrant],
    'switch',
    characteristics,
    command.context,
    command.irql,
  );
}
