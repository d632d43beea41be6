/** Why a line of a dump cannot be read. */
export type DumpProblem =
  | 'hexDigits'
  | 'evenDigits'
  | 'addressLine'
  | 'noAddress'
  | 'nextAddress'
  | 'readableMemory'
  | 'words'
  | 'tooLong'
  | 'anything';

/** What a debugger printed, as bytes. */
interface ReadDump {
  readonly ok: true;
  readonly bytes: Uint8Array;
  /** Address of the first byte, where the dump names it. */
  readonly address: bigint | null;
}

/** Where a dump cannot be read, and what was read before that place. */
export interface BrokenDump {
  readonly ok: false;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  readonly problem: DumpProblem;
  /** The address or the number of bytes that `problem` speaks of, else empty. */
  readonly detail: string;
  readonly found: string;
  /** What was expected instead, in English. */
  readonly expected: string;
  readonly bytes: Uint8Array;
  readonly address: bigint | null;
}

export type ParsedDump = ReadDump | BrokenDump;

/** An address column: 8 or 16 digits, with or without WinDbg's grave accent, and two blanks behind. */
const ADDRESS_LINE = /^(\s*)([0-9a-f]{8}`[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{8})(?::?\s\s+)(\S.*)$/di;
/** The command's own line, which is copied along easily: `0: kd> db …`, `0:000> dps …`. */
const PROMPT = /^\s*(?:\d+:\s*)?(?:l?kd|\d{3})(?::\w+)?>/;
/** The cells of `db` (16 bytes, a dash in the middle), `dd`, and `dq` or `dps`. */
const CELLS: readonly { readonly bytes: number; readonly cell: RegExp }[] = [
  { bytes: 8, cell: /^([0-9a-f]{8}`[0-9a-f]{8}|[0-9a-f]{16})(?=\s|$)/i },
  { bytes: 4, cell: /^([0-9a-f]{8})(?=\s|$)/i },
  { bytes: 1, cell: /^([0-9a-f]{2})(?=[\s-]|$)/i },
];
/** One value of raw hex, with what may stand before it. */
const RAW_VALUE = /[\s,;{}-]*(?:(0x)?([0-9a-f]+)(?=[\s,;{}-]|$))?/iy;
const MAX_BYTES = 65_536;

const EXPECTED: Readonly<Record<DumpProblem, (detail: string) => string>> = {
  hexDigits: () => 'hex digits',
  evenDigits: () => 'an even number of hex digits',
  addressLine: () => 'a line that begins with an address, as those before it',
  noAddress: () => 'hex digits without an address, as before',
  nextAddress: (address) => `address ${address}, right behind the line before`,
  readableMemory: () => 'memory that the debugger could read',
  words: () => 'bytes, 32-bit words or 64-bit words in hex',
  tooLong: (bytes) => `at most ${bytes} bytes`,
  anything: () => 'a hex dump (db, dd, dq, dps) or raw hex',
};

interface DumpSoFar {
  readonly bytes: number[];
  address: bigint | null;
}

interface LineProblem {
  readonly problem: DumpProblem;
  /** Counted from 0. */
  readonly column: number;
  readonly found: string;
  readonly detail?: string;
}

/**
 * Reads a hex dump as WinDbg's `db`, `dd`, `dq` or `dps` print it, or raw hex digits with any blanks, commas, dashes
 * and `0x` between them. Words of `dd`, `dq` and `dps` are little-endian. Lines with addresses have to follow each other.
 */
export function parseDump(text: string): ParsedDump {
  const dump: DumpSoFar = { bytes: [], address: null };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || PROMPT.test(line)) continue;
    const problem = readLine(line, dump);
    if (problem !== null) return brokenDump(dump, index + 1, problem);
    if (dump.bytes.length > MAX_BYTES) {
      const detail = String(MAX_BYTES);
      return brokenDump(dump, index + 1, { problem: 'tooLong', column: 0, found: 'a longer dump', detail });
    }
  }
  if (dump.bytes.length === 0)
    return brokenDump(dump, 1, { problem: 'anything', column: 0, found: 'no bytes' });
  return { ok: true, bytes: Uint8Array.from(dump.bytes), address: dump.address };
}

const brokenDump = (
  { bytes, address }: DumpSoFar,
  line: number,
  { problem, column, found, detail = '' }: LineProblem,
): BrokenDump => ({
  ok: false,
  line,
  column: column + 1,
  problem,
  detail,
  found,
  expected: EXPECTED[problem](detail),
  bytes: Uint8Array.from(bytes),
  address,
});

function readLine(line: string, dump: DumpSoFar): LineProblem | null {
  const parts = ADDRESS_LINE.exec(line);
  const firstColumn = line.length - line.trimStart().length;
  if (parts === null) {
    if (dump.address === null) return readRaw(line, dump.bytes);
    return { problem: 'addressLine', column: firstColumn, found: shown(line) };
  }
  const [, , printed = '', cells = ''] = parts;
  const at = BigInt('0x' + printed.replace('`', ''));
  if (dump.address === null && dump.bytes.length > 0)
    return { problem: 'noAddress', column: firstColumn, found: shown(line) };
  dump.address ??= at;
  const wanted = dump.address + BigInt(dump.bytes.length);
  if (at !== wanted) {
    const detail = wanted.toString(16);
    return { problem: 'nextAddress', column: firstColumn, found: `address ${printed}`, detail };
  }
  const problem = readCells(cells, dump.bytes);
  return problem === null ? null : { problem, column: line.length - cells.length, found: shown(cells) };
}

/** Adds the cells behind an address; what follows them (text column, symbols) is left out. Null when it went well. */
function readCells(text: string, bytes: number[]): DumpProblem | null {
  if (/^\?\?/.test(text)) return 'readableMemory';
  const kind = CELLS.find(({ cell }) => cell.test(text));
  if (kind === undefined) return 'words';
  let rest = text;
  for (let cells = 0; cells < 16 / kind.bytes; cells++) {
    const match = kind.cell.exec(rest);
    if (match === null) break;
    const digits = (match[1] ?? '').replace('`', '');
    for (let at = digits.length - 2; at >= 0; at -= 2)
      bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
    rest = rest.slice(match[0].length);
    // One blank or dash parts two cells; more of them begin the text column.
    const gap = /^(-|\s)(?=\S)/.exec(rest);
    if (gap === null) break;
    rest = rest.slice(gap[0].length);
  }
  return null;
}

/** Adds the values of a line without an address, up to the first that is none. */
function readRaw(line: string, bytes: number[]): LineProblem | null {
  let column = 0;
  while (column < line.length) {
    RAW_VALUE.lastIndex = column;
    const match = RAW_VALUE.exec(line);
    const [whole = '', prefix, digits] = match ?? [];
    column += whole.length;
    if (digits === undefined) {
      if (column >= line.length) break;
      return { problem: 'hexDigits', column, found: shown(line.slice(column)) };
    }
    // A C array may say 0x0 for a byte; without the prefix a lone digit is a slip.
    const padded = prefix !== undefined && digits.length === 1 ? '0' + digits : digits;
    if (padded.length % 2 !== 0)
      return { problem: 'evenDigits', column: column - digits.length, found: shown(digits) };
    for (let at = 0; at < padded.length; at += 2) bytes.push(Number.parseInt(padded.slice(at, at + 2), 16));
  }
  return null;
}

const shown = (text: string): string => `"${text.trim().slice(0, 40)}"`;
