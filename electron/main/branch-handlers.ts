import { fail, ok, type Result } from './result.ts';
import { type AlternativeFinder } from './alternative-finder.ts';
import { type Handlers } from './ipc-gate.ts';
import { type LabHost } from './lab-host.ts';
import { type MainWords } from './words.ts';

type BranchHandlers = Pick<
  Handlers,
  'alternatives' | 'cancelAlternatives' | 'fork' | 'switchBranch' | 'renameBranch' | 'history'
>;

/**
 * Requests about other ways that a session could go.
 * @param refusal why the engine cannot be asked now, null when it can
 * @param ledRefusal the same for what would take the machine away from a lesson that leads it
 */
export const branchHandlers = (
  host: LabHost,
  alternatives: AlternativeFinder,
  words: () => MainWords,
  refusal: () => Result<never> | null,
  ledRefusal: () => Result<never> | null,
): BranchHandlers => {
  const goOn = async (): Promise<Result<null>> => {
    if (host.obstacle === 'busy') return refusal() ?? ok(null);
    const gone = await host.branching.goOn();
    host.changed();
    if (gone.ok || gone.error.code !== 'not-repeatable') return gone;
    return fail({ ...gone.error, message: words().wentAnotherWay });
  };
  return {
    alternatives: ({ request, events }) =>
      refusal() ?? alternatives.find(host.line, events ?? Infinity, request),
    cancelAlternatives: () => {
      alternatives.cancel();
      return ok(null);
    },
    fork: ({ events, name }) => {
      if (!host.branching.canFork)
        return fail({ code: 'too-many', field: 'fork', message: words().tooManyBranches });
      return ledRefusal() ?? host.branching.fork(events, name);
    },
    switchBranch: ({ id }) =>
      host.obstacle === 'busy' ? (refusal() ?? ok(null)) : host.branching.switchTo(id),
    renameBranch: ({ id, name }) => host.branching.rename(id, name),
    history: ({ action }) => {
      if (action === 'cancel') {
        host.cancelReExecution();
        return ok(null);
      }
      return action === 'goOn' ? goOn() : (ledRefusal() ?? host.branching.undoOrRedo(action));
    },
  };
};
