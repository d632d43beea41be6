import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { geometryProblem } from '../../core/memory/geometry.ts';
import { byteCount, pageIndex, PAGE_SIZE } from '../../core/memory/units.ts';
import { type SessionHead } from './event-collector.ts';
import { settingsOfLab } from './lab-settings.ts';

const LEAST_MEMORY_BYTES = 2 ** 20;
const MOST_MEMORY_BYTES = 2 ** 40;

/** What rows of CSV say of the machine that they come from: the least memory and nodes that hold them. */
export class HeadGuess {
  private lastPage = 0;
  private firstPage = Infinity;
  private nodes = 1;
  private sriov = false;
  private readonly providers = new Map<number, string>();

  constructor(private readonly name: string) {}

  note(cells: Readonly<Record<string, string>>): void {
    for (const element of (cells.sgElements ?? '').split(';')) {
      const [address = '', length = ''] = element.split(':');
      const page = Number(address) / PAGE_SIZE;
      if (address === '' || !Number.isSafeInteger(page)) continue;
      this.firstPage = Math.min(this.firstPage, page);
      this.lastPage = Math.max(this.lastPage, page + Math.ceil(Number(length) / PAGE_SIZE));
    }
    const node = Number(cells.node || 0);
    if (Number.isInteger(node) && node < 64) this.nodes = Math.max(this.nodes, node + 1);
    this.sriov ||= Number(cells.vportId) > 0;
    const code = Number.parseInt((cells.record ?? '').slice(0, 2), 16);
    if (cells.provider && code > 0) this.providers.set(code, cells.provider);
  }

  head(): SessionHead {
    const usual = DEFAULT_LAB_CONFIG.basePage;
    const basePage = this.firstPage >= usual ? usual : pageIndex(0);
    let memoryBytes = LEAST_MEMORY_BYTES;
    while (memoryBytes < (this.lastPage - basePage) * PAGE_SIZE && memoryBytes < MOST_MEMORY_BYTES)
      memoryBytes *= 2;
    const nodeCount = geometryProblem(memoryBytes, this.nodes) === null ? this.nodes : 1;
    const lab = new Lab({
      ...DEFAULT_LAB_CONFIG,
      memoryBytes: byteCount(memoryBytes),
      nodeCount,
      basePage,
      mode: this.sriov ? 'sriov' : 'vmq',
      checksLifetime: false,
    });
    return {
      settings: settingsOfLab(this.name, lab),
      providers: [...this.providers].map(([code, id]) => ({ code, id })),
    };
  }
}
