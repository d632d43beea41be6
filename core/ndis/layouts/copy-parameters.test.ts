import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copySourceOfDump,
  copySourceOfRequest,
  copyText,
  encodeRequest,
  type FilledRequest,
} from './copy-parameters.ts';
import { decodeParameters } from './decode-parameters.ts';
import { parseDump } from './dump-parser.ts';
import { type Architecture, ARCHITECTURES, decodeStructure, layOut, paddingOf } from './structure-layout.ts';
import { NDIS_SHARED_MEMORY_PARAMETERS } from './structures.ts';

const GOOD: FilledRequest = {
  ndisHandle: 0xffffc20000000001n,
  headerType: 0x80,
  headerRevision: 2,
  headerSize: 68,
  flags: 1,
  queueId: 3,
  preferredNode: 0x8000_0000,
  usage: 4,
  lengthBytes: 0x10000,
  sgListBufferLength: 400,
  sgListBuffer: 0xffff8b0e20000000n,
  vportId: 0,
  nullParameters: false,
  nullAllocationHandle: false,
};

const bytesOf = (text: string): Uint8Array => {
  const parsed = parseDump(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: expected ${parsed.expected}`);
  return parsed.bytes;
};

const ulong = fc.nat({ max: 0xffff_ffff });
const requests = (architecture: Architecture): fc.Arbitrary<FilledRequest> =>
  fc.record({
    ndisHandle: fc.constant(GOOD.ndisHandle),
    headerType: fc.nat({ max: 0xff }),
    headerRevision: fc.oneof(fc.constantFrom(1, 2), fc.nat({ max: 0xff })),
    headerSize: fc.nat({ max: 0xffff }),
    flags: ulong,
    queueId: ulong,
    preferredNode: ulong,
    usage: ulong,
    lengthBytes: ulong,
    sgListBufferLength: ulong,
    sgListBuffer: fc.bigInt({ min: 0n, max: architecture === 'x64' ? 2n ** 64n - 1n : 2n ** 32n - 1n }),
    vportId: ulong,
    nullParameters: fc.constant(false),
    nullAllocationHandle: fc.constant(false),
  });

describe('bytes', () => {
  it('look as db prints them', () => {
    const source = copySourceOfRequest(GOOD, 'x64', 630, []);
    expect(copyText({ ...source, address: 0xffff8083e02ce000n }, 'bytes')).toBe(
      `ffff8083\`e02ce000  80 02 44 00 01 00 00 00-03 00 00 00 00 00 00 00  ..D.............
ffff8083\`e02ce010  00 00 00 00 00 00 00 00-00 00 00 80 04 00 00 00  ................
ffff8083\`e02ce020  00 00 01 00 00 00 00 00-00 00 00 00 00 00 00 00  ................
ffff8083\`e02ce030  90 01 00 00 00 00 00 00-00 00 00 20 0e 8b ff ff  ........... ....
ffff8083\`e02ce040  00 00 00 00 00 00 00 00                          ........`,
    );
  });

  it('have short addresses on x86', () => {
    const request = { ...GOOD, headerSize: 44, sgListBufferLength: 24, sgListBuffer: 0x82a1f000n };
    const [first = '', , last = ''] = copyText(copySourceOfRequest(request, 'x86', 630, []), 'bytes').split(
      '\n',
    );
    expect(first).toMatch(/^00000000 {2}80 02 2c 00 /);
    expect(last).toMatch(/^00000020 {2}18 00 00 00 00 f0 a1 82-00 00 00 00 {14}\.{12}$/);
  });

  it.each(ARCHITECTURES)('of any %s request are read back to the same members', (architecture) => {
    fc.assert(
      fc.property(requests(architecture), (request) => {
        const source = copySourceOfRequest(request, architecture, 630, []);
        const bytes = bytesOf(copyText(source, 'bytes'));
        expect(bytes).toEqual(encodeRequest(request, architecture));
        const { members } = decodeParameters(bytes, architecture, 630);
        expect(Object.fromEntries(members.map(({ name, value }) => [name, value]))).toMatchObject({
          'Header.Type': BigInt(request.headerType),
          'Header.Revision': BigInt(request.headerRevision),
          'Header.Size': BigInt(request.headerSize),
          Flags: BigInt(request.flags),
          QueueId: BigInt(request.queueId),
          SharedMemoryHandle: 0n,
          PreferredNode: BigInt(request.preferredNode),
          Usage: BigInt(request.usage),
          Length: BigInt(request.lengthBytes),
          VirtualAddress: 0n,
          SGListBufferLength: BigInt(request.sgListBufferLength),
          SGListBuffer: request.sgListBuffer,
          ...(request.headerRevision === 1 ? {} : { VPortId: BigInt(request.vportId) }),
        });
      }),
    );
  });

  it('of any dump are the same bytes again, padding and short ends included', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 72 }),
        fc.constantFrom(...ARCHITECTURES),
        fc.bigInt({ min: 0n, max: 2n ** 32n - 100n }),
        (bytes, architecture, address) => {
          const source = copySourceOfDump(bytes, address, architecture, 630);
          const again = parseDump(copyText(source, 'bytes'));
          expect(again.ok && again.address).toBe(address);
          const { sizeOf } = layOut(NDIS_SHARED_MEMORY_PARAMETERS, architecture, bytes[1] === 1 ? 1 : 2);
          expect(again.bytes).toEqual(bytes.slice(0, sizeOf));
        },
      ),
    );
  });
});

describe('dt text', () => {
  it('has offsets, the nested header, enumerations and pointers', () => {
    const source = copySourceOfRequest({ ...GOOD, usage: 10 }, 'x64', 630, []);
    expect(copyText({ ...source, address: 0xffff8083e02ce000n }, 'dt')).toBe(
      `dt -r1 ndis!_NDIS_SHARED_MEMORY_PARAMETERS ffff8083\`e02ce000
   +0x000 Header           : _NDIS_OBJECT_HEADER
      +0x000 Type             : 0x80 ''
      +0x001 Revision         : 0x2 ''
      +0x002 Size             : 0x44
   +0x004 Flags            : 1
   +0x008 QueueId          : 3
   +0x010 SharedMemoryHandle : (null) 
   +0x018 PreferredNode    : 0x80000000
   +0x01c Usage            : 0n10 ( NdisSharedMemoryUsageMax )
   +0x020 Length           : 0x10000
   +0x028 VirtualAddress   : (null) 
   +0x030 SGListBufferLength : 0x190
   +0x038 SGListBuffer     : 0xffff8b0e\`20000000 _SCATTER_GATHER_LIST
   +0x040 VPortId          : 0`,
    );
  });

  it('follows the layout of x86 and of revision 1', () => {
    const request = { ...GOOD, headerRevision: 1, headerSize: 40, usage: 99, sgListBuffer: 0x82a1f000n };
    const text = copyText(copySourceOfRequest(request, 'x86', 620, []), 'dt');
    expect(text).toContain('   +0x018 Length           : 0x10000\n');
    expect(text).toContain('   +0x014 Usage            : 0x63 (No matching name)\n');
    expect(text).toMatch(/\+0x024 SGListBuffer {5}: 0x82a1f000 _SCATTER_GATHER_LIST$/);
  });

  it('says what a short dump does not hold', () => {
    const text = copyText(copySourceOfDump(new Uint8Array(10), null, 'x64', 630), 'dt');
    expect(text).toContain('+0x004 Flags            : 0\n   +0x008 QueueId          : ??\n');
  });
});

describe('C text', () => {
  const c = (change: Partial<FilledRequest>, architecture: Architecture = 'x64'): string =>
    copyText(copySourceOfRequest({ ...GOOD, ...change }, architecture, 630, []), 'c');

  it('names what the headers name', () => {
    expect(c({}))
      .toBe(`/* NdisAllocateSharedMemory: revision 2, sizes of x64. The caller runs at PASSIVE_LEVEL. */
NDIS_SHARED_MEMORY_PARAMETERS SharedMemoryParameters;
NDIS_HANDLE AllocationHandle = NULL;
NDIS_STATUS Status;

NdisZeroMemory(&SharedMemoryParameters, sizeof(SharedMemoryParameters));
SharedMemoryParameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
SharedMemoryParameters.Header.Revision = NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2;
SharedMemoryParameters.Header.Size = NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_2;
SharedMemoryParameters.Flags = NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS;
SharedMemoryParameters.QueueId = 3;
SharedMemoryParameters.PreferredNode = MM_ANY_NODE_OK;
SharedMemoryParameters.Usage = NdisSharedMemoryUsageReceive;
SharedMemoryParameters.Length = 0x10000;
SharedMemoryParameters.SGListBufferLength = (ULONG)(sizeof(SCATTER_GATHER_LIST) + BYTES_TO_PAGES(SharedMemoryParameters.Length) * sizeof(SCATTER_GATHER_ELEMENT));
SharedMemoryParameters.SGListBuffer = (PSCATTER_GATHER_LIST)NdisAllocateMemoryWithTagPriority(AdapterHandle, SharedMemoryParameters.SGListBufferLength, 'mhSN', NormalPoolPriority);
if (SharedMemoryParameters.SGListBuffer == NULL) return NDIS_STATUS_RESOURCES;
SharedMemoryParameters.VPortId = NDIS_DEFAULT_VPORT_ID;

Status = NdisAllocateSharedMemory(AdapterHandle, &SharedMemoryParameters, &AllocationHandle);`);
  });

  it('keeps every mistake, with its rule', () => {
    const text = c({ headerSize: 60, flags: 0x11, usage: 77, lengthBytes: 0, sgListBuffer: 0n });
    expect(text).toMatch(/Header\.Size = 60; \/\* A9: Header\.Size must cover/);
    expect(text).toMatch(/Flags = NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS \| 0x10; \/\* A11: /);
    expect(text).toMatch(/Usage = \(NDIS_SHARED_MEMORY_USAGE\)77; \/\* A15: /);
    expect(text).toMatch(/Length = 0; \/\* A17: /);
    expect(text).toMatch(/SGListBuffer = NULL; \/\* A18: /);
    // The size of revision 1 under revision 2 is the usual slip, and shows as what it is.
    expect(c({ headerSize: 64 })).toMatch(/Size = NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1; \/\* A9/);
    expect(c({ headerSize: 72 })).toContain('Size = sizeof(NDIS_SHARED_MEMORY_PARAMETERS);');
  });

  it('sizes the list as it was sized', () => {
    expect(c({ sgListBufferLength: 40 })).toContain(
      'sizeof(SCATTER_GATHER_LIST) + 1 * sizeof(SCATTER_GATHER_ELEMENT)',
    );
    expect(c({ sgListBufferLength: 41 })).toContain('SGListBufferLength = 41;');
    expect(c({ sgListBufferLength: 8 })).toMatch(/SGListBufferLength = 8; \/\* A19: /);
    expect(c({ headerSize: 44, sgListBufferLength: 8 + 16 * 16, sgListBuffer: 1n }, 'x86')).toContain(
      'BYTES_TO_PAGES',
    );
    expect(c({ sgListBuffer: 2n ** 64n - 16n })).toContain(
      'SGListBuffer = (PSCATTER_GATHER_LIST)(ULONG_PTR)0xfffffffffffffff0;',
    );
  });

  it('tells what decided a recorded call although the structure does not show it', () => {
    const unknownQueue = copySourceOfRequest(GOOD, 'x64', 630, [{ member: 'QueueId', ruleId: 'A12' }]);
    expect(copyText(unknownQueue, 'c')).toMatch(/QueueId = 3; \/\* A12: /);
    const stopped = copySourceOfRequest(GOOD, 'x64', 630, [{ member: 'IRQL', ruleId: 'A1' }]);
    expect(copyText(stopped, 'c')).toMatch(/\/\* A1: .* \*\/\nStatus = /);
    const nulls = { ...GOOD, ndisHandle: 0n, nullParameters: true, nullAllocationHandle: true };
    expect(copyText(copySourceOfRequest(nulls, 'x64', 630, []), 'c')).toContain(
      'NdisAllocateSharedMemory(NULL, NULL, NULL);',
    );
  });

  it('does not hide padding, outputs or a short dump behind NdisZeroMemory', () => {
    const bytes = encodeRequest(GOOD, 'x64');
    bytes[13] = 0xcc;
    bytes[16] = 0x40;
    const text = copyText(copySourceOfDump(bytes, null, 'x64', 630), 'c');
    expect(text).toContain('its padding at 0xd is not zero');
    expect(text).toContain('SharedMemoryHandle = 0x40');
    const short = copyText(copySourceOfDump(bytes.subarray(0, 40), null, 'x64', 630), 'c');
    expect(short).toContain('/* VPortId is not in the dump. */');
  });

  it('never closes a comment early, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom(...ARCHITECTURES),
        (bytes, architecture) => {
          const text = copyText(copySourceOfDump(bytes, null, architecture, 620), 'c');
          for (const line of text.split('\n')) {
            expect(line.split('/*').length).toBe(line.split('*/').length);
          }
        },
      ),
    );
  });
});

describe('a request', () => {
  it('is encoded with all padding cleared', () => {
    const layout = layOut(NDIS_SHARED_MEMORY_PARAMETERS, 'x64', 2);
    const bytes = encodeRequest(GOOD, 'x64');
    expect(decodeStructure(layout, bytes)).toMatchObject({ Length: 0x10000n });
    for (const { from, to } of paddingOf(layout))
      expect(bytes.slice(from, to).every((b) => b === 0)).toBe(true);
  });
});
