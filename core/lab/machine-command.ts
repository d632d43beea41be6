import { type RegistrationContext } from '../ndis/constants.ts';

/** Who registers a provider: the switch's protocol driver, its binding, or the miniport driver. */
export const REGISTRANTS = ['protocol', 'binding', 'miniport'] as const;
export type Registrant = (typeof REGISTRANTS)[number];

/** Requests that name nothing but themselves. */
export const PLAIN_COMMANDS = [
  'createSwitch',
  'registerDma',
  'deregisterDma',
  'openBinding',
  'closeBinding',
  'beginHalt',
  'completeHalt',
  'initializeAdapter',
  'twoDrivers',
] as const;
/** Requests about one queue or VPort. */
export const QUEUE_COMMANDS = [
  'changeQueueParameters',
  'completeAllocation',
  'fillAndComplete',
  'setFilter',
  'enumFilters',
  'freeQueue',
  'dmaStopped',
  'freeQueueMemory',
  'completeFreeQueue',
] as const;
export const VPORT_COMMANDS = [
  'setVPortFilter',
  'activateVPort',
  'completeActivation',
  'failActivation',
  'deactivateVPort',
  'deleteVPort',
  'stopVPortDma',
  'freeVPortMemory',
  'completeDeleteVPort',
] as const;

/** What a person asks of the drivers on screen, as plain data. */
export type MachineCommand =
  | { readonly kind: (typeof PLAIN_COMMANDS)[number] }
  | { readonly kind: (typeof QUEUE_COMMANDS)[number]; readonly id: number }
  | { readonly kind: (typeof VPORT_COMMANDS)[number]; readonly id: number }
  | { readonly kind: 'allocateQueue'; readonly lookaheadBytes: number }
  | { readonly kind: 'completeAllocations'; readonly ids: readonly number[] }
  | { readonly kind: 'createVPort'; readonly physicalFunction: boolean }
  | { readonly kind: 'clearFilter'; readonly id: number; readonly filterId: number }
  | { readonly kind: 'filterParameters'; readonly filterId: number }
  | {
      readonly kind: 'receive';
      /** Queue id; VPort id in SR-IOV mode. */
      readonly id: number;
      readonly sharedMemoryHandle: bigint;
      readonly offsetBytes: number;
      readonly lengthBytes: number;
    }
  | { readonly kind: 'returnBuffers'; readonly list: number }
  | {
      readonly kind: 'register';
      readonly registrant: Registrant;
      readonly context: RegistrationContext;
      readonly supportsPfVPorts: boolean;
      readonly irql: number;
    };
