import { type OpName } from '../events/record.ts';
import { handleFromAddress, handleKind } from '../ndis/handles.ts';
import { ruleCode } from '../ndis/rules.ts';
import { SUCCESS } from '../ndis/status.ts';
import { type EventDescription } from './describe-event.ts';

/** Who takes part: the miniport driver, NDIS, the provider, the driver above (in practice the provider as well). */
export type Party = 'driver' | 'ndis' | 'provider' | 'overlying';

export type StepKind =
  | 'call'
  /** NDIS looks at what it was given; `from` and `to` are the same. */
  | 'check'
  | 'return'
  /** NDIS hands a block back that it cannot accept. */
  | 'undo'
  /** The simulated bug check: nothing returns. */
  | 'stop';

/** One arrow of a call's sequence, or one thing that a party does by itself. */
export interface CallStep {
  readonly from: Party;
  readonly to: Party;
  readonly kind: StepKind;
  /** The function that is called or returns, as ndis.h spells it; empty where there is none. */
  readonly name: string;
  /** Status code that a return carries; 0 for void. */
  readonly status: number;
  /** Code of the rule that decided in this step, 0 where none did. */
  readonly rule: number;
}

/** Steps that came before the callback, so that a rule found then belongs to the first check. */
const asked = (event: EventDescription): boolean => event.provider !== 0;

/**
 * The steps of a recorded call, in order. They follow from the record alone; `call-steps.test.ts` holds them to what
 * the engine traced while it ran.
 */
export function callSteps(event: EventDescription): readonly CallStep[] {
  if (event.op === 'allocate') return allocateSteps(event);
  if (event.op === 'allocateEnter') return allocateSteps(event).slice(0, 3);
  if (event.op === 'free') return freeSteps(event);
  if (event.op === 'freeEnter') return freeSteps({ ...event, endsBlock: true }).slice(0, 3);
  if (event.op === 'forcedFree') return NET_FREE;
  return otherSteps(event);
}

const step = (kind: StepKind, from: Party, to: Party, name: string, status = 0, rule = 0): CallStep => ({
  kind,
  from,
  to,
  name,
  status,
  rule,
});

const ALLOCATE = 'NdisAllocateSharedMemory';
const FREE = 'NdisFreeSharedMemory';
const NET_ALLOCATE = 'NetAllocateSharedMemory';
const NET_FREE: readonly CallStep[] = [
  step('call', 'ndis', 'provider', 'NetFreeSharedMemory'),
  step('return', 'provider', 'ndis', 'NetFreeSharedMemory'),
];

function allocateSteps(event: EventDescription): readonly CallStep[] {
  const { status, rule } = event;
  const steps: CallStep[] = [step('call', 'driver', 'ndis', ALLOCATE)];
  if (!asked(event)) {
    if (status === 0) return [...steps, step('stop', 'ndis', 'ndis', '', 0, rule)];
    return [
      ...steps,
      step('check', 'ndis', 'ndis', '', 0, rule),
      step('return', 'ndis', 'driver', ALLOCATE, status, rule),
    ];
  }
  const answered = event.answered === 0 ? status : event.answered;
  const decides = status === SUCCESS ? 0 : rule;
  steps.push(
    step('check', 'ndis', 'ndis', '', 0, remarkOfFirstCheck(event)),
    step('call', 'ndis', 'provider', NET_ALLOCATE),
    step('return', 'provider', 'ndis', NET_ALLOCATE, answered),
    step('check', 'ndis', 'ndis', '', 0, decides),
  );
  if (event.handedBack) {
    steps.push(
      step('undo', 'ndis', 'provider', 'NetFreeSharedMemory', 0, rule),
      step('return', 'provider', 'ndis', 'NetFreeSharedMemory'),
    );
  }
  steps.push(step('return', 'ndis', 'driver', ALLOCATE, status, decides));
  return steps;
}

/** A13 and A14 can be found without ending the call. */
const MILD_RULES: readonly number[] = [ruleCode('A13'), ruleCode('A14')];

const remarkOfFirstCheck = ({ rule, further }: EventDescription): number =>
  [rule, ...further.map((finding) => finding.rule)].find((code) => MILD_RULES.includes(code)) ?? 0;

function freeSteps(event: EventDescription): readonly CallStep[] {
  const { rule } = event;
  const call = step('call', 'driver', 'ndis', FREE);
  if (event.endsBlock) {
    return [
      call,
      step('check', 'ndis', 'ndis', '', 0, rule),
      ...NET_FREE,
      step('return', 'ndis', 'driver', FREE),
    ];
  }
  if (event.irql !== 0) return [call, step('stop', 'ndis', 'ndis', '', 0, rule)];
  return [call, step('check', 'ndis', 'ndis', '', 0, rule), step('return', 'ndis', 'driver', FREE)];
}

/** OID requests of the driver above, with the structure's owner below. */
const OIDS: Partial<Record<OpName | 'unknown', string>> = {
  allocateQueue: 'OID_RECEIVE_FILTER_ALLOCATE_QUEUE',
  queueParameters: 'OID_RECEIVE_FILTER_QUEUE_PARAMETERS',
  queueAllocationComplete: 'OID_RECEIVE_FILTER_QUEUE_ALLOCATION_COMPLETE',
  setFilter: 'OID_RECEIVE_FILTER_SET_FILTER',
  clearFilter: 'OID_RECEIVE_FILTER_CLEAR_FILTER',
  enumFilters: 'OID_RECEIVE_FILTER_ENUM_FILTERS',
  filterParameters: 'OID_RECEIVE_FILTER_PARAMETERS',
  freeQueue: 'OID_RECEIVE_FILTER_FREE_QUEUE',
  createSwitch: 'OID_NIC_SWITCH_CREATE_SWITCH',
  createVPort: 'OID_NIC_SWITCH_CREATE_VPORT',
  vportParameters: 'OID_NIC_SWITCH_VPORT_PARAMETERS',
  deleteVPort: 'OID_NIC_SWITCH_DELETE_VPORT',
};

/** What goes from one party to the next and on, with the name of the function at each border. */
const PASSED_ON: Partial<Record<OpName | 'unknown', readonly [Party, string, Party, string]>> = {
  completionStatus: ['driver', 'CompletionStatus', 'overlying', ''],
  allocationCompleteReturn: ['driver', 'NdisMOidRequestComplete', 'overlying', 'ProtocolOidRequestComplete'],
  freeQueueComplete: ['driver', 'NdisMOidRequestComplete', 'overlying', 'ProtocolOidRequestComplete'],
  vportActivated: ['driver', 'NdisMOidRequestComplete', 'overlying', 'ProtocolOidRequestComplete'],
  deleteVPortComplete: ['driver', 'NdisMOidRequestComplete', 'overlying', 'ProtocolOidRequestComplete'],
  dmaStopped: ['driver', 'NdisMIndicateStatusEx', 'overlying', 'ProtocolStatusEx'],
  receive: ['driver', 'NdisMIndicateReceiveNetBufferLists', 'overlying', 'ProtocolReceiveNetBufferLists'],
  returnBuffers: ['overlying', 'NdisReturnNetBufferLists', 'driver', 'MiniportReturnNetBufferLists'],
};

/** Calls that NDIS answers by itself. */
const ANSWERED: Partial<Record<OpName | 'unknown', readonly [Party, string]>> = {
  setOptionalHandlers: ['overlying', 'NdisSetOptionalHandlers'],
  registerDma: ['driver', 'NdisMRegisterScatterGatherDma'],
  deregisterDma: ['driver', 'NdisMDeregisterScatterGatherDma'],
  openAdapter: ['overlying', 'NdisOpenAdapterEx'],
  closeAdapter: ['overlying', 'NdisCloseAdapterEx'],
};

function otherSteps(event: EventDescription): readonly CallStep[] {
  const { op, status, rule } = event;
  const oid = OIDS[op];
  if (oid !== undefined) return oidSteps(oid, event);
  const passed = PASSED_ON[op];
  if (passed !== undefined) {
    const [from, name, to, onward] = passed;
    return [
      step('call', from, 'ndis', name, status),
      step('check', 'ndis', 'ndis', '', 0, rule),
      ...(rule === 0 || event.status <= SUCCESS
        ? [step('call', 'ndis', to, onward === '' ? name : onward, status)]
        : []),
    ];
  }
  const answered = ANSWERED[op];
  if (answered !== undefined) {
    const [usual, name] = answered;
    const registrant = event.registration?.ndisHandle ?? 0n;
    const from = handleKind(handleFromAddress(registrant)) === 'miniportDriver' ? 'driver' : usual;
    const call = step('call', from, 'ndis', name);
    if (op === 'setOptionalHandlers' && status === 0)
      return [call, step('stop', 'ndis', 'ndis', '', 0, rule)];
    return [
      call,
      step('check', 'ndis', 'ndis', '', 0, rule),
      step('return', 'ndis', from, name, status, rule),
    ];
  }
  if (op === 'initializeAdapter') return [step('call', 'ndis', 'driver', 'MiniportInitializeEx')];
  if (op === 'beginHalt') return [step('call', 'ndis', 'driver', 'MiniportHaltEx')];
  if (op === 'completeHalt') return [step('return', 'driver', 'ndis', 'MiniportHaltEx', 0, rule)];
  return [];
}

/** NDIS checks a request and, when it may go on, the miniport gets it. */
function oidSteps(oid: string, { status, rule }: EventDescription): readonly CallStep[] {
  const call = step('call', 'overlying', 'ndis', oid);
  const check = step('check', 'ndis', 'ndis', '', 0, status === SUCCESS ? 0 : rule);
  const end = step('return', 'ndis', 'overlying', oid, status, status === SUCCESS ? 0 : rule);
  if (status !== SUCCESS) return [call, check, end];
  return [
    call,
    check,
    step('call', 'ndis', 'driver', 'MiniportOidRequest'),
    step('return', 'driver', 'ndis', 'MiniportOidRequest', status),
    end,
  ];
}
