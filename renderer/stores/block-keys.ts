import {
  Flag,
  recordDiagnostic,
  recordFlags,
  recordLength,
  recordNode,
  recordOwner,
  recordProvider,
  recordStatus,
  recordUsage,
} from '../../electron/contract/core.ts';
import { type ColourBy, NO_VPORT, sizeClassOf, statusKeyOf, VPORT_MEMORY } from './colour-by.ts';

/** What a block is coloured by without regard to the moment: all but its age. */
export type FixedColourBy = Exclude<ColourBy, 'age'>;

type KeyOfRecord = (words: Uint32Array, offset: number) => number;

const isOfVPort = (words: Uint32Array, offset: number): boolean =>
  (recordFlags(words, offset) & Flag.vport) !== 0;

/** Reads the keys of a block from the record of the event that made it. */
export const keyOfRecord = {
  provider: recordProvider,
  queue: (words, offset) => (isOfVPort(words, offset) ? VPORT_MEMORY : recordOwner(words, offset)),
  vport: (words, offset) => (isOfVPort(words, offset) ? recordOwner(words, offset) + 1 : NO_VPORT),
  usage: recordUsage,
  node: recordNode,
  size: (words, offset) => sizeClassOf(recordLength(words, offset)),
  status: (words, offset) => statusKeyOf(recordStatus(words, offset), recordDiagnostic(words, offset)),
} as const satisfies Record<FixedColourBy, KeyOfRecord>;
