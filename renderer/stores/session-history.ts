import {
  endsBlock,
  forEachReserved,
  makesBlock,
  recordBlock,
  type RecordedSession,
  type ReplayCursor,
  ReservedFor,
} from '../../electron/contract/core.ts';
import { type BlockHistory } from '../map/block-history.ts';
import { type BlockAttributes } from './block-attributes.ts';

/** The lives of a session's blocks, read from its log and its indexes. */
export class SessionHistory implements BlockHistory {
  /** @param ageStyles the styles by age, or null; asked for anew, because the choice of colours changes */
  constructor(
    private readonly recorded: RecordedSession,
    private readonly at: ReplayCursor,
    private readonly attributes: BlockAttributes,
    private readonly basePage: number,
    private readonly ageStyles: () => ((events: number) => number) | null,
  ) {}

  get events(): number {
    return this.recorded.log.length;
  }

  get cursor(): number {
    return this.at.position;
  }

  get blocks(): number {
    return this.recorded.lastBlock;
  }

  get runs(): Uint32Array {
    return this.attributes.allRuns;
  }

  get styleOfAge(): ((events: number) => number) | null {
    return this.ageStyles();
  }

  madeAt(block: number): number {
    return this.recorded.seqOfBlock(block);
  }

  endedAt(block: number): number {
    return this.recorded.endOfBlock(block);
  }

  runAt(block: number): number {
    return this.attributes.runAt(block);
  }

  runCount(block: number): number {
    return this.attributes.runCount(block);
  }

  reservedEventAt(index: number): number {
    return this.recorded.side.reservedEventAt(index);
  }

  forEachReserved(index: number, visit: (firstPage: number, pages: number, sign: 1 | -1) => void): void {
    const { side } = this.recorded;
    forEachReserved(side, side.reservedAt(index), (firstPage, pages, _takenBy, why) =>
      visit(firstPage - this.basePage, pages, why === ReservedFor.nothing ? -1 : 1),
    );
  }

  changeAt(event: number): number {
    const { log } = this.recorded;
    const words = log.wordsOf(event);
    const at = log.offsetOf(event);
    if (makesBlock(words, at)) return recordBlock(words, at);
    return endsBlock(words, at) ? -recordBlock(words, at) : 0;
  }
}
