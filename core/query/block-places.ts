import {
  Flag,
  makesBlock,
  recordBlock,
  recordFirstPage,
  recordFlags,
  recordGrantedPages,
} from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { reservedRunsOf } from '../events/reserved-pages.ts';
import { SideKind } from '../events/side-table.ts';
import { directMapPage } from '../memory/system-address-space.ts';
import { PAGE_SIZE } from '../memory/units.ts';
import { ALLOCATION_HANDLE_BASE, handleFromAddress, SHARED_MEMORY_HANDLE_BASE } from '../ndis/handles.ts';
import { type Predicate } from './predicate.ts';

const pageOf = (address: bigint): number => Number(address / BigInt(PAGE_SIZE));

/** The event that made the block that an event is about, -1 where it is about none. */
function makerOf(session: RecordedSession, words: Uint32Array, at: number, seq: number): number {
  if (makesBlock(words, at)) return seq;
  const block = recordBlock(words, at);
  return block === 0 ? -1 : session.seqOfBlock(block);
}

/**
 * Events about a block whose physical pages or virtual range overlap `from` to `to`, both included, and those that hold
 * back pages there, or release them.
 */
export function touches(session: RecordedSession, from: bigint, to: bigint): Predicate {
  const first = pageOf(from);
  const last = pageOf(to);
  const overlaps = (page: number, pages: number): boolean => page <= last && page + pages > first;
  const reserves = (words: Uint32Array, at: number, seq: number): boolean =>
    (recordFlags(words, at) & Flag.side) !== 0 &&
    reservedRunsOf(session, seq).some(({ firstPage, pages }) => overlaps(firstPage, pages));
  const isAbout = (maker: number): boolean => {
    if (maker < 0) return false;
    const made = session.log.wordsOf(maker);
    const offset = session.log.offsetOf(maker);
    const page = recordFirstPage(made, offset);
    const pages = recordGrantedPages(made, offset);
    const list = session.scatterGatherOf(maker);
    if (list < 0) return overlaps(page, pages) || overlaps(directMapPage(page), pages);
    const { side } = session;
    if (overlaps(side.wide(list), pages)) return true;
    const count = side.word(list + 3);
    for (let run = 0; run < count; run++) {
      if (overlaps(side.word(list + 4 + 2 * run), side.word(list + 5 + 2 * run))) return true;
    }
    return false;
  };
  return (words, at, seq) => isAbout(makerOf(session, words, at, seq)) || reserves(words, at, seq);
}

/** Events about the block that has this AllocationHandle or SharedMemoryHandle. */
export function hasHandle(session: RecordedSession, address: bigint): Predicate {
  const handle = handleFromAddress(address);
  const block = handle - ALLOCATION_HANDLE_BASE;
  const shared = handle - SHARED_MEMORY_HANDLE_BASE;
  return (words, at, seq) => {
    const own = recordBlock(words, at);
    if (own === 0) return false;
    if (own === block) return true;
    const maker = makerOf(session, words, at, seq);
    return maker >= 0 && sharedMemoryOrdinal(session, maker) === shared;
  };
}

/** -1 where the handle is NULL. */
function sharedMemoryOrdinal(session: RecordedSession, maker: number): number {
  const words = session.log.wordsOf(maker);
  const at = session.log.offsetOf(maker);
  const list = session.scatterGatherOf(maker);
  if (list >= 0) return session.side.word(list + 2);
  const other = session.side.find(maker, SideKind.sharedMemoryHandle);
  if (other >= 0) return session.side.word(other);
  const isNull = (recordFlags(words, at) & Flag.nullSharedMemoryHandle) !== 0;
  return isNull ? -1 : recordBlock(words, at);
}
