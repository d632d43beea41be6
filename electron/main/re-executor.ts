import { type Line } from '../../core/history/branch-tree.ts';
import { type JournalEntry, type ScriptSource } from '../../core/history/journal.ts';
import { beginsLike, Reexecution } from '../../core/history/re-execution.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type LabConfig } from '../../core/lab/lab-config.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { sayOfMain as say } from './main-sentences.ts';
import { fail, ok, type Result } from './result.ts';

/** As for the engine: requests of the page must feel instant meanwhile. */
const SLICE_MS = 8;
const STEPS_PER_LOOK = 256;

export type RegisterScript = (lab: Lab, script: ScriptSource) => Promise<Result<{ readonly seq: number }>>;

/** A machine that is made again: what it was made from, and its log. */
interface Original {
  readonly config: LabConfig;
  readonly session: RecordedSession;
  readonly setupEntries: number;
}

/** The machine of a line. */
export const originalOf = ({ lab, journal }: Line): Original => ({
  config: lab.config,
  session: lab.session,
  setupEntries: journal.setupEntries,
});

/** Makes machines again from what was done to them, in slices; one at a time. */
export class ReExecutor {
  /** Events that were made again so far, and how many there will be; null while nothing is under way. */
  progress: { readonly done: number; readonly total: number } | null = null;
  private wanted = new AbortController();

  constructor(
    private readonly registerScript: RegisterScript,
    private readonly onLog: (session: RecordedSession) => void,
    private readonly onProgress: () => void,
  ) {}

  cancel(): void {
    this.wanted.abort();
  }

  /**
   * @param entries what to do
   * @param untilEvents where to stop, Infinity for the end of the entries
   * @returns an error when it was cancelled, or did not come out as the first time
   */
  async run(
    { config, session, setupEntries }: Original,
    entries: readonly JournalEntry[],
    untilEvents: number,
  ): Promise<Result<Reexecution>> {
    const total = Math.min(untilEvents, session.log.length);
    const again = new Reexecution(config, [...entries], untilEvents, setupEntries);
    this.onLog(again.lab.session);
    this.wanted = new AbortController();
    const { signal } = this.wanted;
    try {
      for (;;) {
        const end = performance.now() + SLICE_MS;
        let next: ScriptSource | 'more' | 'done' = 'more';
        while (next === 'more' && performance.now() < end) next = again.advance(STEPS_PER_LOOK);
        if (next === 'done') break;
        if (typeof next === 'object') {
          const registered = await this.registerScript(again.lab, next);
          if (!registered.ok) return registered;
        }
        this.progress = { done: again.lab.session.log.length, total };
        this.onProgress();
        await new Promise(setImmediate);
        if (signal.aborted) return fail({ code: 'cancelled', message: say('cancelled') });
      }
    } finally {
      this.progress = null;
      this.onProgress();
    }
    const made = again.lab.session;
    const shared = Math.min(made.log.length, session.log.length);
    return beginsLike(made, session, shared)
      ? ok(again)
      : fail({
          code: 'not-repeatable',
          message: say('anotherWay'),
        });
  }
}
