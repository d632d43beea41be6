import { type Architecture } from './structure-layout.ts';

const BYTES_A_LINE = 16;
/** Digits of 16 cells with the dash in the middle. */
const CELLS_WIDTH = 47;

/** An address as WinDbg writes it: ffff8083`e02ce000 or 82a1f000. */
export function debuggerAddress(address: bigint, architecture: Architecture): string {
  if (architecture === 'x86') return BigInt.asUintN(32, address).toString(16).padStart(8, '0');
  const digits = BigInt.asUintN(64, address).toString(16).padStart(16, '0');
  return `${digits.slice(0, 8)}\`${digits.slice(8)}`;
}

/** Bytes as WinDbg's `db` prints them, 16 a line with their text; `address` is that of the first byte. */
export function dbText(bytes: Uint8Array, address: bigint, architecture: Architecture): string {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += BYTES_A_LINE) {
    const line = bytes.subarray(from, from + BYTES_A_LINE);
    const at = debuggerAddress(address + BigInt(from), architecture);
    lines.push(`${at}  ${cells(line).padEnd(CELLS_WIDTH)}  ${printable(line)}`);
  }
  return lines.join('\n');
}

function cells(line: Uint8Array): string {
  let text = '';
  line.forEach((byte, index) => {
    if (index > 0) text += index === 8 ? '-' : ' ';
    text += byte.toString(16).padStart(2, '0');
  });
  return text;
}

const printable = (line: Uint8Array): string =>
  [...line].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
