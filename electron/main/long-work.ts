import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { type EngineStatus } from '../contract/engine-status.ts';

/** What takes long sometimes. */
export type LongWorkKind = 'importing' | 'exporting' | 'repeating' | 'measuring';

/** How far something is that takes a while. */
interface WorkProgress {
  readonly kind: LongWorkKind;
  readonly done: number;
  readonly total: number;
}

/** The work that is under way, or null. */
export function workUnderWay(
  status: Pick<EngineStatus, 'importing' | 'exporting' | 'repeating' | 'policies'>,
): WorkProgress | null {
  const { importing, exporting, repeating, policies } = status;
  if (importing !== null) return { kind: 'importing', done: importing.done, total: importing.total };
  if (exporting !== null) return { kind: 'exporting', ...exporting };
  if (repeating !== null) return { kind: 'repeating', ...repeating };
  if (policies?.state !== 'running') return null;
  return { kind: 'measuring', done: policies.policies.length, total: POLICY_IDS.length };
}

/** What a window shows outside of itself, on the task bar or the dock. */
interface WindowSign {
  isFocused(): boolean;
  /** A share from 0 to 1; -1 takes the bar away. */
  setProgressBar(share: number): void;
  /** Asks for the person's eyes until the window has them. */
  flashFrame(flag: boolean): void;
}

/** Whoever waited this long has turned to something else, and wants to know of the end. */
const WORTH_TELLING_MS = 3000;
const STEPS = 100;

/** Tells of long work those who do not look at the window: how far it is, and that it has ended. */
export class LongWork {
  private current: { readonly kind: LongWorkKind; readonly since: number } | null = null;
  private shown = -1;

  constructor(
    private readonly window: WindowSign,
    /** Says that something has ended that took so long, where nobody saw it. */
    private readonly notify: (kind: LongWorkKind, ms: number) => void,
    private readonly now: () => number,
  ) {}

  /** To be told of every change, and of the end as null. */
  show(work: WorkProgress | null): void {
    if (work === null) {
      this.end();
      return;
    }
    this.current ??= { kind: work.kind, since: this.now() };
    const share = Math.floor(STEPS * Math.min(1, work.total === 0 ? 1 : work.done / work.total)) / STEPS;
    if (share === this.shown) return;
    this.shown = share;
    this.window.setProgressBar(share);
  }

  private end(): void {
    const { current } = this;
    if (current === null) return;
    const waited = this.now() - current.since;
    this.current = null;
    this.shown = -1;
    this.window.setProgressBar(-1);
    if (waited < WORTH_TELLING_MS || this.window.isFocused()) return;
    this.window.flashFrame(true);
    this.notify(current.kind, waited);
  }
}
