import {
  isOfSameKind,
  kindHash,
  makesBlock,
  RECORD_WORDS,
  recordLength,
  type RecordedSession,
} from '../../electron/contract/core.ts';
import { type FixedColourBy, keyOfRecord } from './block-keys.ts';
import { SIZE_LIMITS, sizeClassOf } from './colour-by.ts';

/** Kinds of events that are remembered. A session has a handful; one that is forgotten is only met anew. */
const KINDS = 256;
/** All bits set, which no kind has. */
const NO_KIND = 0xffff_ffff;

/** Every key that a block has had so far: the entries of the legend. Asked of every event, so it looks at new kinds only. */
export class KeysSeen {
  private readonly seen: Readonly<Record<FixedColourBy, Set<number>>> = {
    ...{ queue: new Set(), provider: new Set(), usage: new Set(), node: new Set() },
    ...{ vport: new Set(), size: new Set(), status: new Set() },
  };
  /** A record of each kind that was met last, by its hash. */
  private readonly kinds = new Uint32Array(KINDS * RECORD_WORDS).fill(NO_KIND);
  private readonly sizes = new Uint8Array(SIZE_LIMITS.length + 1);
  private read = 0;

  of(colourBy: FixedColourBy): ReadonlySet<number> {
    return this.seen[colourBy];
  }

  /** Reads the events that have come since the last call. */
  update({ log }: RecordedSession): void {
    while (this.read < log.length) {
      const span = log.spanOf(this.read);
      this.readSpan(log.wordsOf(this.read), log.offsetOf(this.read), span);
      this.read += span;
    }
  }

  private readSpan(words: Uint32Array, first: number, events: number): void {
    const { kinds, sizes } = this;
    const end = first + events * RECORD_WORDS;
    for (let at = first; at < end; at += RECORD_WORDS) {
      const size = sizeClassOf(recordLength(words, at));
      if (sizes[size] === 0 && makesBlock(words, at)) {
        sizes[size] = 1;
        this.seen.size.add(size);
      }
      // Which events make blocks is asked last: it is what no processor can guess.
      const kind = kindHash(words, at) * RECORD_WORDS;
      if (!isOfSameKind(words, at, kinds, kind)) this.meet(words, at, kind);
    }
  }

  private meet(words: Uint32Array, at: number, kind: number): void {
    this.kinds.set(words.subarray(at, at + RECORD_WORDS), kind);
    if (!makesBlock(words, at)) return;
    const { seen } = this;
    seen.provider.add(keyOfRecord.provider(words, at));
    seen.queue.add(keyOfRecord.queue(words, at));
    seen.vport.add(keyOfRecord.vport(words, at));
    seen.usage.add(keyOfRecord.usage(words, at));
    seen.node.add(keyOfRecord.node(words, at));
    seen.status.add(keyOfRecord.status(words, at));
  }
}
