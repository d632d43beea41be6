import { type EngineStatus } from '../../electron/contract/engine-status.ts';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { RECORD_WORDS } from '../../electron/contract/core.ts';
import { useEngine } from '../stores/engine-store.ts';
import { SessionModel } from '../stores/session-model.ts';
import { showSession } from '../stores/view-store.ts';
import { type EmbeddedSession } from './read-embedded.ts';

const EPOCH = 1;
const BATCH_EVENTS = 65_536;

/** Puts the page's session into the stores that the views read; the cursor stands at its end. */
export function openRecording({ settings, session }: EmbeddedSession): void {
  const info: SessionInfo = { ...settings.session, epoch: EPOCH };
  const model = new SessionModel(info);
  const { log, side } = session;
  let sideFrom = 0;
  for (let firstSeq = 0; firstSeq < log.length;) {
    const records = log.copyFrom(firstSeq, BATCH_EVENTS);
    const next = firstSeq + records.length / RECORD_WORDS;
    const sideEnd = side.endBefore(next);
    model.append({
      type: 'batch',
      epoch: EPOCH,
      firstSeq,
      records,
      side: side.copyRange(sideFrom, sideEnd),
    });
    firstSeq = next;
    sideFrom = sideEnd;
  }
  useEngine.setState({ status: restingEngine(info, settings.providers, log.length) });
  showSession(model);
}

/** What an engine says of a recording that it only shows: it rests and has no machine of its own. */
const restingEngine = (
  info: SessionInfo,
  providers: EmbeddedSession['settings']['providers'],
  events: number,
): EngineStatus => ({
  epoch: EPOCH,
  state: 'idle',
  events,
  eventsPerSecond: 0,
  workload: '',
  recording: true,
  goesOn: 'unknown',
  unsaved: false,
  branches: [],
  currentBranch: 1,
  undo: null,
  redo: null,
  repeating: null,
  exporting: null,
  serving: { provider: info.provider, layers: info.layers },
  done: 0,
  total: null,
  stepsPerSecond: null,
  providers: providers.map(({ code, id }) => ({
    code,
    id,
    role: null,
    capacityPages: null,
  })),
  largestGrants: providers.map(() => ({ contiguousPages: null, pages: null })),
  policies: null,
  machine: {
    adapter: 0,
    mode: info.mode,
    dmaRegistered: false,
    bindingClosed: false,
    halting: false,
    halted: false,
    defaultLists: [],
    queues: [],
    vports: [],
  },
  importReport: null,
  scenario: null,
  importing: null,
  refusedMessages: 0,
});
