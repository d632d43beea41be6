import { type RegistrationContext } from '../constants.ts';

/** How a scripted provider answers, and what its free function does. */
export const ANSWERS = [
  'good',
  'oneRun',
  'resources',
  'invalid',
  'failure',
  'pending',
  'odd',
  'noAddress',
  'empty',
  'tooMany',
  'zeroLength',
  'short',
  'overlapLive',
  'twice',
  'outside',
  'leak',
  'needList',
  'writeSlot',
  'reenter',
  'reenterTwice',
] as const;
export type Answer = (typeof ANSWERS)[number];
export const RELEASES = ['exact', 'none', 'extra'] as const;
export type Release = (typeof RELEASES)[number];

/** What a command passes as a handle; `pick` chooses among the objects of the kind. */
export const HANDLE_KINDS = [
  'adapter',
  'binding',
  'protocol',
  'miniport',
  'filter',
  'null',
  'foreign',
] as const;
export interface HandleChoice {
  readonly kind: (typeof HANDLE_KINDS)[number];
  readonly pick: number;
}

export interface RegisterCommand {
  readonly op: 'register';
  readonly handle: HandleChoice;
  readonly context: RegistrationContext;
  readonly irql: number;
  readonly type: number;
  readonly revision: number;
  readonly size: number;
  readonly flags: number;
  readonly nullAllocate: boolean;
  readonly nullFree: boolean;
}

export interface AllocateCommand {
  readonly op: 'allocate';
  readonly handle: HandleChoice;
  readonly irql: number;
  readonly nullParameters: boolean;
  readonly nullSlot: boolean;
  readonly type: number;
  readonly revision: number;
  /** Added to the size that the revision needs. */
  readonly sizeExtra: number;
  readonly flags: number;
  readonly queueId: number;
  readonly vportId: number;
  readonly node: number;
  readonly usage: number;
  readonly length: number;
  /** Elements that the list has room for beyond one a page. */
  readonly roomExtra: number;
  readonly list: 'usual' | 'null' | 'wraps' | 'tiny';
  readonly answer: Answer;
  readonly release: Release;
}

export interface FreeCommand {
  readonly op: 'free';
  readonly pick: number;
  readonly what: 'block' | 'shared' | 'null' | 'foreign' | 'future';
  readonly sameHandle: boolean;
  readonly irql: number;
  readonly release: Release;
}

export type OwnerCommand = {
  readonly op:
    | 'queueParameters'
    | 'deliver'
    | 'enumFilters'
    | 'freeQueue'
    | 'dmaStopped'
    | 'completeFree'
    | 'deleteVPort'
    | 'stopVPortDma'
    | 'completeDelete';
  readonly binding: number;
  readonly id: number;
};

export type Command =
  | RegisterCommand
  | AllocateCommand
  | FreeCommand
  | OwnerCommand
  | {
      readonly op: 'allocateQueue';
      readonly binding: number;
      readonly revision: number;
      readonly missing: number;
      readonly flags: number;
      readonly type: number;
      readonly affinity: number;
      readonly lookahead: number;
    }
  | { readonly op: 'completeElement'; readonly binding: number; readonly id: number; readonly fails: boolean }
  | {
      readonly op: 'beginComplete';
      readonly binding: number;
      readonly first: number;
      readonly size: number;
      readonly count: number;
      readonly extra: number;
    }
  | { readonly op: 'shortFreeQueue'; readonly binding: number; readonly id: number }
  | { readonly op: 'setFilter'; readonly binding: number; readonly queueId: number; readonly vportId: number }
  | {
      readonly op: 'clearFilter';
      readonly binding: number;
      readonly queueId: number;
      readonly filterId: number;
    }
  | { readonly op: 'filterParameters'; readonly binding: number; readonly filterId: number }
  | {
      readonly op: 'receive';
      readonly adapter: number;
      readonly id: number;
      readonly pick: number;
      readonly handle: 'block' | 'null' | 'foreign';
      readonly offset: number;
      readonly length: number;
    }
  | { readonly op: 'returnList'; readonly id: number }
  | { readonly op: 'createSwitch'; readonly binding: number }
  | {
      readonly op: 'createVPort';
      readonly binding: number;
      readonly missing: number;
      readonly switchId: number;
      readonly vportId: number;
      readonly physical: boolean;
    }
  | {
      readonly op: 'vportParameters';
      readonly binding: number;
      readonly id: number;
      readonly state: number;
      readonly changed: boolean;
    }
  | {
      readonly op: 'completeActivation';
      readonly adapter: number;
      readonly id: number;
      readonly fails: boolean;
    }
  | { readonly op: 'dma'; readonly adapter: number; readonly register: boolean }
  | { readonly op: 'close'; readonly binding: number }
  | { readonly op: 'open'; readonly protocol: number; readonly adapter: number }
  | { readonly op: 'halt'; readonly adapter: number; readonly complete: boolean }
  | { readonly op: 'initialize'; readonly sriov: boolean }
  | { readonly op: 'defaultProvider'; readonly on: boolean };
