import { type CallOutcome } from './call-outcome.ts';
import {
  NDIS_PF_FUNCTION_ID,
  NdisNicSwitchVPortStateActivated,
  NdisNicSwitchVPortStateDeactivated,
} from './constants.ts';
import { type DiagnosticCode, diagnosticCode } from './diagnostics.ts';
import { type Adapter, type Binding, type VPort } from './machine.ts';
import { type Ndis } from './ndis.ts';
import {
  beginOidRequest,
  endOwner,
  informationBuffer,
  type InformationBuffer,
  reaches,
} from './oid-requests.ts';
import { NO_RULE, ruleCode } from './rules.ts';
import {
  FAILURE,
  INVALID_LENGTH,
  INVALID_PARAMETER,
  NO_STATUS,
  NOT_SUPPORTED,
  SUCCESS,
  type StatusCode,
} from './status.ts';

const Q1 = ruleCode('Q1');
const V1 = ruleCode('V1');
const V2 = ruleCode('V2');
const V3 = ruleCode('V3');
const V4 = ruleCode('V4');
const NOT_IN_SRIOV_MODE = diagnosticCode('NOT_IN_SRIOV_MODE');
const SWITCH_EXISTS = diagnosticCode('SWITCH_EXISTS');
const NO_SWITCH = diagnosticCode('NO_SWITCH');
const NO_FREE_VPORT = diagnosticCode('NO_FREE_VPORT');
const UNKNOWN_VPORT = diagnosticCode('UNKNOWN_VPORT');
const INVALID_VPORT_STATE = diagnosticCode('INVALID_VPORT_STATE');
const UNEXPECTED_DMA_STOPPED = diagnosticCode('UNEXPECTED_DMA_STOPPED');

/** NDIS_NIC_SWITCH_VPORT_PARAMETERS revision 1 (domain notes 2.7). */
const VPORT_PARAMETERS_BYTES = 572;

/** NDIS_NIC_SWITCH_VPORT_PARAMETERS: the members that the contract of shared memory depends on. */
export interface VPortParameters extends InformationBuffer {
  readonly SwitchId: number;
  readonly VPortId: number;
  /** NDIS_PF_FUNCTION_ID, or the number of a virtual function. */
  readonly AttachedFunctionId: number;
}

/** What a well-behaved overlying driver passes to create a VPort on the physical function. */
export const usualVPortParameters = (): VPortParameters => ({
  ...informationBuffer(1, VPORT_PARAMETERS_BYTES),
  SwitchId: 0,
  VPortId: 0,
  AttachedFunctionId: NDIS_PF_FUNCTION_ID,
});

/** OID_NIC_SWITCH_CREATE_SWITCH: makes the default VPort, on the physical function and activated. */
export function createSwitch(binding: Binding, outcome: CallOutcome): StatusCode {
  if (!beginSwitchRequest(binding, outcome)) return outcome.status;
  const { adapter } = binding;
  if (adapter.vports[0] !== undefined) return outcome.refuse(FAILURE, NO_RULE, SWITCH_EXISTS);
  adapter.vports[0] = newVPort(0, binding, true, 'Activated');
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** OID_NIC_SWITCH_CREATE_VPORT: the lowest free id from 1 up; answers the VPort or null (rules Q1, V4). */
export function createVPort(
  binding: Binding,
  parameters: VPortParameters,
  outcome: CallOutcome,
): VPort | null {
  if (!beginSwitchRequest(binding, outcome)) return null;
  const { adapter } = binding;
  let id = 1;
  while (adapter.vports[id] !== undefined) id++;
  if (!reaches(parameters, VPORT_PARAMETERS_BYTES)) outcome.refuse(INVALID_LENGTH, Q1);
  else if (parameters.SwitchId !== 0 || parameters.VPortId !== 0) outcome.refuse(INVALID_PARAMETER, V4);
  else if (adapter.vports[0] === undefined) outcome.refuse(FAILURE, NO_RULE, NO_SWITCH);
  else if (id >= adapter.options.numVPorts) outcome.refuse(FAILURE, NO_RULE, NO_FREE_VPORT);
  else {
    const onPhysicalFunction = parameters.AttachedFunctionId === NDIS_PF_FUNCTION_ID;
    const vport = newVPort(id, binding, onPhysicalFunction, onPhysicalFunction ? 'Deactivated' : 'Activated');
    adapter.vports[id] = vport;
    outcome.status = SUCCESS;
    return vport;
  }
  return null;
}

const newVPort = (id: number, owner: Binding, onPhysicalFunction: boolean, state: VPort['state']): VPort => ({
  id,
  owner,
  onPhysicalFunction,
  state,
  deleting: false,
  dmaRunning: onPhysicalFunction && state === 'Activated',
  filters: 0,
  liveBlocks: 0,
  buffersOut: 0,
});

/**
 * OID_NIC_SWITCH_VPORT_PARAMETERS (set) with a VPortState (rule V2). Activation is under way until the miniport
 * completes it; without STATE_CHANGED nothing changes.
 */
export function setVPortParameters(
  binding: Binding,
  vportId: number,
  vportState: number,
  stateChanged: boolean,
  outcome: CallOutcome,
): StatusCode {
  if (!beginSwitchRequest(binding, outcome)) return outcome.status;
  const vport = binding.adapter.vports[vportId];
  if (vport === undefined) return outcome.refuse(INVALID_PARAMETER, NO_RULE, UNKNOWN_VPORT);
  if (vport.deleting) return outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
  if (stateChanged && vportState === NdisNicSwitchVPortStateDeactivated) {
    if (vport.state !== 'Deactivated') return outcome.refuse(INVALID_PARAMETER, V2);
  } else if (stateChanged && vportState === NdisNicSwitchVPortStateActivated) {
    if (vport.state === 'Deactivated') vport.state = 'Activating';
  } else if (stateChanged) return outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** The miniport completes an activation: the VPort runs, or is back where it was. */
export function completeVPortActivation(
  adapter: Adapter,
  vportId: number,
  status: StatusCode,
  outcome: CallOutcome,
): void {
  outcome.reset();
  const vport = adapter.vports[vportId];
  if (vport?.state !== 'Activating' || vport.deleting) {
    outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
    return;
  }
  outcome.status = status;
  vport.state = status === SUCCESS ? 'Activated' : 'Deactivated';
  vport.dmaRunning = status === SUCCESS && vport.onPhysicalFunction;
}

/** OID_NIC_SWITCH_DELETE_VPORT (rules V1, V3): the miniport is to stop DMA, free and complete. */
export function deleteVPort(binding: Binding, vportId: number, outcome: CallOutcome): StatusCode {
  if (!beginSwitchRequest(binding, outcome)) return outcome.status;
  const vport = vportId === 0 ? undefined : binding.adapter.vports[vportId];
  if (vport === undefined) return outcome.refuse(INVALID_PARAMETER, V1);
  if (vport.deleting) return outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
  if (vport.filters > 0) return outcome.refuse(INVALID_PARAMETER, V3);
  vport.deleting = true;
  outcome.status = SUCCESS;
  return SUCCESS;
}

/** The miniport has stopped DMA to a VPort that is being deleted. */
export function stopVPortDma(adapter: Adapter, vportId: number, outcome: CallOutcome): void {
  outcome.reset();
  const vport = adapter.vports[vportId];
  if (vport?.deleting === true) vport.dmaRunning = false;
  else complain(outcome, UNEXPECTED_DMA_STOPPED);
}

/** The miniport completes OID_NIC_SWITCH_DELETE_VPORT; blocks that still belong to the VPort become orphans. */
export function completeDeleteVPort(
  ndis: Ndis,
  adapter: Adapter,
  vportId: number,
  outcome: CallOutcome,
): void {
  outcome.reset();
  const vport = adapter.vports[vportId];
  if (vport?.deleting !== true || vport.dmaRunning) {
    outcome.refuse(INVALID_PARAMETER, NO_RULE, INVALID_VPORT_STATE);
    return;
  }
  endOwner(ndis, adapter, vport, true, outcome);
}

function beginSwitchRequest(binding: Binding, outcome: CallOutcome): boolean {
  if (!beginOidRequest(binding, outcome)) return false;
  if (binding.adapter.options.mode === 'sriov') return true;
  outcome.refuse(NOT_SUPPORTED, NO_RULE, NOT_IN_SRIOV_MODE);
  return false;
}

const complain = (outcome: CallOutcome, diagnostic: DiagnosticCode): StatusCode =>
  outcome.refuse(NO_STATUS, NO_RULE, diagnostic);
