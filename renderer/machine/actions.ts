import { type MachineOwner, type MachineStatus } from '../../electron/contract/engine-status.ts';
import { type MachineRequest } from '../../electron/contract/schemas.ts';

/** Something that a driver can do, under the name that Windows has for it. */
export interface Action {
  /** Key of its label. */
  readonly key: string;
  /** The OID, indication or function, for the tooltip. */
  readonly name: string;
  /** What is sent; worked out when it is asked for, where that costs something. */
  readonly request: MachineRequest | (() => MachineRequest);
}

const action = (key: string, name: string, request: MachineRequest): Action => ({ key, name, request });

/** Every action on a queue; those that its state asks for next are shown as buttons, the others stay in a menu. */
export function queueActions(queue: MachineOwner): readonly Action[] {
  const { id } = queue;
  return [
    action('setFilter', 'OID_RECEIVE_FILTER_SET_FILTER', { kind: 'setFilter', id }),
    action('fill', 'OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE', { kind: 'fillAndComplete', id }),
    action('complete', 'OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE', { kind: 'completeAllocation', id }),
    ...queue.filterIds
      .slice(0, 1)
      .map((filterId) =>
        action('clearFilter', 'OID_RECEIVE_FILTER_CLEAR_FILTER', { kind: 'clearFilter', id, filterId }),
      ),
    action('freeQueue', 'OID_RECEIVE_FILTER_FREE_QUEUE', { kind: 'freeQueue', id }),
    action('dmaStopped', 'NDIS_STATUS_RECEIVE_QUEUE_STATE', { kind: 'dmaStopped', id }),
    ...returnActions(queue),
    action('freeMemory', 'NdisFreeSharedMemory', { kind: 'freeQueueMemory', id }),
    action('completeFree', 'NdisMOidRequestComplete', { kind: 'completeFreeQueue', id }),
  ];
}

const returnActions = ({ lists }: Pick<MachineOwner, 'lists'>): readonly Action[] =>
  lists
    .slice(0, 1)
    .map((list) => action('returnBuffers', 'NdisReturnNetBufferLists', { kind: 'returnBuffers', list }));

/** Keys of the actions that lead on from each state of section 6.2; the rest are still to be had. */
const NEXT_OF_QUEUE: Readonly<Record<string, readonly string[]>> = {
  Allocated: ['setFilter', 'fill', 'freeQueue'],
  Set: ['fill', 'clearFilter'],
  Running: ['receive', 'returnBuffers', 'clearFilter'],
  Paused: ['setFilter', 'freeQueue'],
  StopDma: ['dmaStopped'],
  Freeing: ['returnBuffers', 'freeMemory', 'completeFree'],
};

export function vportActions(vport: MachineOwner): readonly Action[] {
  const { id } = vport;
  return [
    action('activate', 'OID_NIC_SWITCH_VPORT_PARAMETERS', { kind: 'activateVPort', id }),
    action('activated', 'NdisMOidRequestComplete', { kind: 'completeActivation', id }),
    action('activationFails', 'NdisMOidRequestComplete', { kind: 'failActivation', id }),
    action('setFilter', 'OID_RECEIVE_FILTER_SET_FILTER', { kind: 'setVPortFilter', id }),
    ...vport.filterIds
      .slice(0, 1)
      .map((filterId) =>
        action('clearFilter', 'OID_RECEIVE_FILTER_CLEAR_FILTER', { kind: 'clearFilter', id: 0, filterId }),
      ),
    action('deactivate', 'OID_NIC_SWITCH_VPORT_PARAMETERS', { kind: 'deactivateVPort', id }),
    action('deleteVPort', 'OID_NIC_SWITCH_DELETE_VPORT', { kind: 'deleteVPort', id }),
    action('stopDma', 'MiniportOidRequest', { kind: 'stopVPortDma', id }),
    ...returnActions(vport),
    action('freeMemory', 'NdisFreeSharedMemory', { kind: 'freeVPortMemory', id }),
    action('completeDelete', 'NdisMOidRequestComplete', { kind: 'completeDeleteVPort', id }),
  ];
}

const NEXT_OF_VPORT: Readonly<Record<string, readonly string[]>> = {
  Deactivated: ['activate', 'deleteVPort'],
  Activating: ['activated', 'activationFails'],
  Activated: ['receive', 'returnBuffers', 'setFilter', 'clearFilter', 'deleteVPort'],
  Deleting: ['stopDma'],
  DmaStopped: ['returnBuffers', 'freeMemory', 'completeDelete'],
};

/** Splits actions into those that the state asks for next, in that order, and all others. */
export function sortActions(
  mode: MachineStatus['mode'],
  state: string,
  actions: readonly Action[],
): { readonly next: readonly Action[]; readonly others: readonly Action[] } {
  const wanted = (mode === 'vmq' ? NEXT_OF_QUEUE : NEXT_OF_VPORT)[state] ?? [];
  const next = wanted.flatMap((key) => actions.find((one) => one.key === key) ?? []);
  return { next, others: actions.filter((one) => !next.includes(one)) };
}

/** What can be done with the adapter as a whole. */
export function adapterActions(machine: MachineStatus): readonly Action[] {
  return [
    machine.dmaRegistered
      ? action('deregisterDma', 'NdisMDeregisterScatterGatherDma', { kind: 'deregisterDma' })
      : action('registerDma', 'NdisMRegisterScatterGatherDma', { kind: 'registerDma' }),
    machine.bindingClosed
      ? action('openBinding', 'NdisOpenAdapterEx', { kind: 'openBinding' })
      : action('closeBinding', 'NdisCloseAdapterEx', { kind: 'closeBinding' }),
    machine.halting
      ? action('completeHalt', 'MiniportHaltEx', { kind: 'completeHalt' })
      : action('beginHalt', 'MiniportHaltEx', { kind: 'beginHalt' }),
    action('initialize', 'MiniportInitializeEx', { kind: 'initializeAdapter' }),
    ...(['protocol', 'binding', 'miniport'] as const).map((registrant) =>
      action(`register_${registrant}`, 'NdisSetOptionalHandlers', {
        kind: 'register',
        registrant,
        context: registrant === 'binding' ? 'BindAdapter' : 'SetOptions',
        supportsPfVPorts: machine.mode === 'sriov',
        irql: 0,
      }),
    ),
    action('registerLate', 'NdisSetOptionalHandlers', {
      kind: 'register',
      registrant: 'protocol',
      context: 'other',
      supportsPfVPorts: false,
      irql: 0,
    }),
    action('twoDrivers', 'NdisAllocateSharedMemory', { kind: 'twoDrivers' }),
  ];
}
