import { type Line } from '../../core/history/branch-tree.ts';
import { servingProvider } from '../../core/history/serving-provider.ts';
import {
  type Alternative,
  carryOutProposal,
  type Proposal,
  proposeAlternatives,
  settleLargest,
} from '../../core/lab/alternatives.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { type ManualRequest } from '../../core/lab/manual-calls.ts';
import { fail, ok, type Refusal, type Result } from './result.ts';
import { originalOf, ReExecutor, type RegisterScript } from './re-executor.ts';

/**
 * Finds out what would have worked in place of a call: every answer was tried on a machine of its own that was brought
 * to the same state. One question at a time; a new one ends the one before.
 */
export class AlternativeFinder {
  private readonly executor: ReExecutor;

  constructor(registerScript: RegisterScript) {
    // The machines are thrown away at once: their logs need no place on the disk, and nobody watches the progress.
    const nothing = (): void => undefined;
    this.executor = new ReExecutor(registerScript, nothing, nothing);
  }

  cancel(): void {
    this.executor.cancel();
  }

  /** @param untilEvents the state: that after so many events, Infinity for the end of the log */
  async find(
    line: Line,
    untilEvents: number,
    request: ManualRequest,
  ): Promise<Result<{ readonly alternatives: readonly Alternative[] }>> {
    this.executor.cancel();
    const entries = [...line.journal.entries];
    const machine = async (): Promise<Lab> => {
      const made = await this.executor.run(originalOf(line), entries, untilEvents);
      if (!made.ok) throw new Stopped(made.error);
      return made.value.lab;
    };
    const carryOut = async (proposal: Proposal): Promise<Alternative | null> =>
      carryOutProposal(await machine(), proposal);
    const { layers } = servingProvider(line.lab.config, line.journal);
    const alternatives: Alternative[] = [];
    try {
      for (const proposal of proposeAlternatives(await machine(), request, layers)) {
        const settled = proposal.kind === 'largest' ? settleLargest(proposal, carryOut) : carryOut(proposal);
        const alternative = await settled;
        if (alternative !== null) alternatives.push(alternative);
      }
    } catch (error) {
      if (error instanceof Stopped) return fail(error.why);
      throw error;
    }
    return ok({ alternatives });
  }
}

/** The machine could not be brought to the state, or nobody waits for the answer any more. */
class Stopped extends Error {
  constructor(readonly why: Refusal) {
    super(why.code);
  }
}
