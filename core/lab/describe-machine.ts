import { type MemoryOwner } from '../ndis/machine.ts';
import { type Lab } from './lab.ts';
import { VPORT_STATES, vportStateCode } from './vport-state.ts';

interface OwnerStatus {
  readonly id: number;
  readonly state: string;
  readonly liveBlocks: number;
  readonly filterIds: readonly number[];
  /** NET_BUFFER_LISTs that are out. */
  readonly lists: readonly number[];
}

/** What a person can act on: the adapter in use with its queues and VPorts, as they are now. */
export interface MachineStatus {
  readonly adapter: number;
  readonly mode: 'vmq' | 'sriov';
  readonly dmaRegistered: boolean;
  readonly bindingClosed: boolean;
  readonly halting: boolean;
  readonly halted: boolean;
  readonly defaultLists: readonly number[];
  readonly queues: readonly (OwnerStatus & { readonly lookaheadBytes: number })[];
  readonly vports: readonly (OwnerStatus & { readonly physicalFunction: boolean })[];
}

export function describeMachine(lab: Lab): MachineStatus {
  const { adapter, binding, ndis } = lab;
  const lists = [...ndis.netBufferLists.values()].filter((list) => list.adapter === adapter);
  const statusOf = (owner: MemoryOwner, state: string): OwnerStatus => ({
    id: owner.id,
    state,
    liveBlocks: owner.liveBlocks,
    filterIds: [...adapter.filters.values()]
      .filter((filter) => filter.target === owner)
      .map((filter) => filter.id),
    lists: lists.filter((list) => list.owner === owner).map((list) => list.id),
  });
  return {
    adapter: adapter.code,
    mode: adapter.options.mode,
    dmaRegistered: adapter.dmaRegistered,
    bindingClosed: binding.closed,
    halting: adapter.halting,
    halted: adapter.halted,
    defaultLists: lists.filter((list) => list.owner === null).map((list) => list.id),
    queues: adapter.queues.flatMap((queue) =>
      queue === undefined ? [] : [{ ...statusOf(queue, queue.state), lookaheadBytes: queue.lookaheadBytes }],
    ),
    vports: adapter.vports.flatMap((vport) =>
      vport === undefined
        ? []
        : [
            {
              ...statusOf(vport, VPORT_STATES[vportStateCode(vport)] ?? 'none'),
              physicalFunction: vport.onPhysicalFunction,
            },
          ],
    ),
  };
}
