import { PAGE_SIZE, pageIndex } from '../../memory/units.ts';
import { diagnosticCode } from '../../ndis/diagnostics.ts';
import {
  type ProviderCall,
  type SharedMemoryProviderCharacteristics,
} from '../../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../../ndis/shared-memory-parameters.ts';
import { INVALID_LENGTH, PENDING, RESOURCES, SUCCESS, type StatusCode } from '../../ndis/status.ts';
import { type BreakableRule } from './breakable-rules.ts';
import { type InnerProvider, withHandlers } from './decorator.ts';

const FAULT_INJECTED = diagnosticCode('FAULT_INJECTED');

/** What becomes of an answer that was right: another status, or another list. */
type Lie = (inner: InnerProvider, parameters: SharedMemoryParameters, call: ProviderCall) => StatusCode;

/**
 * Breaks one rule of the contract in every n-th answer. The pages that a spoilt answer stands for go back to the
 * provider first where NDIS will not call its free function (P1, P2), so that nothing leaks but where the leak is the
 * lesson (P8).
 */
export function breakRule(
  inner: InnerProvider,
  rule: BreakableRule,
  everyNth: number,
): SharedMemoryProviderCharacteristics {
  let calls = 0;
  let frees = 0;
  const allocate = (parameters: SharedMemoryParameters, call: ProviderCall): StatusCode => {
    if (rule === 'P9' || ++calls % everyNth !== 0) return inner.allocate(parameters, call);
    call.diagnostic = FAULT_INJECTED;
    return LIES[rule](inner, parameters, call);
  };
  if (rule !== 'P9') return withHandlers(inner, allocate);
  return withHandlers(inner, allocate, (blockContext) => {
    if (++frees % everyNth !== 0) inner.free(blockContext);
  });
}

function spoil(change: (parameters: SharedMemoryParameters) => void): Lie {
  return (inner, parameters, call) => {
    const status = inner.allocate(parameters, call);
    if (status === SUCCESS) change(parameters);
    return status;
  };
}

const refuseWith =
  (wrong: StatusCode): Lie =>
  (inner, parameters, call) => {
    if (inner.allocate(parameters, call) === SUCCESS) inner.free(call.blockContext);
    return wrong;
  };

const LIES: Readonly<Record<Exclude<BreakableRule, 'P9'>, Lie>> = {
  P1: refuseWith(INVALID_LENGTH),
  P2: refuseWith(PENDING),
  P3: spoil((parameters) => (parameters.virtualPage = pageIndex(0))),
  P4: spoil(({ SGListBuffer }) => SGListBuffer.clear()),
  P5: spoil(({ SGListBuffer }) => (SGListBuffer.lengths[0] = 0)),
  // The last element says that it lies where the first one does; of a single element, that it begins before memory.
  P6: spoil(({ SGListBuffer }) => {
    const last = SGListBuffer.NumberOfElements - 1;
    SGListBuffer.pages[last] = last === 0 ? 0 : SGListBuffer.pages[0]!;
  }),
  P7: spoil(splitFirstElement),
  P8: (inner, parameters, call) => {
    inner.allocate(parameters, call);
    return RESOURCES;
  },
};

/** One run told as two: wrong for a contiguous request, and only for that. */
function splitFirstElement({ SGListBuffer: list, SGListBufferLength, Length }: SharedMemoryParameters): void {
  if (Length <= PAGE_SIZE || list.NumberOfElements !== 1 || SGListBufferLength < TWO_ELEMENTS_BYTES) return;
  const first = pageIndex(list.pages[0]!);
  list.clear();
  list.push(first, PAGE_SIZE);
  list.push(pageIndex(first + 1), Length - PAGE_SIZE);
}
const TWO_ELEMENTS_BYTES = 64;
