import { MessageChannelMain } from 'electron';
import { DEFAULT_LAB_CONFIG, type LabConfig, labConfigProblem } from '../../core/lab/lab-config.ts';
import { type LabCommand } from '../../core/history/lab-command.ts';
import { parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { byteCount } from '../../core/memory/units.ts';
import { PORT_CHANNEL } from '../contract/channels.ts';
import { fail, ok, type Result } from './result.ts';
import { type AlternativeFinder } from './alternative-finder.ts';
import { branchHandlers } from './branch-handlers.ts';
import { type Bootstrap } from '../contract/schemas.ts';
import { type FileContext, fileHandlers } from './file-handlers.ts';
import { type Handlers } from './ipc-gate.ts';
import { createLessonHandlers } from './lesson-handlers.ts';
import { type LessonHost } from './lesson-host.ts';
import { type NotesWindow } from './notes-window.ts';
import { type ScriptHost } from './script-host.ts';
import { type ShellContext, shellHandlers } from './shell-handlers.ts';

interface HandlerContext extends FileContext {
  readonly alternatives: AlternativeFinder;
  readonly lessons: LessonHost;
  readonly notes: NotesWindow;
  readonly scripts: ScriptHost;
  readonly bootstrap: () => Bootstrap;
  readonly shell: ShellContext;
}

/** Queues that a fresh, empty session has ready, so that the first call of a newcomer can succeed. */
const READY_QUEUES = 2;

/** What the program does for each request of the page. Payloads are parsed already. */
export function createHandlers(context: HandlerContext): Handlers {
  const { host, alternatives, lessons, notes, opener, fileOpener, scripts, window, words, bootstrap, shell } =
    context;
  /** A call needs an engine that is not busy; a recording has none. */
  const refusal = (): Result<never> | null => {
    const { obstacle } = host;
    if (obstacle === null) return null;
    const message = obstacle === 'recording' ? words().recordingHasNoEngine : words().engineIsBusy;
    return fail({ code: obstacle, message });
  };
  /** A machine that a lesson leads goes only where the lesson goes. */
  const ledRefusal = (): Result<never> | null =>
    host.isLed ? fail({ code: 'lesson', message: words().lessonLeads }) : refusal();
  const live = <Value>(call: () => Result<Value>): Result<Value> => refusal() ?? call();
  const execute = (command: LabCommand): number => host.execute(command, words().undone);
  return {
    bootstrap: () => ok(bootstrap()),
    openStream: () => {
      const { port1, port2 } = new MessageChannelMain();
      window.webContents.postMessage(PORT_CHANNEL, null, [port2]);
      host.connect(port1);
      return ok(null);
    },
    allocate: (request) => live(() => ok({ seq: execute({ kind: 'allocate', request }) })),
    allocateMany: (calls) =>
      live(() => {
        const seq = execute({ kind: 'allocateMany', ...calls });
        return ok({ seq, events: host.lab.session.log.length - seq });
      }),
    free: ({ allocationHandle, irql }) =>
      live(() => ok({ seq: execute({ kind: 'free', allocationHandle: BigInt(allocationHandle), irql }) })),
    openQueue: () => live(() => ok({ queueId: execute({ kind: 'openQueue' }) })),
    machine: (request) =>
      live(() => {
        const command =
          request.kind === 'receive'
            ? { ...request, sharedMemoryHandle: BigInt(request.sharedMemoryHandle) }
            : request;
        const seq = execute({ kind: 'machine', command });
        return ok({ seq, events: host.lab.session.log.length - seq });
      }),
    useProvider: ({ provider, layers }) =>
      live(() => {
        const specs = layers.flatMap((text) => parseDecorator(text) ?? []);
        return ok({ seq: execute({ kind: 'useProvider', provider, layers: specs }) });
      }),
    closeProvider: ({ provider }) =>
      live(() => {
        const seq = execute({ kind: 'closeProvider', provider });
        return ok({ seq, events: host.lab.session.log.length - seq });
      }),
    ...branchHandlers(host, alternatives, words, refusal, ledRefusal),
    newSession: ({ memoryBytes, nodeCount, seed, provider, policy, layers, mode, ndisVersion }) => {
      const config: LabConfig = {
        ...DEFAULT_LAB_CONFIG,
        memoryBytes: byteCount(memoryBytes),
        nodeCount,
        seed,
        provider,
        policy,
        layers: layers.flatMap((text) => parseDecorator(text) ?? []),
        mode,
        ndisVersion,
      };
      const problem = labConfigProblem(config);
      if (problem !== null)
        return fail({ code: 'bad-config', field: problem.field, message: sentenceOfField(problem) });
      return fileOpener.replacing(() => {
        host.chosenConfig = config;
        host.newSession({ name: 'lab', config, readyQueues: READY_QUEUES });
        return ok(null);
      });
    },
    startDemonstration: ({ seed, script, machines }) =>
      fileOpener.replacing(() => opener.startDemonstration(seed, script, machines)),
    checkScript: async ({ source }) => ok({ problems: await scripts.check(source) }),
    useScript: (script) => refusal() ?? scripts.register(script, words().undone),
    ...fileHandlers(context),
    setBookmarks: ({ bookmarks }) => {
      host.setBookmarks(bookmarks);
      return ok(null);
    },
    measurePolicies: ({ action }) => {
      if (action === 'start') host.measurePolicies();
      else host.cancelMeasurement();
      return ok(null);
    },
    controlEngine: ({ action }) => {
      host.control(action);
      return ok(null);
    },
    setPace: ({ stepsPerSecond }) => {
      host.setPace(stepsPerSecond);
      return ok(null);
    },
    ...shellHandlers(shell),
    ...createLessonHandlers({ lessons, notes, window, words }),
  };
}
