import { Op, recordBlock, recordOp, RECORD_WORDS } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { grown } from '../memory/grown.ts';

/**
 * Which events name which block, as a chain from the last one back. Built when it is first asked for and carried on
 * from there, so that the events of one block are found without reading the log.
 */
export class BlockEventIndex {
  /** The newest event of each block, plus 1; 0 where there is none. */
  private newest = new Uint32Array(1024);
  /** For each event the one before it that names the same block, plus 1. */
  private before = new Uint32Array(1024);
  private read = 0;

  constructor(readonly session: RecordedSession) {}

  /** Visits the events that name the block, from the last one back to `from`. */
  forEachBack(block: number, from: number, visit: (seq: number) => void): void {
    this.update();
    const first = block < this.newest.length ? this.newest[block]! : 0;
    for (let next = first; next > from; next = this.before[next - 1]!) visit(next - 1);
  }

  private update(): void {
    const { log } = this.session;
    this.before = grown(this.before, log.length);
    while (this.read < log.length) {
      const words = log.wordsOf(this.read);
      const span = log.spanOf(this.read);
      let at = log.offsetOf(this.read);
      for (const end = this.read + span; this.read < end; this.read++, at += RECORD_WORDS) {
        const block = recordBlock(words, at);
        if (block === 0) continue;
        if (block >= this.newest.length) this.newest = grown(this.newest, block + 1);
        this.before[this.read] = this.newest[block]!;
        this.newest[block] = this.read + 1;
      }
    }
  }
}

/**
 * The events that are about one block, from the call that made it to the mistakes made with it after its end. Reads
 * what has come since the last look only.
 */
export class BlockHistory {
  /** All but receive indications and their returns, ascending. */
  readonly events: number[] = [];
  /** Receive indications whose segments lie in the block, ascending. */
  readonly receives: number[] = [];
  /** Returns of the buffers that they indicated, ascending. */
  readonly returns: number[] = [];
  private looked: number;

  constructor(
    private readonly index: BlockEventIndex,
    readonly block: number,
  ) {
    const { session } = index;
    const made = session.seqOfBlock(block);
    this.looked = made < 0 ? session.log.length : made;
  }

  look(): this {
    const { log } = this.index.session;
    const found: number[] = [];
    this.index.forEachBack(this.block, this.looked, (seq) => found.push(seq));
    this.looked = log.length;
    for (const seq of found.reverse()) {
      const op = recordOp(log.wordsOf(seq), log.offsetOf(seq));
      const list = op === Op.receive ? this.receives : op === Op.returnBuffers ? this.returns : this.events;
      list.push(seq);
    }
    return this;
  }
}
