import { NDIS_SHARED_MEMORY_USAGES, NdisSharedMemoryUsageMax } from '../constants.ts';
import { debuggerAddress } from './db-text.ts';
import { type Architecture, type MemberLayout, type StructureLayout } from './structure-layout.ts';
import { isPointerMember } from './symbols.ts';

/** Values by member name; a member that is not known is absent. */
export type MemberValues = Readonly<Partial<Record<string, bigint>>>;

const HEADER = 'Header.';

/**
 * The structure as WinDbg's `dt -r1` shows it: offsets from the start, nested header, enumerations by name, pointers
 * with what they point to. `address` is that of the structure, null where it is not known. Members without a value
 * are shown as the debugger shows memory that it cannot read.
 */
export function dtText(layout: StructureLayout, values: MemberValues, address: bigint | null): string {
  const { architecture, members } = layout;
  const at = address === null ? '' : ' ' + debuggerAddress(address, architecture);
  const lines = [`dt -r1 ndis!_NDIS_SHARED_MEMORY_PARAMETERS${at}`];
  const line = (indent: number, offset: number, name: string, shown: string): void => {
    const place = offset.toString(16).padStart(3, '0');
    lines.push(`${' '.repeat(indent)}+0x${place} ${name.padEnd(16)} : ${shown}`);
  };
  line(3, 0, 'Header', '_NDIS_OBJECT_HEADER');
  for (const member of members) {
    const shown = shownValue(member, values[member.name], architecture);
    if (member.name.startsWith(HEADER)) line(6, member.offset, member.name.slice(HEADER.length), shown);
    else line(3, member.offset, member.name, shown);
  }
  return lines.join('\n');
}

function shownValue({ name, type }: MemberLayout, value: bigint | undefined, cpu: Architecture): string {
  if (value === undefined) return '??';
  if (type === 'u8') return `0x${value.toString(16)} ''`;
  if (isPointerMember(name)) {
    if (value === 0n) return '(null) ';
    return `0x${debuggerAddress(value, cpu)} ${name === 'SGListBuffer' ? '_SCATTER_GATHER_LIST' : 'Void'}`;
  }
  if (name === 'Usage') return enumeration(value);
  return value < 10n ? value.toString() : `0x${value.toString(16)}`;
}

function enumeration(value: bigint): string {
  const name =
    value === BigInt(NdisSharedMemoryUsageMax)
      ? 'NdisSharedMemoryUsageMax'
      : NDIS_SHARED_MEMORY_USAGES[Number(value)];
  if (name === undefined) return `0x${value.toString(16)} (No matching name)`;
  return `${value < 10n ? '' : '0n'}${value} ( ${name} )`;
}
