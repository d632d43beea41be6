import { createGeometry } from '../../memory/geometry.ts';
import { byteCount, pageIndex } from '../../memory/units.ts';
import { createDefaultProvider } from '../../providers/default-provider.ts';
import { PagePool } from '../../providers/page-pool.ts';
import { CallOutcome } from '../call-outcome.ts';
import { diagnosticName } from '../diagnostics.ts';
import { handleFromAddress } from '../handles.ts';
import { type Handle, NULL_HANDLE } from '../handles.ts';
import { type Adapter, type Binding, type RegisteredProvider } from '../machine.ts';
import { Ndis } from '../ndis.ts';
import { ruleId } from '../rules.ts';
import { SharedMemoryHandles } from '../../providers/shared-memory-handles.ts';
import {
  FAILURE,
  INVALID_LENGTH,
  INVALID_PARAMETER,
  PENDING,
  RESOURCES,
  type StatusCode,
  statusName,
  SUCCESS,
} from '../status.ts';
import { type AllocateCommand, type HandleChoice, type Release } from './commands.ts';
import { type Observation, PAGE_COUNT } from './reference-state.ts';
import { type Pages, type ScriptedAnswer, ScriptedProvider } from './scripted-provider.ts';

/** The machine's pages for scripted providers: the real pool, with pages counted from 0. */
export function pagesOf(pool: PagePool): Pages {
  return {
    nodeCount: pool.nodeCount,
    freeOn: (node) => pool.freePagesOn(node),
    take: (node, count) => {
      const page = pool.takeRun(node, count);
      return page === null ? -1 : page - pool.basePage;
    },
    give: (page, count) => pool.give(pageIndex(page + pool.basePage), count),
  };
}

export const STATUS_CODES: Readonly<Record<ScriptedAnswer['status'], StatusCode>> = {
  SUCCESS,
  RESOURCES,
  INVALID_PARAMETER,
  FAILURE,
  PENDING,
  INVALID_LENGTH,
};

/** The real engine, on the machine that `newReference` describes. */
export class EngineUnderTest {
  readonly ndis: Ndis;
  readonly pool: PagePool;
  readonly outcome = new CallOutcome();
  readonly handles = new SharedMemoryHandles();
  readonly adapters: Adapter[] = [];
  readonly bindings: Binding[] = [];
  readonly ownProvider: RegisteredProvider;
  readonly filterDriver: Handle;
  /** The allocation in hand, for providers; and how its free functions behave. */
  command: AllocateCommand | null = null;
  release: Release = 'exact';
  /** Observations of calls that providers made from inside. */
  inner: Observation[] = [];

  constructor(version: 620 | 630 | 650 | 685) {
    const geometry = createGeometry(byteCount(PAGE_COUNT * 4096), 2);
    // The reference's nodes are of unequal size, which the usual geometry never makes.
    this.pool = new PagePool({ ...geometry, nodeStarts: [0, 20, PAGE_COUNT] });
    this.ndis = new Ndis({ ...geometry, nodeStarts: [0, 20, PAGE_COUNT] });
    this.ownProvider = this.ndis.addProvider('default', createDefaultProvider(this.pool), true);
    this.ndis.defaultProvider = this.ownProvider;
    this.ndis.registerMiniportDriver(version);
    const old = this.ndis.registerMiniportDriver(610);
    const [one, two] = [this.ndis.registerProtocolDriver(), this.ndis.registerProtocolDriver()];
    this.filterDriver = this.ndis.registerFilterDriver();
    const vmq = this.addAdapter(false);
    const sriov = this.addAdapter(true);
    const legacy = this.ndis.addAdapter(old, {
      mode: 'vmq',
      numQueues: 3,
      numVPorts: 0,
      maxLookaheadSplitSize: 0,
    });
    this.adapters.push(legacy);
    vmq.dmaRegistered = true;
    sriov.dmaRegistered = true;
    this.bindings.push(
      this.ndis.openAdapter(one, vmq),
      this.ndis.openAdapter(one, sriov),
      this.ndis.openAdapter(two, vmq),
      this.ndis.openAdapter(one, legacy),
    );
  }

  addAdapter(sriov: boolean): Adapter {
    const [miniport] = this.ndis.miniports.values();
    const adapter = this.ndis.addAdapter(miniport!, {
      mode: sriov ? 'sriov' : 'vmq',
      numQueues: sriov ? 0 : 3,
      numVPorts: sriov ? 4 : 0,
      maxLookaheadSplitSize: miniport!.ndisVersion === 620 ? 256 : 0,
    });
    this.adapters.push(adapter);
    return adapter;
  }

  /** The handle that a command chose. */
  handleOf({ kind, pick }: HandleChoice): Handle {
    const at = <T>(items: readonly T[]): T => items[pick % items.length]!;
    switch (kind) {
      case 'adapter':
        return at(this.adapters).handle;
      case 'binding':
        return at(this.bindings).handle;
      case 'protocol':
        return at([...this.ndis.protocols.keys()]);
      case 'miniport':
        return at([...this.ndis.miniports.keys()]);
      case 'filter':
        return this.filterDriver;
      case 'null':
        return NULL_HANDLE;
      case 'foreign':
        return handleFromAddress(BigInt(pick + 1));
    }
  }

  bindingOf({ binding }: { readonly binding: number }): Binding {
    return this.bindings[binding % this.bindings.length]!;
  }

  adapterOf({ adapter }: { readonly adapter: number }): Adapter {
    return this.adapters[adapter % this.adapters.length]!;
  }

  newScripted(): ScriptedProvider {
    return new ScriptedProvider(pagesOf(this.pool));
  }

  /** What the last call came to. */
  observe(outcome: CallOutcome = this.outcome, block = outcome.block): Observation {
    const findings = Array.from({ length: outcome.findingCount }, (_, index) =>
      [ruleId(outcome.findingRules[index]!), diagnosticName(outcome.findingDiagnostics[index]!) ?? '']
        .filter((part) => part !== '')
        .join(' '),
    );
    return { status: statusName(outcome.status)?.slice('NDIS_STATUS_'.length) ?? null, findings, block };
  }

  /** What can be compared with the reference, as one text; the same shape as `RefState.digest`. */
  digest(): string {
    const { blocks, netBufferLists } = this.ndis;
    const live: unknown[] = [];
    for (let block = 1; block <= blocks.last; block++) {
      if (!blocks.isLive(block)) continue;
      const runs: number[][] = [];
      blocks.forEachRun(block, (first, pages) => runs.push([first - this.pool.basePage, pages]));
      live.push([block, blocks.isOrphan(block), blocks.buffersOut(block), runs]);
    }
    return JSON.stringify({
      adapters: this.adapters.map((adapter) => ({
        flags: [adapter.dmaRegistered, adapter.halting, adapter.halted],
        queues: adapter.queues.flatMap((queue) =>
          queue === undefined ? [] : [[queue.id, queue.filters, queue.buffersOut, queue.state]],
        ),
        vports: adapter.vports.flatMap((vport) =>
          vport === undefined
            ? []
            : [[vport.id, vport.filters, vport.buffersOut, vport.state, vport.deleting, vport.dmaRunning]],
        ),
        filters: [...adapter.filters.keys()],
      })),
      closed: this.bindings.map((binding) => binding.closed),
      blocks: live,
      lists: [...netBufferLists.keys()],
      free: this.pool.freePages,
    });
  }
}
