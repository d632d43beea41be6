import { basename } from 'node:path';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { descriptionContext } from '../../core/lessons/step-events.ts';
import { Lab } from '../../core/lab/lab.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { englishOf } from '../../core/words/sentence.ts';
import { type DescriptionContext } from '../../core/lab/describe-event.ts';
import { DEFAULT_LAB_CONFIG, labConfigProblem } from '../../core/lab/lab-config.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { type Handle } from '../../core/ndis/handles.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { BranchMarks } from '../files/branch-marks.ts';
import { type OpenedRecording, openRecording } from '../files/open-recording.ts';
import { isScenarioFile } from '../files/read-scenario.ts';
import { readTraceFile } from '../files/read-trace-file.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { type SessionSettings } from '../files/session-settings.ts';
import { type MachineArguments, UsageError } from './arguments.ts';
import { playScenario, scenarioIn } from './scenario.ts';

/** A session to look at: one from a file, or a trace replayed for the purpose. */
export interface LookedAtSession {
  readonly session: RecordedSession;
  /** What a file of the session says of it, its bookmarks among it. */
  readonly settings: SessionSettings;
  readonly description: DescriptionContext;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
  /** What of the file could not be read; empty for an intact one. */
  readonly warnings: readonly string[];
}

const STEPS_PER_SLICE = 65_536;

/**
 * Opens a session file, or replays a trace on the machine that the arguments describe.
 * @throws UsageError that names the file and what was expected
 */
export async function openSession(file: string, machine: MachineArguments): Promise<LookedAtSession> {
  const recording = await openRecording(file);
  if (recording !== null) return ofRecording(recording);
  if (await isScenarioFile(file)) return ofLab(file, playScenario(await scenarioIn(file)).lab);
  const read = await readTraceFile(file);
  if (!read.ok) throw new UsageError(read.message);
  const { provider, policy, memoryBytes, nodeCount, seed } = machine;
  const wanted = { ...DEFAULT_LAB_CONFIG, provider, policy, nodeCount, seed };
  const config = replaySetup(read.program, wanted, false, memoryBytes);
  const problem = labConfigProblem(config);
  if (problem !== null) throw new UsageError(`--${englishOf(sentenceOfField(problem))}`);
  const lab = new Lab(config);
  const replay = new TraceReplay(read.program, { asRecorded: false, queueId: openReadyQueue(lab) });
  while (replay.run(lab, STEPS_PER_SLICE));
  return ofLab(file, lab);
}

function ofLab(file: string, lab: Lab): LookedAtSession {
  const { session } = lab;
  const description = descriptionContext(lab);
  const settings = settingsOfLab(basename(file), lab);
  const providers = lab.ndis.providers.map(({ code, id }) => ({ code, id }));
  return { session, settings, description, providers, warnings: [] };
}

function ofRecording(read: OpenedRecording): LookedAtSession {
  if (!read.ok) throw new UsageError(read.message);
  const { session, settings, providers, marks, currentBranch, problems } = read.opened;
  const description = {
    session,
    ndisVersion: settings.ndisVersion,
    adapterHandle: settings.adapterHandle as Handle,
  };
  return {
    session,
    settings: { ...settings, bookmarks: new BranchMarks(marks).of(currentBranch) },
    description,
    providers,
    warnings: problems.map(englishOf),
  };
}
