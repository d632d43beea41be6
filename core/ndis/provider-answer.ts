import { bytesToPages, pageIndex } from '../memory/units.ts';
import { type AllocateCall } from './allocate-call.ts';
import { type CallOutcome } from './call-outcome.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from './constants.ts';
import { diagnosticCode, type DiagnosticCode } from './diagnostics.ts';
import { type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { callFreeHandler, unaccountedPages } from './provider-books.ts';
import { type RuleCode, ruleCode } from './rules.ts';
import { sgListBytes } from './scatter-gather-list.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { FAILURE, INVALID_PARAMETER, PENDING, RESOURCES, SUCCESS, type StatusCode } from './status.ts';

const P1 = ruleCode('P1');
const P2 = ruleCode('P2');
const P3 = ruleCode('P3');
const P4 = ruleCode('P4');
const P5 = ruleCode('P5');
const P6 = ruleCode('P6');
const P7 = ruleCode('P7');
const P8 = ruleCode('P8');
const A20 = ruleCode('A20');
const A22 = ruleCode('A22');
const A28 = ruleCode('A28');

const PROVIDER_BAD_STATUS = diagnosticCode('PROVIDER_BAD_STATUS');
const PROVIDER_PENDING = diagnosticCode('PROVIDER_PENDING');
const PROVIDER_NO_ADDRESS = diagnosticCode('PROVIDER_NO_ADDRESS');
const PROVIDER_BAD_SG_LIST = diagnosticCode('PROVIDER_BAD_SG_LIST');
const PROVIDER_SG_LENGTH = diagnosticCode('PROVIDER_SG_LENGTH');
const PROVIDER_OVERLAP = diagnosticCode('PROVIDER_OVERLAP');
const PROVIDER_LEAK_ON_FAILURE = diagnosticCode('PROVIDER_LEAK_ON_FAILURE');
const SG_LIST_TOO_SMALL = diagnosticCode('SG_LIST_TOO_SMALL');
const CONTIGUITY_NOT_MET = diagnosticCode('CONTIGUITY_NOT_MET');

/**
 * Checks what NetAllocateSharedMemory gave back (rules P1 to P8, A20, A22, A28) and answers the status that the
 * miniport gets. A success that has to be rejected goes back to its provider, so that no block is left without an
 * owner.
 * @param takenPages pages that the provider took while it was asked, as its books say
 */
export function checkProviderAnswer(
  ndis: Ndis,
  call: AllocateCall,
  parameters: SharedMemoryParameters,
  provider: RegisteredProvider,
  takenPages: number,
): StatusCode {
  const { answered, outcome } = call;
  // PENDING is a success-class number, so it has to be looked for before any test for success.
  if (answered === SUCCESS) return checkBlock(ndis, call, parameters, provider);
  const status = refusal(answered, outcome);
  if (takenPages > 0) outcome.remark(PROVIDER_LEAK_ON_FAILURE, P8);
  return status;
}

function refusal(answered: StatusCode, outcome: CallOutcome): StatusCode {
  if (answered === PENDING) return outcome.refuse(FAILURE, P2, PROVIDER_PENDING);
  if (answered === RESOURCES) {
    if (outcome.neededListBytes > 0) return outcome.refuse(RESOURCES, A20, SG_LIST_TOO_SMALL);
    return outcome.refuse(RESOURCES, A28);
  }
  if (answered !== FAILURE && answered !== INVALID_PARAMETER) {
    return outcome.refuse(FAILURE, P1, PROVIDER_BAD_STATUS);
  }
  outcome.status = answered;
  return answered;
}

function checkBlock(
  ndis: Ndis,
  call: AllocateCall,
  parameters: SharedMemoryParameters,
  provider: RegisteredProvider,
): StatusCode {
  const list = parameters.SGListBuffer;
  const elements = list.NumberOfElements;
  if (parameters.virtualPage === 0) return reject(ndis, call, provider, FAILURE, P3, PROVIDER_NO_ADDRESS);
  if (elements < 1 || sgListBytes(elements) > parameters.SGListBufferLength) {
    return reject(ndis, call, provider, FAILURE, P4, PROVIDER_BAD_SG_LIST);
  }
  if (!coversLength(parameters)) return reject(ndis, call, provider, FAILURE, P5, PROVIDER_SG_LENGTH);
  if (!isFreeMemory(ndis, parameters)) return reject(ndis, call, provider, FAILURE, P6, PROVIDER_OVERLAP);
  if ((parameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0 && elements !== 1) {
    return reject(ndis, call, provider, RESOURCES, A22, CONTIGUITY_NOT_MET);
  }
  return SUCCESS;
}

function coversLength({ SGListBuffer: list, Length }: SharedMemoryParameters): boolean {
  let sum = 0;
  for (let index = 0; index < list.NumberOfElements; index++) {
    if (list.lengths[index] === 0) return false;
    sum += list.lengths[index]!;
  }
  return sum >= Length;
}

/** Whole pages are charged, so two elements that share a page overlap (model decision, domain notes section 8). */
function isFreeMemory(ndis: Ndis, { SGListBuffer: list }: SharedMemoryParameters): boolean {
  const count = list.NumberOfElements;
  for (let index = 0; index < count; index++) {
    const first = list.pages[index]!;
    const pages = bytesToPages(list.offsets[index]! + list.lengths[index]!);
    if (!ndis.owners.isFree(pageIndex(first), pages)) return false;
  }
  return count === 1 || !overlapsItself(ndis, list.pages, list.offsets, list.lengths, count);
}

/** Marks the pages element by element; one that is marked already is an overlap. Leaves the owners as they were. */
function overlapsItself(
  ndis: Ndis,
  pages: Float64Array,
  offsets: Uint16Array,
  lengths: Uint32Array,
  count: number,
): boolean {
  let marked = 0;
  let overlap = false;
  for (; marked < count; marked++) {
    const length = bytesToPages(offsets[marked]! + lengths[marked]!);
    overlap = !ndis.owners.isFree(pageIndex(pages[marked]!), length);
    if (overlap) break;
    ndis.owners.set(pageIndex(pages[marked]!), length, PROBE);
  }
  for (let index = 0; index < marked; index++) {
    ndis.owners.set(pageIndex(pages[index]!), bytesToPages(offsets[index]! + lengths[index]!), 0);
  }
  return overlap;
}
/** Stands for "the block under examination"; no ordinal reaches it. */
const PROBE = 0xffff_ffff;

function reject(
  ndis: Ndis,
  call: AllocateCall,
  provider: RegisteredProvider,
  status: StatusCode,
  rule: RuleCode,
  diagnostic: DiagnosticCode,
): StatusCode {
  const { outcome } = call;
  outcome.refuse(status, rule, diagnostic);
  outcome.handedBack = true;
  ndis.trace?.('undo');
  if (rule === A22 && !provider.isDefault) outcome.remark(CONTIGUITY_NOT_MET, P7);
  const taken = call.unaccountedAfter - call.unaccountedBefore;
  const expected = unaccountedPages(provider) - taken;
  callFreeHandler(ndis, provider, call.providerCall.blockContext, expected, outcome);
  return status;
}
