import { bytesToPages, pageIndex } from '../memory/units.ts';
import { type CallOutcome } from './call-outcome.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from './constants.ts';
import { diagnosticCode, type DiagnosticCode } from './diagnostics.ts';
import { type RegisteredProvider } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { type RuleCode, ruleCode } from './rules.ts';
import { sgListCapacity } from './scatter-gather-list.ts';
import { type SharedMemoryParameters } from './shared-memory-parameters.ts';
import { FAILURE, INVALID_PARAMETER, PENDING, RESOURCES, SUCCESS, type StatusCode } from './status.ts';

const P1 = ruleCode('P1');
const P2 = ruleCode('P2');
const P3 = ruleCode('P3');
const P4 = ruleCode('P4');
const P5 = ruleCode('P5');
const P6 = ruleCode('P6');
const A22 = ruleCode('A22');

const PROVIDER_BAD_STATUS = diagnosticCode('PROVIDER_BAD_STATUS');
const PROVIDER_PENDING = diagnosticCode('PROVIDER_PENDING');
const PROVIDER_NO_ADDRESS = diagnosticCode('PROVIDER_NO_ADDRESS');
const PROVIDER_BAD_SG_LIST = diagnosticCode('PROVIDER_BAD_SG_LIST');
const PROVIDER_SG_LENGTH = diagnosticCode('PROVIDER_SG_LENGTH');
const PROVIDER_OVERLAP = diagnosticCode('PROVIDER_OVERLAP');
const CONTIGUITY_NOT_MET = diagnosticCode('CONTIGUITY_NOT_MET');

/**
 * Checks what NetAllocateSharedMemory gave back (rules P1 to P6, A22) and answers the status that the miniport gets.
 * A success that has to be rejected goes back to its provider, so that no block is left without an owner.
 */
export function checkProviderAnswer(
  ndis: Ndis,
  provider: RegisteredProvider,
  answered: StatusCode,
  parameters: SharedMemoryParameters,
  outcome: CallOutcome,
): StatusCode {
  // PENDING is a success-class number, so it has to be looked for before any test for success.
  if (answered === PENDING) return outcome.refuse(FAILURE, P2, PROVIDER_PENDING);
  if (answered === FAILURE || answered === INVALID_PARAMETER) {
    outcome.status = answered;
    return answered;
  }
  if (answered !== SUCCESS) return outcome.refuse(FAILURE, P1, PROVIDER_BAD_STATUS);

  const list = parameters.SGListBuffer;
  const elements = list.NumberOfElements;
  if (parameters.virtualPage === 0) return reject(ndis, provider, outcome, FAILURE, P3, PROVIDER_NO_ADDRESS);
  if (elements < 1 || elements > sgListCapacity(parameters.SGListBufferLength)) {
    return reject(ndis, provider, outcome, FAILURE, P4, PROVIDER_BAD_SG_LIST);
  }
  if (!coversLength(parameters)) return reject(ndis, provider, outcome, FAILURE, P5, PROVIDER_SG_LENGTH);
  if (!isFreeMemory(ndis, parameters)) return reject(ndis, provider, outcome, FAILURE, P6, PROVIDER_OVERLAP);
  if ((parameters.Flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0 && elements !== 1) {
    return reject(ndis, provider, outcome, RESOURCES, A22, CONTIGUITY_NOT_MET);
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
  provider: RegisteredProvider,
  outcome: CallOutcome,
  status: StatusCode,
  rule: RuleCode,
  diagnostic: DiagnosticCode,
): StatusCode {
  const { characteristics } = provider;
  characteristics.FreeSharedMemoryHandler?.(characteristics.ProviderContext, ndis.providerCall.blockContext);
  return outcome.refuse(status, rule, diagnostic);
}
