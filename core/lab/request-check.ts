import { CallOutcome } from '../ndis/call-outcome.ts';
import { type CheckedAdapter, checkRequest, FIELD_OF_RULE } from '../ndis/check-request.ts';
import { type NdisVersion, PASSIVE_LEVEL } from '../ndis/constants.ts';
import { NO_RULE, ruleCode, ruleId } from '../ndis/rules.ts';
import { ScatterGatherList } from '../ndis/scatter-gather-list.ts';
import { SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { fillRequest, type ManualRequest } from './manual-calls.ts';
import { repairRequest, type RepairContext } from './repair-request.ts';

/** The machine as far as NDIS looks at it before it asks a provider. */
export interface CheckedMachine {
  readonly ndisVersion: NdisVersion;
  readonly nodeCount: number;
  readonly dmaRegistered: boolean;
  readonly adapter: CheckedAdapter;
  /** What the members that are wrong can be set to. */
  readonly repair: RepairContext;
}

/** A rule that the request breaks, or one that it keeps with a remark. */
export interface RequestFinding {
  readonly rule: number;
  /** Member of SharedMemoryParameters that it is about; '' for the call itself. */
  readonly member: string;
  /** Whether NDIS refuses the call for it, or only reports it. */
  readonly refused: boolean;
  /** What would put it right; null where no member can. */
  readonly repair: Partial<ManualRequest> | null;
}

const parameters = new SharedMemoryParameters(new ScatterGatherList());
const outcome = new CallOutcome();
const A1 = ruleCode('A1');
const A27 = ruleCode('A27');
/** More rules than one request can break. */
const MOST_RULES = 16;

/**
 * Every rule that the request breaks, in the order in which NDIS would come across them if each were repaired in turn:
 * the first one is what a call would be refused for. The checks are those of NdisAllocateSharedMemory itself.
 */
export function checkManualRequest(
  machine: CheckedMachine,
  request: ManualRequest,
): readonly RequestFinding[] {
  const findings: RequestFinding[] = [];
  let repaired = request;
  const find = (rule: number): boolean => {
    const id = ruleId(rule);
    const repair = repairRequest(id, repaired, machine.repair);
    findings.push({ rule, member: FIELD_OF_RULE[id] ?? '', refused: true, repair });
    if (repair === null) return false;
    repaired = { ...repaired, ...repair };
    return true;
  };
  if (request.irql !== PASSIVE_LEVEL) find(A1);
  for (let round = 0; round < MOST_RULES; round++) {
    outcome.reset();
    fillRequest(parameters, repaired, machine.ndisVersion);
    const rule = checkRequest(machine.adapter, machine.nodeCount, parameters, outcome);
    if (rule === NO_RULE) break;
    if (!find(rule)) return findings;
  }
  for (let at = 0; at < outcome.findingCount; at++) {
    const rule = outcome.findingRules[at] ?? NO_RULE;
    if (rule === NO_RULE) continue;
    findings.push({ rule, member: FIELD_OF_RULE[ruleId(rule)] ?? '', refused: false, repair: null });
  }
  if (!machine.dmaRegistered) findings.push({ rule: A27, member: '', refused: true, repair: null });
  return findings;
}
