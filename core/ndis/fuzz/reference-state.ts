import { type Release } from './commands.ts';
import { type Pages, ScriptedProvider } from './scripted-provider.ts';

/*
 * The reference model of the contract: small, slow and plain, written from the decisions in ../README.md and from the
 * rule catalogue, and from nothing in the engine. Pages count from 0; objects are named by their place in a list.
 */

export const PAGE = 4096;
export const NODE_STARTS = [0, 20, 48] as const;
export const PAGE_COUNT = 48;

/** What one command came to. */
export interface Observation {
  /** Short name of the status; null for a void or stopped call. */
  readonly status: string | null;
  /** `RULE DIAGNOSTIC`, either of them may be missing. */
  readonly findings: readonly string[];
  /** Block that came or went, 0 for none. */
  readonly block: number;
}

export interface RefProvider {
  /** Null is NDIS's own: one run, first fit. */
  readonly scripted: ScriptedProvider | null;
  readonly supportsVPorts: boolean;
}

export interface RefOwner {
  readonly id: number;
  readonly binding: RefBinding;
  filters: number;
  listsOut: number;
}

export interface RefQueue extends RefOwner {
  state: 'Allocated' | 'Set' | 'Running' | 'Paused' | 'StopDma' | 'Freeing';
  readonly split: boolean;
}

export interface RefVPort extends RefOwner {
  readonly physical: boolean;
  state: 'Deactivated' | 'Activating' | 'Activated';
  deleting: boolean;
  dma: boolean;
}

export interface RefMiniport {
  readonly version: number;
  provider: RefProvider | null;
}

export interface RefProtocol {
  provider: RefProvider | null;
}

export interface RefAdapter {
  readonly miniport: RefMiniport;
  readonly sriov: boolean;
  queues: RefQueue[];
  vports: RefVPort[];
  filters: { id: number; binding: RefBinding; queueId: number; vportId: number; target: RefOwner | null }[];
  lastFilter: number;
  dma: boolean;
  halting: boolean;
  halted: boolean;
}

export interface RefBinding {
  readonly protocol: RefProtocol;
  readonly adapter: RefAdapter;
  provider: RefProvider | null;
  closed: boolean;
}

export interface RefBlock {
  readonly ordinal: number;
  state: 'live' | 'orphan' | 'freed';
  /** The adapter or binding whose handle was passed. */
  readonly caller: RefAdapter | RefBinding;
  readonly adapter: RefAdapter;
  /** Queue or VPort; null for the default queue. */
  readonly owner: RefOwner | null;
  readonly onVPort: boolean;
  readonly ownerId: number;
  /** The binding that goes down with the block. */
  readonly binding: RefBinding | null;
  readonly length: number;
  readonly elements: readonly { page: number; pages: number }[];
  readonly provider: RefProvider;
  readonly context: number;
  readonly taken: number;
  /** False: the SharedMemoryHandle is NULL. */
  readonly named: boolean;
  buffersOut: number;
}

export interface RefList {
  readonly id: number;
  readonly adapter: RefAdapter;
  readonly owner: RefOwner | null;
  readonly blocks: RefBlock[];
}

/** Which pages are handed out by anybody, and which NDIS thinks a block owns. */
export class RefMemory implements Pages {
  readonly nodeCount = NODE_STARTS.length - 1;
  readonly used: boolean[] = Array.from({ length: PAGE_COUNT }, () => false);
  readonly owner: number[] = Array.from({ length: PAGE_COUNT }, () => 0);

  freeOn(node: number): number {
    let free = 0;
    for (let page = NODE_STARTS[node]!; page < NODE_STARTS[node + 1]!; page++) if (!this.used[page]) free++;
    return free;
  }

  take(node: number, count: number): number {
    for (let first = NODE_STARTS[node]!; first + count <= NODE_STARTS[node + 1]!; first++) {
      const run = this.used.slice(first, first + count);
      if (run.some((used) => used)) continue;
      this.used.fill(true, first, first + count);
      return first;
    }
    return -1;
  }

  give(page: number, count: number): void {
    this.used.fill(false, page, page + count);
  }

  get freePages(): number {
    return this.used.filter((used) => !used).length;
  }
}

/** Everything that the reference model knows. */
export class RefState {
  readonly memory = new RefMemory();
  readonly miniports: RefMiniport[] = [];
  readonly protocols: RefProtocol[] = [];
  readonly adapters: RefAdapter[] = [];
  readonly bindings: RefBinding[] = [];
  readonly blocks: RefBlock[] = [];
  readonly lists: RefList[] = [];
  lastList = 0;
  defaultProvider: RefProvider | null = { scripted: null, supportsVPorts: true };
  /** How the free functions of this command's providers behave. */
  release: Release = 'exact';
  /** Callbacks that are running, one inside the other. */
  depth = 0;

  newProvider(supportsVPorts: boolean): RefProvider {
    return { scripted: new ScriptedProvider(this.memory), supportsVPorts };
  }

  addAdapter(miniport: RefMiniport, sriov: boolean): RefAdapter {
    const adapter: RefAdapter = {
      miniport,
      sriov,
      queues: [],
      vports: [],
      filters: [],
      lastFilter: 0,
      dma: false,
      halting: false,
      halted: false,
    };
    this.adapters.push(adapter);
    return adapter;
  }

  live(block: RefBlock): boolean {
    return block.state !== 'freed';
  }

  /** What can be compared with the engine, as one text. */
  digest(): string {
    const owner = (one: RefOwner) => [one.id, one.filters, one.listsOut];
    return JSON.stringify({
      adapters: this.adapters.map((adapter) => ({
        flags: [adapter.dma, adapter.halting, adapter.halted],
        queues: [...adapter.queues]
          .sort((a, b) => a.id - b.id)
          .map((queue) => [...owner(queue), queue.state]),
        vports: [...adapter.vports]
          .sort((a, b) => a.id - b.id)
          .map((vport) => [...owner(vport), vport.state, vport.deleting, vport.dma]),
        filters: adapter.filters.map((filter) => filter.id),
      })),
      closed: this.bindings.map((binding) => binding.closed),
      blocks: this.blocks
        .filter((block) => this.live(block))
        .map((block) => [
          block.ordinal,
          block.state === 'orphan',
          block.buffersOut,
          block.elements.map(({ page, pages }) => [page, pages]),
        ]),
      lists: this.lists.map((list) => list.id),
      free: this.memory.freePages,
    });
  }
}
