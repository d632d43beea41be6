/** What a debugger printed, as bytes; or where it cannot be read. */
export type ParsedDump =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** Address of the first byte, where the dump names it. */ readonly address: bigint | null;
    }
  | { readonly ok: false; readonly line: number; readonly found: string; readonly expected: string };

/** An address column: 8 or 16 digits, with or without WinDbg's grave accent, and two blanks behind. */
const ADDRESS_LINE = /^\s*([0-9a-f]{8}`[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{8})(?::)?\s\s+(\S.*)$/i;
/** The cells of `db` (16 bytes, a dash in the middle), `dd`, and `dq` or `dps`. */
const CELLS: readonly { readonly bytes: number; readonly cell: RegExp }[] = [
  { bytes: 8, cell: /^([0-9a-f]{8}`[0-9a-f]{8}|[0-9a-f]{16})(?=\s|$)/i },
  { bytes: 4, cell: /^([0-9a-f]{8})(?=\s|$)/i },
  { bytes: 1, cell: /^([0-9a-f]{2})(?=[\s-]|$)/i },
];
const MAX_BYTES = 65_536;

/**
 * Reads a hex dump as WinDbg's `db`, `dd`, `dq` or `dps` print it, or raw hex digits with any blanks, commas, dashes
 * and `0x` between them. Words of `dd`, `dq` and `dps` are little-endian. Lines with addresses have to follow each other.
 */
export function parseDump(text: string): ParsedDump {
  const bytes: number[] = [];
  let address: bigint | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const parts = ADDRESS_LINE.exec(line);
    if (parts === null) {
      const problem =
        address === null ? readRaw(line, bytes) : 'a line that begins with an address, as those before it';
      if (problem !== null) return { ok: false, line: index + 1, found: shown(line), expected: problem };
    } else {
      const at = BigInt('0x' + (parts[1] ?? '').replace('`', ''));
      if (address === null && bytes.length > 0)
        return {
          ok: false,
          line: index + 1,
          found: shown(line),
          expected: 'hex digits without an address, as before',
        };
      address ??= at;
      const wanted = address + BigInt(bytes.length);
      if (at !== wanted) {
        return {
          ok: false,
          line: index + 1,
          found: `address ${parts[1] ?? ''}`,
          expected: `address ${wanted.toString(16)}, right behind the line before`,
        };
      }
      const problem = readCells(parts[2] ?? '', bytes);
      if (problem !== null)
        return { ok: false, line: index + 1, found: shown(parts[2] ?? ''), expected: problem };
    }
    if (bytes.length > MAX_BYTES)
      return { ok: false, line: index + 1, found: 'a longer dump', expected: `at most ${MAX_BYTES} bytes` };
  }
  if (bytes.length === 0)
    return { ok: false, line: 1, found: 'no bytes', expected: 'a hex dump (db, dd, dq, dps) or raw hex' };
  return { ok: true, bytes: Uint8Array.from(bytes), address };
}

/** Adds the cells behind an address; what follows them (text column, symbols) is left out. Null when it went well. */
function readCells(text: string, bytes: number[]): string | null {
  if (/^\?\?/.test(text)) return 'memory that the debugger could read';
  const kind = CELLS.find(({ cell }) => cell.test(text));
  if (kind === undefined) return 'bytes, 32-bit words or 64-bit words in hex';
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

function readRaw(line: string, bytes: number[]): string | null {
  const digits = line.replace(/0x/gi, '').replace(/[\s,;{}-]/g, '');
  if (!/^[0-9a-f]*$/i.test(digits)) return 'hex digits';
  if (digits.length % 2 !== 0) return 'an even number of hex digits';
  for (let at = 0; at < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
  return null;
}

const shown = (text: string): string => `"${text.trim().slice(0, 40)}"`;
