import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NdisVersion } from '../constants.ts';
import { decodeParameters, guessArchitecture } from './decode-parameters.ts';
import { parseDump } from './dump-parser.ts';

/** Dumps that were worked out by hand from the layouts, as a debugger prints them. */
const DUMPS: readonly {
  readonly what: string;
  readonly dump: string;
  readonly version?: NdisVersion;
  readonly broken: readonly string[];
  readonly values: Readonly<Record<string, bigint>>;
}[] = [
  {
    what: 'db, x64 revision 2, contiguous, 64 KiB for queue 3',
    dump: `ffff8083\`e02ce000  80 02 44 00 01 00 00 00-03 00 00 00 00 00 00 00  ..D.............
ffff8083\`e02ce010  00 00 00 00 00 00 00 00-00 00 00 80 04 00 00 00  ................
ffff8083\`e02ce020  00 00 01 00 00 00 00 00-00 00 00 00 00 00 00 00  ................
ffff8083\`e02ce030  90 01 00 00 00 00 00 00-00 00 00 20 0e 8b ff ff  ........... ....
ffff8083\`e02ce040  00 00 00 00 00 00 00 00                          ........`,
    broken: [],
    values: {
      Flags: 1n,
      QueueId: 3n,
      PreferredNode: 0x8000_0000n,
      Usage: 4n,
      Length: 0x10000n,
      SGListBufferLength: 400n,
      SGListBuffer: 0xffff8b0e20000000n,
    },
  },
  {
    what: 'dd, x64 revision 1, as a 6.20 driver fills it',
    version: 620,
    dump: `ffffd20b\`31c0a100  00400180 00000000 00000001 00000000
ffffd20b\`31c0a110  00000000 00000000 00000000 00000004
ffffd20b\`31c0a120  00002000 00000000 00000000 00000000
ffffd20b\`31c0a130  00000040 00000000 31c0b000 ffffd20b`,
    broken: [],
    values: {
      'Header.Revision': 1n,
      'Header.Size': 64n,
      QueueId: 1n,
      PreferredNode: 0n,
      Length: 0x2000n,
      SGListBuffer: 0xffffd20b31c0b000n,
    },
  },
  {
    what: 'dq, x64 revision 2, answered: handle and address are filled',
    dump: `ffff8083\`e02ce1a0  00000000\`00440280 00000000\`00000000
ffff8083\`e02ce1b0  ffffc200\`00000040 00000004\`80000000
ffff8083\`e02ce1c0  00000000\`00001000 ffff8083\`e02c0000
ffff8083\`e02ce1d0  00000000\`00000028 ffff8b0e\`20000000
ffff8083\`e02ce1e0  00000000\`00000000`,
    broken: [],
    values: { SharedMemoryHandle: 0xffffc20000000040n, VirtualAddress: 0xffff8083e02c0000n, Length: 4096n },
  },
  {
    what: 'dps, x64: one word a line with symbols behind',
    dump: `ffff8083\`e02ce1a0  00000000\`00440280
ffff8083\`e02ce1a8  00000000\`00000002
ffff8083\`e02ce1b0  00000000\`00000000
ffff8083\`e02ce1b8  00000009\`00000001 mynic!g_Rings+0x10
ffff8083\`e02ce1c0  00000000\`00000001
ffff8083\`e02ce1c8  00000000\`00000000
ffff8083\`e02ce1d0  00000000\`00000028
ffff8083\`e02ce1d8  ffffd20b\`31c0b000
ffff8083\`e02ce1e0  00000000\`00000000`,
    broken: [],
    values: { QueueId: 2n, PreferredNode: 1n, Usage: 9n, Length: 1n },
  },
  {
    what: 'raw hex, x86 revision 2',
    dump: '80 02 2c 00 00000000 00000000 00000000 00000080 04000000 00080000 00000000 18000000 00f0a182 00000000',
    broken: [],
    values: {
      'Header.Size': 44n,
      PreferredNode: 0x8000_0000n,
      Length: 0x800n,
      SGListBufferLength: 24n,
      SGListBuffer: 0x82a1f000n,
    },
  },
  {
    what: 'broken: never initialised, all zero',
    dump: '00'.repeat(72),
    broken: ['A7', 'A8', 'A9', 'A17', 'A18', 'A19'],
    values: { Length: 0n, SGListBuffer: 0n },
  },
  {
    what: 'broken: the header of the provider characteristics',
    dump: `ffff8083\`e02ce000  002001b0 00000000 00000000 00000000
ffff8083\`e02ce010  00000000 00000000 80000000 00000004
ffff8083\`e02ce020  00001000 00000000 00000000 00000000
ffff8083\`e02ce030  00000028 00000000 20000000 ffff8b0e`,
    broken: ['A7', 'A9'],
    values: { 'Header.Type': 0xb0n, 'Header.Size': 32n },
  },
  {
    what: 'broken: revision 2 from a driver that declared NDIS 6.20',
    version: 620,
    dump: '80024400 00000000 01000000 00000000 0000000000000000 00000080 04000000 00100000 00000000 0000000000000000 28000000 00000000 00000020 0e8bffff 00000000 00000000',
    broken: ['A10'],
    values: { 'Header.Revision': 2n },
  },
  {
    what: 'broken: unknown flag, sentinel usage, no length',
    dump: '80 02 44 00 03 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 80 0a 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 28 00 00 00 00 00 00 00 00 00 00 20 0e 8b ff ff 00 00 00 00 00 00 00 00',
    broken: ['A11', 'A15', 'A17'],
    values: { Flags: 3n, Usage: 10n },
  },
  {
    what: 'broken, x86: list too short and at the end of the address space',
    dump: '80 02 2c 00 00000000 00000000 00000000 00000080 04000000 00080000 00000000 20000000 f0ffffff 00000000',
    broken: ['A21'],
    values: { SGListBufferLength: 32n, SGListBuffer: 0xffff_fff0n },
  },
];

describe('decoding a dump', () => {
  it.each(DUMPS)('$what', ({ dump, version = 630, broken, values }) => {
    const parsed = parseDump(dump);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    const decoded = decodeParameters(parsed.bytes, guessArchitecture(parsed.bytes), version);
    expect(decoded.broken).toEqual(broken);
    const found = Object.fromEntries(decoded.members.map((member) => [member.name, member.value]));
    expect(found).toMatchObject(values);
  });

  it('marks the member that breaks each rule', () => {
    const decoded = decodeParameters(new Uint8Array(72), 'x64', 630);
    const marked = Object.fromEntries(decoded.members.map((member) => [member.name, member.broken]));
    expect(marked).toMatchObject({
      'Header.Type': ['A7'],
      Length: ['A17'],
      SGListBuffer: ['A18'],
      SGListBufferLength: ['A19'],
      Flags: [],
    });
  });

  it('shows padding that was not cleared', () => {
    const bytes = new Uint8Array(72);
    bytes[13] = 0xcc;
    bytes[70] = 1;
    expect(decodeParameters(bytes, 'x64', 630).dirtyPadding).toEqual([13, 70]);
  });

  it('names values that the headers name', () => {
    const parsed = parseDump(DUMPS[0]?.dump ?? '');
    const decoded = decodeParameters(parsed.ok ? parsed.bytes : new Uint8Array(0), 'x64', 630);
    const meanings = Object.fromEntries(decoded.members.map((member) => [member.name, member.meaning]));
    expect(meanings).toMatchObject({
      'Header.Type': 'NDIS_OBJECT_TYPE_DEFAULT',
      Flags: 'NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS',
      PreferredNode: 'MM_ANY_NODE_OK',
      Usage: 'NdisSharedMemoryUsageReceive',
      SharedMemoryHandle: 'NULL',
    });
  });

  it('says nothing of members that a short dump does not reach', () => {
    const decoded = decodeParameters(new Uint8Array(16), 'x64', 630);
    expect(decoded.broken).toEqual(['A7', 'A8', 'A9']);
  });

  it('knows that no queue of NDIS 6.30 serves the lookahead usages', () => {
    const parsed = parseDump(DUMPS[0]?.dump ?? '');
    const bytes = Uint8Array.from(parsed.bytes);
    bytes[28] = 5;
    const newer = decodeParameters(bytes, 'x64', 630);
    expect(newer.broken).toEqual(['A16']);
    expect(newer.undecided).not.toContain('A16');
    bytes.set([1, 64], 1);
    const older = decodeParameters(bytes, 'x64', 620);
    expect(older.broken).toEqual([]);
    expect(older.undecided).toContain('A16');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom('x64' as const, 'x86' as const),
        (bytes, architecture) => {
          const decoded = decodeParameters(bytes, architecture, 630);
          expect(new Set(decoded.broken).size).toBe(decoded.broken.length);
        },
      ),
    );
  });
});

describe('reading a dump', () => {
  it.each([
    ['', 1, /a hex dump/],
    ['80 02 4', 1, /even number/],
    ['80 02\nhello', 2, /hex digits/],
    ['ffff8083`e02ce000  ???????? ????????', 1, /could read/],
    ['ffff8083`e02ce000  80 02\nffff8083`e02ce010  44 00', 2, /address ffff8083e02ce002/],
    ['ffff8083`e02ce000  80 02\n44 00', 2, /begins with an address/],
    ['80 02\nffff8083`e02ce000  44 00', 2, /without an address/],
    ['ffff8083`e02ce000  mynic!Start', 1, /words in hex/],
  ])('%j is refused at its line', (text, line, expected) => {
    const parsed = parseDump(text);
    expect(parsed.ok ? null : parsed.line).toBe(line);
    expect(parsed.ok ? '' : parsed.expected).toMatch(expected);
  });

  it('takes C arrays for raw hex', () => {
    const parsed = parseDump('{ 0x80, 0x02, 0x44, 0x0 };');
    expect(parsed.ok && [...parsed.bytes]).toEqual([0x80, 2, 0x44, 0]);
  });

  it.each([
    ['80 02\n  44 0x 00', 2, 6, [0x80, 2, 0x44]],
    ['80 02 4', 1, 7, [0x80, 2]],
    ['ffff8083`e02ce000  80 02\nffff8083`e02ce002  ????????', 2, 20, [0x80, 2]],
    ['ffff8083`e02ce000  80 02\n ffff8083`e02ce004  44', 2, 2, [0x80, 2]],
  ])('%j names the column and keeps what came before', (text, line, column, bytes) => {
    const parsed = parseDump(text);
    expect(parsed).toMatchObject({ ok: false, line, column });
    expect([...parsed.bytes]).toEqual(bytes);
  });

  it.each([
    '0: kd> db ffff8083`e02ce000 L2',
    '0:000> db 1000',
    'kd> dps @rcx',
    'lkd> db x',
    '0:kd:x86> db x',
  ])('passes over the prompt %j', (prompt) => {
    const parsed = parseDump(`${prompt}\nffff8083\`e02ce000  80 02`);
    expect(parsed.ok && [...parsed.bytes]).toEqual([0x80, 2]);
  });

  it('leaves the text column out even where it looks like hex', () => {
    const parsed = parseDump(
      'ffff8083`e02ce000  61 62 63 64 65 66 61 62-63 64 65 66 61 62 63 64  ab cd ef abcdefg',
    );
    expect(parsed.ok && parsed.bytes.length).toBe(16);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parseDump(text)));
  });
});
