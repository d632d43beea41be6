import { Op, recordBlock, recordOp } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';

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
    private readonly session: RecordedSession,
    readonly block: number,
  ) {
    const made = session.seqOfBlock(block);
    this.looked = made < 0 ? session.log.length : made;
  }

  look(): this {
    const { log } = this.session;
    for (; this.looked < log.length; this.looked++) {
      const words = log.wordsOf(this.looked);
      const at = log.offsetOf(this.looked);
      if (recordBlock(words, at) !== this.block) continue;
      const op = recordOp(words, at);
      const list = op === Op.receive ? this.receives : op === Op.returnBuffers ? this.returns : this.events;
      list.push(this.looked);
    }
    return this;
  }
}
