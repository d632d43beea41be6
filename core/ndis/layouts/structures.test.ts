import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NDIS_SHARED_MEMORY_PARAMETERS, STRUCTURES } from './structures.ts';
import {
  type Architecture,
  ARCHITECTURES,
  decodeStructure,
  encodeStructure,
  layOut,
  paddingOf,
  type StructureValues,
} from './structure-layout.ts';

const named = (name: string) => STRUCTURES.find((structure) => structure.name === name)!;

/** Header sizes as the headers' macros give them: name, revision, x64, x86 where the notes state it. */
const SIZES: readonly [string, number, number, number?][] = [
  ['NDIS_SHARED_MEMORY_PARAMETERS', 1, 64, 40],
  ['NDIS_SHARED_MEMORY_PARAMETERS', 2, 68, 44],
  ['NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS', 1, 32, 20],
  ['SCATTER_GATHER_LIST', 1, 16, 8],
  ['SCATTER_GATHER_ELEMENT', 1, 24, 16],
  ['NET_BUFFER_SHARED_MEMORY', 1, 32],
  ['NDIS_RECEIVE_QUEUE_PARAMETERS', 1, 1084],
  ['NDIS_RECEIVE_QUEUE_PARAMETERS', 2, 1092],
  ['NDIS_RECEIVE_QUEUE_PARAMETERS', 3, 1096],
  ['NDIS_RECEIVE_QUEUE_FREE_PARAMETERS', 1, 12],
  ['NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_ARRAY', 1, 20],
  ['NDIS_RECEIVE_QUEUE_ALLOCATION_COMPLETE_PARAMETERS', 1, 16],
  ['NDIS_RECEIVE_QUEUE_STATE', 1, 16],
  ['NDIS_NIC_SWITCH_VPORT_PARAMETERS', 1, 572],
  ['NDIS_NIC_SWITCH_DELETE_VPORT_PARAMETERS', 1, 12],
  ['NDIS_SCATTER_GATHER_LIST_PARAMETERS', 1, 72],
  ['NDIS_SG_DMA_DESCRIPTION', 1, 36],
  ['NDIS_SG_DMA_DESCRIPTION', 2, 48],
  ['NDIS_RECEIVE_FILTER_CAPABILITIES', 1, 56],
];

/** Offsets that the notes give for x64. */
const OFFSETS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  NDIS_SHARED_MEMORY_PARAMETERS: {
    Flags: 4,
    QueueId: 8,
    SharedMemoryHandle: 16,
    PreferredNode: 24,
    Usage: 28,
    Length: 32,
    VirtualAddress: 40,
    SGListBufferLength: 48,
    SGListBuffer: 56,
    VPortId: 64,
  },
  NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS: {
    Flags: 4,
    ProviderContext: 8,
    AllocateSharedMemoryHandler: 16,
    FreeSharedMemoryHandler: 24,
  },
  SCATTER_GATHER_LIST: { NumberOfElements: 0, Reserved: 8 },
  SCATTER_GATHER_ELEMENT: { Address: 0, Length: 8, Reserved: 16 },
  NET_BUFFER_SHARED_MEMORY: {
    NextSharedMemorySegment: 0,
    SharedMemoryFlags: 8,
    SharedMemoryHandle: 16,
    SharedMemoryOffset: 24,
    SharedMemoryLength: 28,
  },
  NDIS_RECEIVE_QUEUE_PARAMETERS: {
    Flags: 4,
    QueueType: 8,
    QueueId: 12,
    QueueGroupId: 16,
    'ProcessorAffinity.Mask': 24,
    NumSuggestedReceiveBuffers: 40,
    MSIXTableEntry: 44,
    LookaheadSize: 48,
    'VmName.Length': 52,
    'QueueName.Length': 568,
    PortId: 1084,
    InterruptCoalescingDomainId: 1088,
    QosSqId: 1092,
  },
  NDIS_NIC_SWITCH_VPORT_PARAMETERS: {
    SwitchId: 8,
    VPortId: 12,
    'VPortName.Length': 16,
    AttachedFunctionId: 532,
    NumQueuePairs: 536,
    InterruptModeration: 540,
    VPortState: 544,
    'ProcessorAffinity.Mask': 552,
    LookaheadSize: 568,
  },
  NDIS_SCATTER_GATHER_LIST_PARAMETERS: {
    QueueId: 8,
    SharedMemoryUsage: 12,
    Mdl: 16,
    CurrentVa: 24,
    Length: 32,
    ProcessSGListHandler: 40,
    Context: 48,
    ScatterGatherListBuffer: 56,
    ScatterGatherListBufferSize: 64,
    ScatterGatherListBufferSizeNeeded: 68,
  },
  NDIS_SG_DMA_DESCRIPTION: {
    MaximumPhysicalMapping: 8,
    ProcessSGListHandler: 16,
    SharedMemAllocateCompleteHandler: 24,
    ScatterGatherListSize: 32,
    PdoOverride: 40,
  },
};

describe('layouts', () => {
  it.each(SIZES)('%s revision %i has its header sizes', (name, revision, x64, x86) => {
    expect(layOut(named(name), 'x64', revision).headerSize).toBe(x64);
    if (x86 !== undefined) expect(layOut(named(name), 'x86', revision).headerSize).toBe(x86);
  });

  it.each(Object.keys(OFFSETS))('%s has its x64 offsets', (name) => {
    const structure = named(name);
    const layout = layOut(structure, 'x64', Math.max(...structure.revisions));
    const found = Object.fromEntries(layout.members.map((member) => [member.name, member.offset]));
    expect(found).toMatchObject(OFFSETS[name] ?? {});
  });

  it('has the x86 offsets of the parameters', () => {
    const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, 'x86', 2);
    const offsets = layout.members.map((member) => member.offset);
    expect(offsets).toEqual([0, 1, 2, 4, 8, 0x0c, 0x10, 0x14, 0x18, 0x1c, 0x20, 0x24, 0x28]);
    expect(layout.sizeOf).toBe(44);
  });

  it('knows the padding of the x64 parameters: 12, 36, 52 and the tail that Size leaves out', () => {
    const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, 'x64', 2);
    expect(layout.sizeOf).toBe(72);
    expect(paddingOf(layout)).toEqual([
      { from: 12, to: 16 },
      { from: 36, to: 40 },
      { from: 52, to: 56 },
      { from: 68, to: 72 },
    ]);
  });

  it('gives the bytes that were worked out by hand', () => {
    const values: StructureValues = {
      'Header.Type': 0x80n,
      'Header.Revision': 2n,
      'Header.Size': 68n,
      Flags: 1n,
      QueueId: 3n,
      SharedMemoryHandle: 0xffffc20000000040n,
      PreferredNode: 0x80000000n,
      Usage: 4n,
      Length: 0x10000n,
      VirtualAddress: 0xffff8083e02ce000n,
      SGListBufferLength: 400n,
      SGListBuffer: 0xffff8b0e20000000n,
      VPortId: 0n,
    };
    const golden =
      '80024400' +
      '01000000' +
      '03000000' +
      '00000000' +
      '40000000' +
      '00c2ffff' +
      '00000080' +
      '04000000' +
      '00000100' +
      '00000000' +
      '00e02ce0' +
      '8380ffff' +
      '90010000' +
      '00000000' +
      '00000020' +
      '0e8bffff' +
      '00000000' +
      '00000000';
    const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, 'x64', 2);
    const bytes = encodeStructure(layout, values);
    expect(Buffer.from(bytes).toString('hex')).toBe(golden);
    expect(decodeStructure(layout, bytes)).toEqual(values);
  });

  it('reads back whatever it wrote, in every structure, revision and architecture', () => {
    const cases = STRUCTURES.flatMap((structure) =>
      structure.revisions.flatMap((revision) =>
        ARCHITECTURES.map((architecture) => ({ structure, revision, architecture })),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.uint8Array({ minLength: 1200, maxLength: 1200 }),
        (pick, noise) => {
          const layout = layOut(pick.structure, pick.architecture, pick.revision);
          const values = decodeStructure(layout, noise);
          const bytes = encodeStructure(layout, values);
          expect(decodeStructure(layout, bytes)).toEqual(values);
          for (const gap of paddingOf(layout))
            expect(bytes.slice(gap.from, gap.to).every((byte) => byte === 0)).toBe(true);
          for (const { offset, bytes: length } of layout.members) {
            expect(bytes.slice(offset, offset + length)).toEqual(noise.slice(offset, offset + length));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(ARCHITECTURES)('leaves out what a short %s dump does not reach', (architecture: Architecture) => {
    const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, 2);
    const values = decodeStructure(layout, new Uint8Array(10));
    expect(Object.keys(values)).toEqual(['Header.Type', 'Header.Revision', 'Header.Size', 'Flags']);
  });
});
