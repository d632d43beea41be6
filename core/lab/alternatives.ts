import { recordElements, recordFirstPage, recordNode } from '../events/record.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { MM_ANY_NODE_OK, NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../ndis/constants.ts';
import { allocationHandleOf } from '../ndis/handles.ts';
import { ruleId } from '../ndis/rules.ts';
import { usualSgListBufferLength } from '../ndis/shared-memory-parameters.ts';
import { RESOURCES, SUCCESS, type StatusCode } from '../ndis/status.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { REGISTRABLE_PROVIDERS, type RegistrableProvider } from '../providers/provider-choices.ts';
import { type Lab } from './lab.ts';
import { allocateManually, freeManually, type ManualRequest } from './manual-calls.ts';
import { registerProvider } from './register-provider.ts';
import { repairRequest, type RepairContext } from './repair-request.ts';

/** How a request that was refused can be made so that it succeeds. */
export type AlternativeKind =
  /** The same request once more. */
  | 'again'
  /** With the members put right that broke rules. */
  | 'repaired'
  /** The longest Length that fits. */
  | 'largest'
  /** Without CONTIGUOUS. */
  | 'scattered'
  /** With another PreferredNode. */
  | 'node'
  /** For the default queue, which NDIS's own provider serves. */
  | 'defaultQueue'
  /** After another provider, or the same one without its layers, was registered. */
  | 'provider';

export interface Proposal {
  readonly kind: AlternativeKind;
  readonly request: ManualRequest;
  /** Registered before the call, without layers; null for the provider that is there. */
  readonly provider: RegistrableProvider | null;
}

/** A proposal that was carried out on a machine in the very state that it is for, with what came of it. */
export interface Alternative extends Proposal {
  readonly elements: number;
  readonly node: number;
  readonly firstPage: number;
}

/** Layers whose answer depends on how many calls there were before. */
const COUNTING_LAYERS: readonly DecoratorSpec['kind'][] = ['fail-nth', 'fail-random', 'break'];

/** More repairs than a request has members that can be wrong. */
const MOST_REPAIRS = 16;

/**
 * What is worth trying in place of a request that was refused. The machine is used up by it: blocks are made and freed
 * again, so its log and its counters go on.
 * @param layers what is stacked around the provider that serves; those that count calls make a longest length senseless
 */
export function proposeAlternatives(
  machine: Lab,
  request: ManualRequest,
  layers: readonly DecoratorSpec[],
): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const propose = (kind: AlternativeKind, changed: ManualRequest): void =>
    void proposals.push({ kind, request: changed, provider: null });
  if (attempt(machine, request) === SUCCESS) {
    propose('again', request);
    return proposals;
  }
  const repaired = repairAll(machine, request);
  if (repaired !== request && attempt(machine, repaired) === SUCCESS) {
    propose('repaired', repaired);
    return proposals;
  }
  if (machine.outcome.status === RESOURCES && !layers.some(({ kind }) => COUNTING_LAYERS.includes(kind))) {
    const pages = largestPages(machine, repaired);
    if (pages > 0) propose('largest', withPages(repaired, pages));
  }
  if (machine.outcome.provider === 0) return proposals;
  if ((repaired.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0)
    propose('scattered', { ...repaired, flags: 0 });
  const nodes = [MM_ANY_NODE_OK, ...Array.from({ length: machine.nodeCount }, (_, node) => node)];
  const node = nodes.find((other) => {
    if (other === repaired.preferredNode) return false;
    return attempt(machine, { ...repaired, preferredNode: other }) === SUCCESS;
  });
  if (node !== undefined) propose('node', { ...repaired, preferredNode: node });
  if (machine.config.mode === 'vmq' && repaired.queueId !== 0)
    propose('defaultQueue', { ...repaired, queueId: 0 });
  for (const provider of REGISTRABLE_PROVIDERS)
    proposals.push({ kind: 'provider', request: repaired, provider });
  return proposals;
}

/** Carries a proposal out; null when it was refused too, or when the provider that it names was not even asked. */
export function carryOutProposal(machine: Lab, proposal: Proposal): Alternative | null {
  const { provider, request } = proposal;
  if (provider !== null) registerProvider(machine, provider, []);
  const newest = machine.ndis.providers.length;
  const { log } = machine.session;
  const seq = allocateManually(machine, request);
  const { outcome } = machine;
  if (outcome.status !== SUCCESS || (provider !== null && outcome.provider !== newest)) return null;
  const words = log.wordsOf(seq);
  const at = log.offsetOf(seq);
  return {
    ...proposal,
    elements: recordElements(words, at),
    node: recordNode(words, at),
    firstPage: recordFirstPage(words, at),
  };
}

/** Steps of a page by which a longest Length is put right at most. */
const MOST_CORRECTIONS = 32;

/**
 * The longest Length for certain: it is granted, and a page more is refused. A policy that rounds up answers a scattered
 * request by how it happens to be cut, so that what was found on a used-up machine can be off by a few pages.
 * @param carryOut carries a proposal out on a machine in the state that it is for
 */
export async function settleLargest(
  proposal: Proposal,
  carryOut: (proposal: Proposal) => Promise<Alternative | null>,
): Promise<Alternative | null> {
  let granted: Alternative | null = null;
  let pages = Math.ceil(proposal.request.lengthBytes / PAGE_SIZE);
  for (let step = 0; step < MOST_CORRECTIONS && pages > 0; step++) {
    const answer = await carryOut({ ...proposal, request: withPages(proposal.request, pages) });
    if (answer === null && granted !== null) return granted;
    granted = answer;
    pages += answer === null ? -1 : 1;
  }
  return null;
}

/** Makes the call, and takes back what it made. */
function attempt(machine: Lab, request: ManualRequest): StatusCode {
  allocateManually(machine, request);
  const { status, block, provider } = machine.outcome;
  if (block === 0) return status;
  freeManually(machine, allocationHandleOf(block), 0);
  machine.outcome.status = status;
  machine.outcome.provider = provider;
  return status;
}

/** The request with every member put right that NDIS objects to. */
function repairAll(machine: Lab, request: ManualRequest): ManualRequest {
  const context = repairContextOf(machine);
  let repaired = request;
  for (let round = 0; round < MOST_REPAIRS; round++) {
    const { outcome } = machine;
    const change = outcome.status === SUCCESS ? null : repairRequest(ruleId(outcome.rule), repaired, context);
    if (change === null) break;
    repaired = { ...repaired, ...change };
    attempt(machine, repaired);
  }
  return repaired;
}

function repairContextOf({ adapter, config }: Lab): RepairContext {
  const queue = adapter.queues.find(
    (known) => known !== undefined && (known.state === 'Running' || known.state === 'Paused'),
  );
  const vport = adapter.vports.find(
    (known) =>
      known !== undefined &&
      known.id > 0 &&
      known.onPhysicalFunction &&
      known.state === 'Activated' &&
      !known.deleting,
  );
  return { ndisVersion: config.ndisVersion, queueId: queue?.id ?? 0, vportId: vport?.id ?? 0 };
}

/** The same request for so many whole pages; a list buffer of the usual length stays one. */
function withPages(request: ManualRequest, pages: number): ManualRequest {
  const lengthBytes = pages * PAGE_SIZE;
  const usual = request.sgListBufferLength === usualSgListBufferLength(request.lengthBytes);
  return {
    ...request,
    lengthBytes,
    sgListBufferLength: usual ? usualSgListBufferLength(lengthBytes) : request.sgListBufferLength,
  };
}

/** Pages of the longest request of this kind that is granted, below what was asked for; 0 where not even one is. */
function largestPages(machine: Lab, request: ManualRequest): number {
  const fits = (pages: number): boolean => attempt(machine, withPages(request, pages)) === SUCCESS;
  const { provider } = machine.outcome;
  const contiguous = (request.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  const told =
    machine.ndis.providers[provider - 1]?.characteristics.books?.largestGrantPages(contiguous) ?? 0;
  let low = 0;
  let high = Math.ceil(request.lengthBytes / PAGE_SIZE);
  // What the provider says of itself is nearly always right, and saves the search.
  if (told > 0 && told < high) {
    if (fits(told)) low = told;
    else high = told;
    if (low === told && told + 1 < high && !fits(told + 1)) high = told + 1;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
