import {
  makesBlock,
  PAGE_SIZE,
  recordBlock,
  recordElements,
  recordFirstPage,
  recordGrantedPages,
  recordLength,
  recordOwner,
  recordProvider,
  recordUsage,
  type RecordedSession,
} from '../../electron/contract/core.ts';

/** What the map colours blocks by. */
export const COLOUR_BYS = ['queue', 'provider', 'usage'] as const;
export type ColourBy = (typeof COLOUR_BYS)[number];

interface Columns {
  provider: Uint8Array;
  owner: Uint16Array;
  usage: Uint8Array;
  /** Bytes of the last page that Length does not cover. */
  padding: Uint16Array;
  /** Page that holds the end of the block, as physical page. */
  lastPage: Uint32Array;
}

const createColumns = (capacity: number): Columns => ({
  provider: new Uint8Array(capacity),
  owner: new Uint16Array(capacity),
  usage: new Uint8Array(capacity),
  padding: new Uint16Array(capacity),
  lastPage: new Uint32Array(capacity),
});

/** The few members of every block that the map asks for a million times a frame, by block ordinal. */
export class BlockAttributes {
  private columns = createColumns(4096);
  private read = 0;
  private readonly seen: Readonly<Record<ColourBy, Set<number>>> = {
    queue: new Set(),
    provider: new Set(),
    usage: new Set(),
  };

  /** Reads the events that have come since the last call. */
  update(session: RecordedSession): void {
    const { log } = session;
    for (; this.read < log.length; this.read++) {
      const words = log.wordsOf(this.read);
      const at = log.offsetOf(this.read);
      if (makesBlock(words, at)) this.add(session, words, at);
    }
  }

  /** The member that a block is coloured by: queue id, provider code or usage. */
  keyOf(block: number, colourBy: ColourBy): number {
    if (colourBy === 'queue') return this.columns.owner[block] ?? 0;
    return (colourBy === 'provider' ? this.columns.provider[block] : this.columns.usage[block]) ?? 0;
  }

  /** Whether any block has been made. */
  get any(): boolean {
    return this.seen.provider.size > 0;
  }

  /** Every key that a block has had so far: the entries of the legend. */
  keysSeen(colourBy: ColourBy): ReadonlySet<number> {
    return this.seen[colourBy];
  }

  paddingOf(block: number): number {
    return this.columns.padding[block] ?? 0;
  }

  lastPageOf(block: number): number {
    return this.columns.lastPage[block] ?? 0;
  }

  private add(session: RecordedSession, words: Uint32Array, at: number): void {
    const block = recordBlock(words, at);
    while (block >= this.columns.provider.length) this.grow();
    const { columns } = this;
    columns.provider[block] = recordProvider(words, at);
    columns.owner[block] = recordOwner(words, at);
    columns.usage[block] = recordUsage(words, at);
    for (const colourBy of COLOUR_BYS) this.seen[colourBy].add(this.keyOf(block, colourBy));
    const granted = recordGrantedPages(words, at);
    columns.padding[block] = Math.min(PAGE_SIZE - 1, granted * PAGE_SIZE - recordLength(words, at));
    columns.lastPage[block] = recordFirstPage(words, at) + granted - 1;
    if (recordElements(words, at) > 1) columns.lastPage[block] = lastListedPage(session, this.read);
  }

  private grow(): void {
    const before = this.columns;
    const after = createColumns(before.provider.length * 2);
    for (const name of Object.keys(before) as (keyof Columns)[]) after[name].set(before[name]);
    this.columns = after;
  }
}

function lastListedPage(session: RecordedSession, seq: number): number {
  const list = session.scatterGatherOf(seq);
  if (list < 0) return 0;
  const run = list + 4 + 2 * (session.side.word(list + 3) - 1);
  return session.side.word(run) + session.side.word(run + 1) - 1;
}
