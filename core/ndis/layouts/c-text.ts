import { RULES } from '../rules.ts';
import { type MemberValues } from './dt-text.ts';
import { listBytes, listCapacity } from './list-size.ts';
import { type MemberLayout, type StructureLayout } from './structure-layout.ts';
import { isPointerMember, symbolOf } from './symbols.ts';

/** A rule that a member of the structure, or an argument of the call, breaks. */
export interface Finding {
  readonly member: string;
  readonly ruleId: string;
}

/** The call as it was or would be made. */
export interface CallText {
  readonly layout: StructureLayout;
  readonly values: MemberValues;
  readonly findings: readonly Finding[];
  /** Offsets of padding bytes that were not zero. */
  readonly dirtyPadding: readonly number[];
  readonly nullHandle: boolean;
  readonly nullParameters: boolean;
  readonly nullAllocationHandle: boolean;
}

const STRUCTURE = 'SharedMemoryParameters';
const OUTPUTS = ['SharedMemoryHandle', 'VirtualAddress'];
const PAGE_SHIFT = 12n;
/** Pool tag of the list's memory; a debugger shows it as NShm. */
const POOL_TAG = "'mhSN'";

const hex = (value: bigint): string => '0x' + value.toString(16);

/**
 * The call in C, as a driver's author would write it: names of the headers for values that have one, everything else
 * literally. What breaks a rule stays as it is and says so in a comment.
 */
export function cText(call: CallText): string {
  const { layout } = call;
  const names = layout.members.map(({ name }) => name);
  const about = `revision ${layout.revision}, sizes of ${layout.architecture}`;
  const lines = [
    `/* NdisAllocateSharedMemory: ${about}. The caller runs at PASSIVE_LEVEL. */`,
    `NDIS_SHARED_MEMORY_PARAMETERS ${STRUCTURE};`,
    'NDIS_HANDLE AllocationHandle = NULL;',
    'NDIS_STATUS Status;',
    '',
    ...paddingNote(call),
    `NdisZeroMemory(&${STRUCTURE}, sizeof(${STRUCTURE}));`,
    ...layout.members.filter(({ name }) => !OUTPUTS.includes(name)).flatMap((member) => assign(call, member)),
    '',
    ...call.findings.filter(({ member }) => !names.includes(member)).map((finding) => ruleComment(finding)),
    callLine(call),
  ];
  return [...lines, ...outputsNote(call)].join('\n');
}

function callLine({ nullHandle, nullParameters, nullAllocationHandle }: CallText): string {
  const handle = nullHandle ? 'NULL' : 'AdapterHandle';
  const parameters = nullParameters ? 'NULL' : '&' + STRUCTURE;
  const answer = nullAllocationHandle ? 'NULL' : '&AllocationHandle';
  return `Status = NdisAllocateSharedMemory(${handle}, ${parameters}, ${answer});`;
}

function assign(call: CallText, member: MemberLayout): readonly string[] {
  const { name } = member;
  const value = call.values[name];
  if (value === undefined) return [`/* ${name} is not in the dump. */`];
  const comments = call.findings.filter((finding) => finding.member === name).map(ruleComment);
  const tail = comments.length === 0 ? '' : ' ' + comments.join(' ');
  const statement = (expression: string): string => `${STRUCTURE}.${name} = ${expression};${tail}`;
  if (name === 'SGListBufferLength') return [statement(listLength(call, value))];
  if (name === 'SGListBuffer') return buffer(call, value, statement);
  return [statement(expressionOf(call, name, value))];
}

function expressionOf({ layout }: CallText, name: string, value: bigint): string {
  const symbol = symbolOf(name, value, layout.architecture);
  if (symbol !== '') return symbol;
  if (isPointerMember(name)) return hex(value);
  if (name === 'Usage') return `(NDIS_SHARED_MEMORY_USAGE)${value}`;
  return name === 'Flags' || (name === 'Length' && value >= 4096n) || name === 'Header.Type'
    ? hex(value)
    : unsigned(value);
}

/** A ULONG above the range of int needs its suffix. */
const unsigned = (value: bigint): string => `${value}${value > 0x7fff_ffffn ? 'UL' : ''}`;

/** Callers size the list by the pages of Length (domain notes 2.4); anything else is said as it is. */
function listLength({ layout, values }: CallText, value: bigint): string {
  const pages = ((values.Length ?? 0n) + (1n << PAGE_SHIFT) - 1n) >> PAGE_SHIFT;
  const elements = listCapacity(value, layout.architecture);
  if (elements === 0n || listBytes(elements, layout.architecture) !== value) return unsigned(value);
  const count = elements === pages ? `BYTES_TO_PAGES(${STRUCTURE}.Length)` : elements.toString();
  return `(ULONG)(sizeof(SCATTER_GATHER_LIST) + ${count} * sizeof(SCATTER_GATHER_ELEMENT))`;
}

/** Memory for the list is the caller's own; an address that cannot be a buffer is kept literally. */
function buffer(
  { layout, values, findings }: CallText,
  value: bigint,
  statement: (expression: string) => string,
): readonly string[] {
  if (value === 0n) return [statement('NULL')];
  if (findings.some(({ ruleId }) => ruleId === 'A21'))
    return [statement(`(PSCATTER_GATHER_LIST)(ULONG_PTR)${hex(value)}`)];
  // Memory of less than one element, or none, is no buffer to write C for: the length alone keeps the mistake.
  const tooShort = (values.SGListBufferLength ?? 0n) < listBytes(1n, layout.architecture);
  const size = tooShort
    ? 'sizeof(SCATTER_GATHER_LIST) + sizeof(SCATTER_GATHER_ELEMENT)'
    : `${STRUCTURE}.SGListBufferLength`;
  const pool = `NdisAllocateMemoryWithTagPriority(AdapterHandle, ${size}, ${POOL_TAG}, NormalPoolPriority)`;
  return [
    statement(`(PSCATTER_GATHER_LIST)${pool}`),
    `if (${STRUCTURE}.SGListBuffer == NULL) return NDIS_STATUS_RESOURCES;`,
  ];
}

const ruleComment = ({ ruleId }: Finding): string =>
  `/* ${ruleId}: ${RULES.find(({ id }) => id === ruleId)?.text ?? 'unknown rule'} */`;

/** NdisZeroMemory would silently repair what the dump shows. */
function paddingNote({ dirtyPadding }: CallText): readonly string[] {
  if (dirtyPadding.length === 0) return [];
  const places = dirtyPadding.map((at) => hex(BigInt(at))).join(', ');
  return [`/* The dump was not cleared: its padding at ${places} is not zero. */`];
}

function outputsNote({ values }: CallText): readonly string[] {
  const found = OUTPUTS.flatMap((name) => {
    const value = values[name];
    return value === undefined || value === 0n ? [] : [`${name} = ${hex(value)}`];
  });
  return found.length === 0 ? [] : [`/* Outputs as they were found: ${found.join(', ')}. */`];
}
