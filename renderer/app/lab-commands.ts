import i18next from 'i18next';
import { allocationHandleOf } from '../../electron/contract/core.ts';
import { type LabError, type Result } from '../../electron/contract/result.ts';
import {
  type AllocateRequest,
  type ExportFormat,
  type ListedEvents,
  type MachineRequest,
  type NewSessionRequest,
  type SampleId,
  type ScriptProblem,
  type ScriptRequest,
} from '../../electron/contract/schemas.ts';
import { addNotice } from '../stores/engine-store.ts';
import { follow } from '../stores/playback.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { useEnvironment } from './environment.ts';

/** Shows a refused request; the answer is its value or null. */
function valueOf<T>(result: Result<T>): T | null {
  if (result.ok) return result.value;
  showError(result.error);
  return null;
}

/** Somebody who has just said that the session stays need not be told so. */
function showError(error: LabError): void {
  if (error.code !== 'kept') addNotice('error', error.message);
}

/** Calls NdisAllocateSharedMemory and selects the call as soon as its event has arrived. */
export async function allocate(request: AllocateRequest): Promise<void> {
  const answer = valueOf(await window.lab.allocate(request));
  if (answer !== null) await showEvent(answer.seq);
}

/** Makes the same call several times, or until one does not succeed, and shows the last of them. */
export async function allocateMany(
  request: AllocateRequest,
  times: number,
  untilRefused: boolean,
): Promise<void> {
  const answer = valueOf(await window.lab.allocateMany({ request, times, untilRefused }));
  if (answer !== null && answer.events > 0) await showEvent(answer.seq + answer.events - 1);
}

/** Frees the block that is selected, whatever comes of it; nothing where none is. */
export async function freeSelected(): Promise<void> {
  const { selectedBlock } = useView.getState();
  if (selectedBlock !== null) await free(allocationHandleOf(selectedBlock), 0);
}

export async function free(allocationHandle: bigint, irql: number): Promise<void> {
  const answer = valueOf(
    await window.lab.free({ allocationHandle: '0x' + allocationHandle.toString(16), irql }),
  );
  if (answer !== null) await showEvent(answer.seq);
}

export async function openQueue(): Promise<number> {
  return valueOf(await window.lab.openQueue())?.queueId ?? 0;
}

/** Asks the drivers for something and shows the last event of it. */
export async function machine(request: MachineRequest): Promise<void> {
  const answer = valueOf(await window.lab.machine(request));
  if (answer !== null && answer.events > 0) await showEvent(answer.seq + answer.events - 1);
}

/** Closes the bindings that a provider serves, and shows the close. */
export async function closeProvider(provider: number): Promise<void> {
  const answer = valueOf(await window.lab.closeProvider({ provider }));
  if (answer !== null && answer.events > 0) await showEvent(answer.seq + answer.events - 1);
}

export async function newSession(request: NewSessionRequest): Promise<LabError | null> {
  const result = await window.lab.newSession(request);
  return result.ok ? null : result.error;
}

/** As many as a class can watch come and go in a minute or two. */
const DEMONSTRATION_MACHINES = 60;

export async function startDemonstration(): Promise<void> {
  valueOf(await window.lab.startDemonstration({ seed: 1, script: null, machines: DEMONSTRATION_MACHINES }));
}

/** Runs the demonstration with a script in place of the switch; why not, or null. */
export async function demonstrateScript(script: ScriptRequest): Promise<LabError | null> {
  const result = await window.lab.startDemonstration({ seed: 1, script, machines: DEMONSTRATION_MACHINES });
  return result.ok ? null : result.error;
}

/** Registers a script in the running session; why not, or null. */
export async function registerScript(script: ScriptRequest): Promise<LabError | null> {
  const result = await window.lab.useScript(script);
  return result.ok ? null : result.error;
}

export async function checkScript(source: string): Promise<readonly ScriptProblem[]> {
  return valueOf(await window.lab.checkScript({ source }))?.problems ?? [];
}

/** A trace that cannot be read is reported by the main process as a notice of its own. */
export async function openSample(sample: SampleId, asRecorded: boolean): Promise<void> {
  await window.lab.openSample({ sample, asRecorded });
}

export async function openTrace(asRecorded: boolean): Promise<void> {
  await window.lab.openTrace({ asRecorded });
}

/** Opens a file of the list of recent ones (`useEngine`'s `recents`) by its place. What is wrong with it becomes a notice. */
export async function openRecent(index: number): Promise<void> {
  await window.lab.openRecent({ index });
}

/** Ends what is being opened; what was read until then is kept and shown. */
export async function cancelImport(): Promise<void> {
  await window.lab.cancelImport();
}

export async function clearRecents(): Promise<void> {
  await window.lab.clearRecents();
}

/** Writes the session where the person says, and says so. */
export async function saveSession(): Promise<void> {
  const answer = valueOf(await window.lab.saveSession());
  if (answer !== null && answer.events !== null)
    addNotice('note', i18next.t('save.done', { count: answer.events }));
}

/** Writes the session in another form where the person says, and says so. */
export async function exportSession(format: ExportFormat): Promise<void> {
  const answer = valueOf(await window.lab.exportSession({ format }));
  if (answer !== null && answer.events !== null)
    addNotice('note', i18next.t('export.done', { count: answer.events }));
}

/** Writes the events that the table of calls lists as CSV, where the person says, and says so. */
export async function exportListed(listed: ListedEvents): Promise<void> {
  const answer = valueOf(await window.lab.exportSession({ format: 'csv', listed }));
  if (answer !== null && answer.events !== null)
    addNotice('note', i18next.t('export.done', { count: answer.events }));
}

export async function cancelExport(): Promise<void> {
  await window.lab.cancelExport();
}

/** Opens or throws away the session that was left behind; the offer is gone either way. */
export async function restoreSession(open: boolean): Promise<void> {
  const { bootstrap } = useEnvironment.getState();
  if (bootstrap !== null) useEnvironment.setState({ bootstrap: { ...bootstrap, restorable: false } });
  await window.lab.restoreSession({ open });
}

export async function controlEngine(action: 'pause' | 'resume' | 'stop'): Promise<void> {
  valueOf(await window.lab.controlEngine({ action }));
}

export async function setPace(stepsPerSecond: number | null): Promise<void> {
  valueOf(await window.lab.setPace({ stepsPerSecond }));
}

/** Follows to the end and selects the event; its record may still be on its way. */
async function showEvent(seq: number): Promise<void> {
  while ((useView.getState().model?.recorded.log.length ?? 0) <= seq)
    await new Promise(requestAnimationFrame);
  follow();
  selectEvent(seq);
}
