/** Bytes that are looked up together. */
const SLICES = 8;

/** For each byte, and each number of bytes that follow it among those looked up together, what it does to the rest. */
const TABLE = new Uint32Array(SLICES * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) !== 0 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  TABLE[byte] = value >>> 0;
}
for (let at = 256; at < TABLE.length; at++)
  TABLE[at] = ((TABLE[at - 256]! >>> 8) ^ TABLE[TABLE[at - 256]! & 0xff]!) >>> 0;

/** CRC-32 as in ISO 3309, zip and PNG. */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff_ffff;
  let at = from;
  for (; at + SLICES <= to; at += SLICES) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      TABLE[0x700 | (crc & 0xff)]! ^
      TABLE[0x600 | ((crc >>> 8) & 0xff)]! ^
      TABLE[0x500 | ((crc >>> 16) & 0xff)]! ^
      TABLE[0x400 | (crc >>> 24)]! ^
      TABLE[0x300 | bytes[at + 4]!]! ^
      TABLE[0x200 | bytes[at + 5]!]! ^
      TABLE[0x100 | bytes[at + 6]!]! ^
      TABLE[bytes[at + 7]!]!;
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
