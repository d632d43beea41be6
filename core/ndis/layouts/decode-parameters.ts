import { PAGE_SIZE, pageIndex, pageOfAddress } from '../../memory/units.ts';
import { CallOutcome } from '../call-outcome.ts';
import { checkRequest, FIELD_OF_RULE } from '../check-request.ts';
import {
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type NdisVersion,
} from '../constants.ts';
import { makeHandle } from '../handles.ts';
import { type Adapter } from '../machine.ts';
import { NO_RULE, ruleId } from '../rules.ts';
import { ScatterGatherList } from '../scatter-gather-list.ts';
import {
  CALLER_SG_BUFFER_PAGE,
  headerSizeFor,
  revisionFor,
  SharedMemoryParameters,
} from '../shared-memory-parameters.ts';
import {
  type Architecture,
  decodeStructure,
  layOut,
  paddingOf,
  type StructureLayout,
} from './structure-layout.ts';
import { NDIS_SHARED_MEMORY_PARAMETERS } from './structures.ts';
import { symbolOf } from './symbols.ts';

export interface DecodedMember {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly value: bigint;
  /** The name of the value, where the headers give it one, as a C expression. */
  readonly meaning: string;
  /** Ids of the rules that this member breaks. */
  readonly broken: readonly string[];
}

export interface DecodedParameters {
  readonly architecture: Architecture;
  readonly revision: number;
  /** Bytes that the structure of this revision has (Header.Size). */
  readonly neededBytes: number;
  readonly members: readonly DecodedMember[];
  /** Padding that is not zero; it has no meaning, but often shows a structure that was not cleared. */
  readonly dirtyPadding: readonly number[];
  /** Every rule that the members at hand break by themselves, in the order of the checks. */
  readonly broken: readonly string[];
  /** Rules that only a live adapter could decide. */
  readonly undecided: readonly string[];
}

/** What NDIS can only say with the adapter at hand: queues, their states, nodes, mode. */
const NEEDS_ADAPTER = ['A12', 'A13', 'A14', 'A16', 'A23', 'A24', 'A25', 'A26', 'A27'] as const;
const MANY_NODES = 64;

/** Header sizes name the architecture: 40 and 44 exist on x86 only. */
export function guessArchitecture(bytes: Uint8Array): Architecture {
  const size = (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
  return size === 40 || size === 44 ? 'x86' : 'x64';
}

/**
 * Reads the bytes of an NDIS_SHARED_MEMORY_PARAMETERS and names every rule that the structure breaks by itself. The
 * rules are those of the engine: it is asked again and again, each time with the first mistake mended.
 */
export function decodeParameters(
  bytes: Uint8Array,
  architecture: Architecture,
  version: NdisVersion,
): DecodedParameters {
  const revision = bytes[1] === 1 ? 1 : 2;
  const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, revision);
  const values = decodeStructure(layout, bytes);
  const value = (name: string): bigint => {
    const found = values[name];
    return typeof found === 'bigint' ? found : 0n;
  };
  // A member that a short dump does not reach breaks nothing.
  const broken = brokenRules(toParameters(value, layout, version), version).filter(
    (id) => typeof values[FIELD_OF_RULE[id] ?? ''] === 'bigint',
  );
  const members = layout.members.flatMap((member): DecodedMember[] => {
    const found = values[member.name];
    if (typeof found !== 'bigint') return [];
    return [
      {
        name: member.name,
        offset: member.offset,
        bytes: member.bytes,
        value: found,
        meaning: symbolOf(member.name, found, architecture),
        broken: broken.filter((id) => FIELD_OF_RULE[id] === member.name),
      },
    ];
  });
  return {
    architecture,
    revision,
    neededBytes: layout.headerSize,
    members,
    dirtyPadding: dirtyPadding(layout, bytes),
    broken,
    undecided: NEEDS_ADAPTER.filter((id) => !broken.includes(id)),
  };
}

/** The engine's own structure; x86 sizes are carried over to the x64 ones that the engine checks. */
function toParameters(
  value: (name: string) => bigint,
  layout: StructureLayout,
  version: NdisVersion,
): SharedMemoryParameters {
  const parameters = new SharedMemoryParameters(new ScatterGatherList());
  const number = (name: string): number => Number(value(name));
  parameters.Header.Type = number('Header.Type');
  parameters.Header.Revision = number('Header.Revision');
  parameters.Flags = number('Flags');
  // Queue, VPort and node need an adapter: they are left at values that pass.
  parameters.QueueId = 0;
  parameters.PreferredNode = MM_ANY_NODE_OK;
  // From NDIS 6.30 on no queue at all serves the lookahead usages.
  parameters.Usage = version === 620 && isLookahead(number('Usage')) ? 4 : number('Usage');
  parameters.Length = number('Length');
  parameters.VPortId = 0;
  const buffer = value('SGListBuffer');
  const length = number('SGListBufferLength');
  const small = layout.architecture === 'x86';
  const size = number('Header.Size');
  parameters.Header.Size = small
    ? size + (size >= layout.headerSize ? headerSizeFor(layout.revision) : 0)
    : size;
  parameters.SGListBufferLength = small && length >= 24 ? length + 16 : length;
  const wraps = buffer + BigInt(length) > 1n << (small ? 32n : 64n);
  parameters.sgListBufferPage = wraps ? pageIndex(2 ** 52 - 1) : pageOfAddress(buffer);
  parameters.sgListBufferOffset = wraps ? 4095 : Number(buffer & 0xfffn);
  return parameters;
}

const isLookahead = (usage: number): boolean => usage === 5 || usage === 6;

function brokenRules(parameters: SharedMemoryParameters, version: NdisVersion): readonly string[] {
  const adapter = nominalAdapter(version);
  const broken: string[] = [];
  for (;;) {
    const rule = checkRequest(adapter, MANY_NODES, parameters, new CallOutcome());
    const mend = MENDS[ruleId(rule)];
    if (rule === NO_RULE || mend === undefined || broken.includes(ruleId(rule))) return broken;
    broken.push(ruleId(rule));
    mend(parameters, version);
  }
}

/** How each mistake would be put right, so that the next one can be found. */
const MENDS: Readonly<Record<string, (parameters: SharedMemoryParameters, version: NdisVersion) => void>> = {
  A7: ({ Header }) => (Header.Type = NDIS_OBJECT_TYPE_DEFAULT),
  A8: ({ Header }, version) => (Header.Revision = revisionFor(version)),
  A9: ({ Header }) => (Header.Size = headerSizeFor(Header.Revision)),
  A10: ({ Header }) => (Header.Revision = 1),
  A11: (parameters) => (parameters.Flags &= NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS),
  A15: (parameters) => (parameters.Usage = 4),
  A16: (parameters) => (parameters.Usage = 4),
  A17: (parameters) => (parameters.Length = PAGE_SIZE),
  A18: (parameters) => (parameters.sgListBufferPage = CALLER_SG_BUFFER_PAGE),
  A19: (parameters) => (parameters.SGListBufferLength = 40),
  A21: (parameters) => (parameters.sgListBufferPage = CALLER_SG_BUFFER_PAGE),
};

/** An adapter of which only the NDIS version is known. */
const nominalAdapter = (ndisVersion: NdisVersion): Adapter => ({
  handle: makeHandle('adapter', 1),
  code: 1,
  miniport: { handle: makeHandle('miniportDriver', 1), ndisVersion, provider: null },
  options: { mode: 'vmq', numQueues: 0, numVPorts: 0, maxLookaheadSplitSize: 0 },
  queues: [],
  vports: [],
  filters: new Map(),
  lastFilterId: 0,
  dmaRegistered: true,
  halting: false,
  halted: false,
});

function dirtyPadding(layout: StructureLayout, bytes: Uint8Array): readonly number[] {
  const dirty: number[] = [];
  for (const { from, to } of paddingOf(layout)) {
    for (let at = from; at < Math.min(to, bytes.length); at++) if (bytes[at] !== 0) dirty.push(at);
  }
  return dirty;
}
