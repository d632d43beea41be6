import {
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NDIS_SHARED_MEMORY_USAGES,
} from '../../core/ndis/constants.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { NDIS_STATUS_VALUES } from '../../core/ndis/status.ts';
import { Cell, ELEMENTS_AT_ONCE, Question } from './mailbox.ts';

/** What a script can know of the machine before its first call. */
export interface PreludeFacts {
  readonly pageCount: number;
  readonly nodeStarts: readonly number[];
  /** Math.random is the same in every run of a session. */
  readonly seed: number;
}

/** Elements that a built-in function may walk at once: no list in a session is longer. */
const LONGEST_WALK = 2 ** 21;
/** Comparisons that a search in a text may come to. */
const LONGEST_SEARCH = 2 ** 24;

/** Names that a script finds beside JavaScript's own. */
const scriptConstants = (): Readonly<Record<string, number>> => ({
  PAGE_SIZE,
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  ...NDIS_STATUS_VALUES,
  ...Object.fromEntries(NDIS_SHARED_MEMORY_USAGES.map((name, value) => [name, value])),
});

/**
 * Runs inside the sandbox before the script does: an expression whose value is a function of the doors to the Lab,
 * which it keeps to itself. Everything that it needs later it takes now, before a script can change it.
 */
export const preludeSource = (facts: PreludeFacts): string => `(function (ask, report, buffer) {
'use strict';
const C = ${JSON.stringify(Cell)};
const Q = ${JSON.stringify(Question)};
const FACTS = ${JSON.stringify(facts)};
const CONSTANTS = ${JSON.stringify(scriptConstants())};
const AT_ONCE = ${ELEMENTS_AT_ONCE};
const mail = new Float64Array(buffer);
${SETUP}
${MEMORY}
${HANDLERS}
})`;

/** Removes what would make two runs differ, and bounds built-in functions, inside of which no clock is looked at. */
const SETUP = `
const { apply } = Reflect;
const { defineProperty, freeze, getOwnPropertyNames } = Object;
const { isArray } = Array;
const Failure = Error, Wrong = TypeError, Long = RangeError, Internal = InternalError;
const stop = (what) => { throw new Long(what + ': too much for one call of a script'); };
let state = FACTS.seed >>> 0;
const { imul } = Math;
Math.random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = imul(t ^ (t >>> 15), t | 1);
  t ^= t + imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
};
const bound = (holder, name, tooMuch) => {
  const original = holder[name];
  if (typeof original !== 'function') return;
  const bounded = { [name](...given) {
    if (tooMuch(this, given)) stop(name);
    return apply(original, this, given);
  } }[name];
  defineProperty(holder, name, { value: bounded, writable: true, enumerable: false, configurable: true });
};
const longList = (list) => !isArray(list) || list.length > ${LONGEST_WALK};
const WALKS = ['copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach',
  'includes', 'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice', 'some',
  'sort', 'splice', 'toLocaleString', 'toReversed', 'toSorted', 'toSpliced', 'toString', 'unshift', 'with'];
for (const name of WALKS) bound(Array.prototype, name, longList);
bound(Array.prototype, 'concat', (list, given) => {
  if (longList(list)) return true;
  for (let at = 0; at < given.length; at++) {
    const other = given[at];
    if (typeof other === 'object' && other !== null && longList(other)) return true;
  }
  return false;
});
delete Array.prototype.flat;
delete Array.prototype.flatMap;
const longSearch = (text, given) => {
  const needle = given[0];
  return typeof text === 'string' && typeof needle === 'string'
    ? text.length * needle.length > ${LONGEST_SEARCH}
    : typeof text === 'object' || (typeof needle === 'object' && !(needle instanceof RegExp));
};
for (const name of ['includes', 'indexOf', 'lastIndexOf', 'replace', 'replaceAll', 'split'])
  bound(String.prototype, name, longSearch);
for (const name of ['SharedArrayBuffer', 'Iterator', 'Float16Array', 'BigInt64Array', 'BigUint64Array'])
  delete globalThis[name];
`;

const MEMORY = `
const whole = (value, what) => {
  if ((value | 0) === value) return;
  const found = typeof value === 'number' ? value : typeof value;
  throw new Wrong(what + ': expected a whole number, found ' + found);
};
const put = (question, first, second) => {
  mail[C.first] = first;
  mail[C.second] = second;
  mail[C.question] = question;
  ask();
  return mail[C.question];
};
const nodes = [];
for (let node = 0; node + 1 < FACTS.nodeStarts.length; node++) {
  const page = FACTS.nodeStarts[node];
  nodes[node] = freeze({ node, page, pages: FACTS.nodeStarts[node + 1] - page });
}
freeze(nodes);
const memory = freeze({
  pageCount: FACTS.pageCount,
  nodes,
  get freePages() {
    return put(Q.freePages, 0, 0);
  },
  isFree(page) {
    whole(page, 'memory.isFree, page');
    return put(Q.isFree, page, 0) === 1;
  },
  firstFree(count, from = 0) {
    whole(count, 'memory.firstFree, count');
    whole(from, 'memory.firstFree, from');
    return put(Q.firstFree, count, from);
  },
  take(page, count = 1) {
    whole(page, 'memory.take, page');
    whole(count, 'memory.take, count');
    return put(Q.take, page, count) === 1;
  },
  give(page, count = 1) {
    whole(page, 'memory.give, page');
    whole(count, 'memory.give, count');
    return put(Q.give, page, count) === 1;
  },
  map(list) {
    if (!isArray(list)) throw new Wrong('memory.map: expected a list of { page, pages }');
    if (list.length === 1) {
      const { page } = list[0];
      whole(page, 'memory.map, page');
      return put(Q.mapRun, page, 0);
    }
    let count = 0;
    for (let at = 0; at < list.length; at++) count += list[at].pages;
    whole(count, 'memory.map, pages');
    return put(Q.mapScattered, count, 0);
  },
  newHandle() {
    return put(Q.newHandle, 0, 0);
  },
});
const fixed = (name, value) =>
  defineProperty(globalThis, name, { value, writable: false, enumerable: true, configurable: false });
fixed('memory', memory);
for (const name of getOwnPropertyNames(CONSTANTS)) fixed(name, CONSTANTS[name]);
`;

const HANDLERS = `
const ProviderContext = {};
let NetAllocate = null, NetFree = null, line = 0;
const kindOf = (value) => (value === null ? 'null' : isArray(value) ? 'a list' : typeof value);
const refuse = (what) => {
  report('badAnswer', what, line, '');
};
const describe = (error) => {
  if (error === null) {
    report('null', 'threw null, which is no Error', 0, '');
    return;
  }
  if (!(error instanceof Failure)) {
    const shown = typeof error === 'object' || typeof error === 'function' ? kindOf(error) : typeof error + ' ' + String(error);
    report('exception', 'threw ' + shown + ', which is no Error', 0, '');
    return;
  }
  const { message, stack } = error;
  const kind = error instanceof Internal && message === 'out of memory' ? 'outOfMemory' : 'exception';
  report(kind, String(error.name) + ': ' + String(message), 0, typeof stack === 'string' ? stack : '');
};
const number = (value, what) => {
  if (typeof value === 'number') return true;
  refuse(what + ' is ' + kindOf(value) + ', expected a number');
  return false;
};
const sendList = (list) => {
  if (!isArray(list)) {
    refuse('SharedMemoryParameters.SGListBuffer is ' + kindOf(list) + ', expected a list of { page, pages }');
    return;
  }
  // One element too many tells NDIS all that it has to know of a list that is too long.
  const most = mail[C.capacity] + 1;
  const count = list.length < most ? list.length : most;
  let filled = 0;
  for (let at = 0; at < count; at++) {
    const element = list[at];
    if (typeof element !== 'object' || element === null) {
      refuse('SharedMemoryParameters.SGListBuffer[' + at + '] is ' + kindOf(element) + ', expected { page, pages }');
      return;
    }
    const { page, pages } = element;
    if (!number(page, 'SharedMemoryParameters.SGListBuffer[' + at + '].page')) return;
    if (!number(pages, 'SharedMemoryParameters.SGListBuffer[' + at + '].pages')) return;
    mail[C.elements + 2 * filled] = page;
    mail[C.elements + 2 * filled + 1] = pages;
    if (++filled === AT_ONCE || at + 1 === count) {
      put(Q.takeElements, filled, 0);
      filled = 0;
    }
  }
};
const allocate = () => {
  try {
    const SharedMemoryParameters = {
      Flags: mail[C.flags],
      QueueId: mail[C.queueId],
      SharedMemoryHandle: 0,
      PreferredNode: mail[C.preferredNode],
      Usage: mail[C.usage],
      Length: mail[C.length],
      VirtualAddress: 0,
      SGListBufferLength: mail[C.sgListBufferLength],
      SGListBuffer: [],
      VPortId: mail[C.vportId],
    };
    const pSharedMemoryProviderContext = { value: 0 };
    const status = NetAllocate(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext);
    if (typeof status !== 'number') {
      refuse('NetAllocateSharedMemory returned ' + kindOf(status) + ', expected an NDIS_STATUS such as NDIS_STATUS_SUCCESS');
      return;
    }
    mail[C.status] = status;
    if (status !== 0) return;
    const { VirtualAddress, SharedMemoryHandle, SGListBuffer } = SharedMemoryParameters;
    const { value } = pSharedMemoryProviderContext;
    if (!number(VirtualAddress, 'SharedMemoryParameters.VirtualAddress')) return;
    if (!number(SharedMemoryHandle, 'SharedMemoryParameters.SharedMemoryHandle')) return;
    if (!number(value, 'pSharedMemoryProviderContext.value')) return;
    mail[C.virtualAddress] = VirtualAddress;
    mail[C.sharedMemoryHandle] = SharedMemoryHandle;
    mail[C.blockContext] = value;
    sendList(SGListBuffer);
  } catch (error) {
    describe(error);
  }
};
const free = () => {
  try {
    NetFree(ProviderContext, mail[C.blockContext]);
  } catch (error) {
    describe(error);
  }
};
const useHandlers = (allocateHandler, freeHandler) => {
  NetAllocate = allocateHandler;
  NetFree = freeHandler;
  const where = allocateHandler.lineNumber;
  line = typeof where === 'number' ? where : 0;
  return line;
};
// The first call only tells the host which of its functions this is.
ask();
return { allocate, free, useHandlers };
`;
