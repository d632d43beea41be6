import {
  checkManualRequest,
  type CheckedMachine,
  QUEUE_STATES,
  ruleOf,
} from '../../electron/contract/core.ts';
import { type MachineStatus } from '../../electron/contract/engine-status.ts';
import { type AllocateRequest, type SessionInfo } from '../../electron/contract/schemas.ts';
import { type AllocateFields, FIELD_OF_MEMBER } from './form-fields.ts';

/** What NDIS would say of a member if the call were made now. */
export interface FieldFinding {
  readonly field: keyof AllocateFields | null;
  /** Id of the rule. */
  readonly rule: string;
  readonly source: string;
  readonly refused: boolean;
  readonly repair: Partial<AllocateRequest> | null;
}

/** The machine as the engine last described it, for the engine's own check. */
export function checkedMachine(
  machine: MachineStatus,
  { ndisVersion, nodeStarts }: Pick<SessionInfo, 'ndisVersion' | 'nodeStarts'>,
): CheckedMachine {
  const queues: CheckedMachine['adapter']['queues'][number][] = [];
  for (const { id, state, lookaheadBytes } of machine.queues) {
    queues[id] = { state: QUEUE_STATES.find((known) => known === state) ?? 'Undefined', lookaheadBytes };
  }
  const vports: CheckedMachine['adapter']['vports'][number][] = [];
  for (const { id, physicalFunction, state } of machine.vports) {
    vports[id] = {
      onPhysicalFunction: physicalFunction,
      state: state === 'Deactivated' || state === 'Activating' ? state : 'Activated',
      deleting: state === 'Deleting' || state === 'DmaStopped',
    };
  }
  const queue = machine.queues.find(({ state }) => state === 'Running' || state === 'Paused');
  const vport = machine.vports.find(
    ({ id, physicalFunction, state }) => id > 0 && physicalFunction && state === 'Activated',
  );
  return {
    ndisVersion,
    nodeCount: nodeStarts.length - 1,
    dmaRegistered: machine.dmaRegistered,
    adapter: { options: { mode: machine.mode }, miniport: { ndisVersion }, queues, vports },
    repair: { ndisVersion, queueId: queue?.id ?? 0, vportId: vport?.id ?? 0 },
  };
}

/** Every rule that the request would break now, checked as NdisAllocateSharedMemory checks it, by field of the form. */
export const checkRequestNow = (machine: CheckedMachine, request: AllocateRequest): readonly FieldFinding[] =>
  checkManualRequest(machine, request).flatMap(({ rule, member, refused, repair }) => {
    const known = ruleOf(rule);
    if (known === null) return [];
    return [
      { field: FIELD_OF_MEMBER[member] ?? null, rule: known.id, source: known.source, refused, repair },
    ];
  });
