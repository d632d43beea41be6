import { type BrowserWindow, MessageChannelMain } from 'electron';
import { DEFAULT_LAB_CONFIG, type LabConfig, labConfigProblem } from '../../core/lab/lab-config.ts';
import { allocateManually, freeManually, openReadyQueue } from '../../core/lab/manual-calls.ts';
import { runMachineCommand } from '../../core/lab/run-machine-command.ts';
import { parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { byteCount } from '../../core/memory/units.ts';
import { PORT_CHANNEL } from '../contract/channels.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { type Bootstrap, type Preferences } from '../contract/schemas.ts';
import { type Handlers } from './ipc-gate.ts';
import { type LabHost } from './lab-host.ts';
import { savePicture } from './picture-files.ts';
import { type ScriptHost } from './script-host.ts';
import { type SessionFiles } from './session-files.ts';
import { type SessionKeeper } from './session-keeper.ts';
import { type TraceOpener } from './trace-opener.ts';
import { type MainWords } from './words.ts';

interface HandlerContext {
  readonly host: LabHost;
  readonly opener: TraceOpener;
  readonly scripts: ScriptHost;
  readonly files: SessionFiles;
  readonly keeper: SessionKeeper;
  readonly window: BrowserWindow;
  readonly words: () => MainWords;
  readonly bootstrap: () => Bootstrap;
  readonly setPreferences: (preferences: Preferences) => void;
}

/** Queues that a fresh, empty session has ready, so that the first call of a newcomer can succeed. */
const READY_QUEUES = 2;

/** What the program does for each request of the page. Payloads are parsed already. */
export function createHandlers({
  host,
  opener,
  scripts,
  files,
  keeper,
  window,
  words,
  bootstrap,
  setPreferences,
}: HandlerContext): Handlers {
  /** A call needs an engine; a recording has none. */
  const live = <Value>(call: () => Result<Value>): Result<Value> => {
    if (host.recording !== null) return fail({ code: 'recording', message: words().recordingHasNoEngine });
    const answer = call();
    host.changed();
    return answer;
  };
  return {
    bootstrap: () => ok(bootstrap()),
    openStream: () => {
      const { port1, port2 } = new MessageChannelMain();
      window.webContents.postMessage(PORT_CHANNEL, null, [port2]);
      host.connect(port1);
      return ok(null);
    },
    allocate: (request) => live(() => ok({ seq: allocateManually(host.lab, request) })),
    free: ({ allocationHandle, irql }) =>
      live(() => ok({ seq: freeManually(host.lab, BigInt(allocationHandle), irql) })),
    openQueue: () => live(() => ok({ queueId: openReadyQueue(host.lab) })),
    machine: (request) =>
      live(() => {
        const seq = runMachineCommand(
          host.lab,
          request.kind === 'receive'
            ? { ...request, sharedMemoryHandle: BigInt(request.sharedMemoryHandle) }
            : request,
        );
        return ok({ seq, events: host.lab.session.log.length - seq });
      }),
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
        return fail({ code: 'bad-config', field: problem.split(':')[0], message: problem });
      host.chosenConfig = config;
      host.newSession({ name: 'lab', config, readyQueues: READY_QUEUES });
      return ok(null);
    },
    startDemonstration: ({ seed, script }) => opener.startDemonstration(seed, script),
    checkScript: async ({ source }) => ok({ problems: await scripts.check(source) }),
    useScript: (script) =>
      host.recording === null
        ? scripts.register(script)
        : fail({ code: 'recording', message: words().recordingHasNoEngine }),
    saveSession: () => files.save(window, words(), host.kept().settings.name),
    savePicture: (picture) => savePicture(window, words(), picture),
    setBookmarks: ({ bookmarks }) => {
      keeper.setBookmarks(bookmarks);
      return ok(null);
    },
    restoreSession: ({ open }) => files.restore(open),
    openSample: ({ sample, asRecorded }) => opener.openSample(sample, asRecorded),
    openTrace: async ({ asRecorded }) => {
      const opened = await opener.choose(window, words(), asRecorded);
      return opened.ok ? ok({ opened: opened.value }) : opened;
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
    setPreferences: (preferences) => {
      setPreferences(preferences);
      return ok(null);
    },
  };
}
