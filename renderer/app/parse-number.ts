const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kib: 1024,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
};

/**
 * A whole number as people type it: decimal or 0x hexadecimal, spaces and underscores between digits, KiB, MiB or GiB
 * behind. Null for anything else and for numbers above 2^53.
 */
export function parseNumber(text: string): number | null {
  const compact = text
    .trim()
    .replace(/(?<=[0-9a-f])[ _\u00a0](?=[0-9a-f])/gi, '')
    .toLowerCase();
  const hex = /^0x([0-9a-f]+)$/.exec(compact);
  if (hex !== null) return exact(Number.parseInt(hex[1] ?? '', 16));
  const decimal = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(compact);
  const scale = decimal === null ? undefined : SUFFIXES[decimal[2] ?? ''];
  if (decimal === null || scale === undefined) return null;
  return exact(Number(decimal[1]) * scale);
}

const exact = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);
