/** The two architectures whose layouts differ: pointers of 8 or of 4 bytes. */
export const ARCHITECTURES = ['x64', 'x86'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** C types of members. `pointer` stands for PVOID, NDIS_HANDLE, ULONG_PTR and function pointers. */
export type ScalarType = 'u8' | 'u16' | 'u32' | 'u64' | 'pointer';

/** A member as the header declares it. */
export interface MemberDeclaration {
  readonly name: string;
  readonly type: ScalarType;
  /** First revision of the structure that has the member; 1 unless said. */
  readonly since?: number;
  /** Elements of an array member; 1 unless said. */
  readonly count?: number;
}

export interface StructureDeclaration {
  readonly name: string;
  /** NDIS_OBJECT_HEADER's Type; null for structures without a header. */
  readonly objectType: number | null;
  readonly revisions: readonly number[];
  readonly members: readonly MemberDeclaration[];
}

export interface MemberLayout extends MemberDeclaration {
  readonly offset: number;
  /** Bytes of the whole member, all elements of an array. */
  readonly bytes: number;
}

export interface StructureLayout {
  readonly declaration: StructureDeclaration;
  readonly architecture: Architecture;
  readonly revision: number;
  readonly members: readonly MemberLayout[];
  /** NDIS_SIZEOF_..._REVISION_n: offset of the last member plus its size, without tail padding. */
  readonly headerSize: number;
  /** sizeof: with the padding that an array of the structure needs. */
  readonly sizeOf: number;
}

const sizeOfType = (type: ScalarType, architecture: Architecture): number => {
  if (type === 'pointer') return architecture === 'x64' ? 8 : 4;
  return { u8: 1, u16: 2, u32: 4, u64: 8 }[type];
};

const alignUp = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment;

/** Lays a structure out as the Windows compilers do: every member at a multiple of its natural alignment. */
export function layOut(
  declaration: StructureDeclaration,
  architecture: Architecture,
  revision: number,
): StructureLayout {
  let end = 0;
  let widest = 1;
  const members: MemberLayout[] = [];
  for (const member of declaration.members) {
    if ((member.since ?? 1) > revision) continue;
    const size = sizeOfType(member.type, architecture);
    const offset = alignUp(end, size);
    const bytes = size * (member.count ?? 1);
    members.push({ ...member, offset, bytes });
    end = offset + bytes;
    widest = Math.max(widest, size);
  }
  return { declaration, architecture, revision, members, headerSize: end, sizeOf: alignUp(end, widest) };
}

/** Values by member name; arrays as a list. Exact: every value is a BigInt. */
export type StructureValues = Readonly<Record<string, bigint | readonly bigint[]>>;

/**
 * Reads the members that lie wholly inside `bytes`; what a short dump does not reach is absent from the answer.
 */
export function decodeStructure(layout: StructureLayout, bytes: Uint8Array): StructureValues {
  const values: Record<string, bigint | readonly bigint[]> = {};
  for (const member of layout.members) {
    if (member.offset + member.bytes > bytes.length) continue;
    const count = member.count ?? 1;
    const size = member.bytes / count;
    const read = (index: number): bigint => readInteger(bytes, member.offset + index * size, size);
    values[member.name] = count === 1 ? read(0) : Array.from({ length: count }, (_, index) => read(index));
  }
  return values;
}

/** Writes `sizeOf` bytes; members without a value and all padding are 0. Values are cut to their member's width. */
export function encodeStructure(layout: StructureLayout, values: StructureValues): Uint8Array {
  const bytes = new Uint8Array(layout.sizeOf);
  for (const member of layout.members) {
    const value = values[member.name];
    if (value === undefined) continue;
    const list = typeof value === 'bigint' ? [value] : value;
    const size = member.bytes / (member.count ?? 1);
    list.forEach((element, index) => writeInteger(bytes, member.offset + index * size, size, element));
  }
  return bytes;
}

/** Ranges of bytes that no member covers: [first, end). */
export function paddingOf(
  layout: StructureLayout,
): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let end = 0;
  for (const member of layout.members) {
    if (member.offset > end) gaps.push({ from: end, to: member.offset });
    end = member.offset + member.bytes;
  }
  if (layout.sizeOf > end) gaps.push({ from: end, to: layout.sizeOf });
  return gaps;
}

function readInteger(bytes: Uint8Array, offset: number, size: number): bigint {
  let value = 0n;
  for (let at = size - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[offset + at]!);
  return value;
}

function writeInteger(bytes: Uint8Array, offset: number, size: number, value: bigint): void {
  let rest = BigInt.asUintN(size * 8, value);
  for (let at = 0; at < size; at++) {
    bytes[offset + at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
