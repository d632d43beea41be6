import { Flag, recordFirstPage, recordGrantedPages } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { SideKind } from '../events/side-table.ts';
import { type PageOwners } from '../memory/page-owners.ts';
import { bytesToPages } from '../memory/units.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { type HeldPages } from '../providers/held-pages.ts';

/** Enters what is held back for no block, on the record of the call that made it so or ended it. */
export class ReservedRecorder {
  constructor(
    private readonly session: RecordedSession,
    private readonly basePage: number,
    private readonly held: HeldPages,
    private readonly owners: PageOwners,
  ) {}

  /** Whether anything may have to be entered. */
  get changed(): boolean {
    return this.held.changed;
  }

  /** A provider that failed may have kept what it wrote into the list (rule P8). */
  lookAtAnswer({ SGListBuffer: list }: SharedMemoryParameters): void {
    for (let index = 0; index < list.NumberOfElements; index++) {
      const bytes = list.offsets[index]! + list.lengths[index]!;
      this.held.touch(list.pages[index]! - this.basePage, bytesToPages(bytes));
    }
  }

  /** A provider may have kept pages of a block that is gone (rule P9). Where it lay is told by the log alone. */
  lookAtBlock(block: number): void {
    const { session } = this;
    session.indexNew();
    const seq = session.seqOfBlock(block);
    if (seq < 0) return;
    const list = session.listOfBlock(block);
    if (list < 0) {
      const words = session.log.wordsOf(seq);
      const at = session.log.offsetOf(seq);
      this.held.touch(recordFirstPage(words, at) - this.basePage, recordGrantedPages(words, at));
      return;
    }
    session.side.forEachPair(list + 4, session.side.word(list + 3), (firstPage, pages) =>
      this.held.touch(firstPage - this.basePage, pages),
    );
  }

  /** The entry of event `seq`; answers the record's flags for it. */
  record(seq: number): number {
    if (!this.held.changed) return 0;
    const { side } = this.session;
    let flags = 0;
    this.held.drain(seq, this.owners.owners, (first, pages, takenBy, why) => {
      if (flags === 0) side.begin(SideKind.reserved, seq);
      flags = Flag.side;
      side.put(this.basePage + first);
      side.put(pages);
      side.put(takenBy);
      side.put(why);
    });
    if (flags !== 0) side.end();
    return flags;
  }
}
