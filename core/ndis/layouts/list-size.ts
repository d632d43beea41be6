import { type Architecture, layOut } from './structure-layout.ts';
import { STRUCTURES } from './structures.ts';

const sizeOf = (name: string, architecture: Architecture): bigint => {
  const declaration = STRUCTURES.find((structure) => structure.name === name);
  return declaration === undefined ? 0n : BigInt(layOut(declaration, architecture, 1).sizeOf);
};

/** Bytes of a SCATTER_GATHER_LIST with so many elements: x64 16 + 24 n, x86 8 + 16 n (domain notes 2.4). */
export const listBytes = (elements: bigint, architecture: Architecture): bigint =>
  sizeOf('SCATTER_GATHER_LIST', architecture) + elements * sizeOf('SCATTER_GATHER_ELEMENT', architecture);

/** Elements that fit into a buffer of so many bytes. */
export function listCapacity(bytes: bigint, architecture: Architecture): bigint {
  const room = bytes - listBytes(0n, architecture);
  return room < 0n ? 0n : room / sizeOf('SCATTER_GATHER_ELEMENT', architecture);
}
