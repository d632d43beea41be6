import i18next from 'i18next';
import { type LabError, type Result } from '../../electron/contract/result.ts';
import { type AllocateRequest, type UseProviderRequest } from '../../electron/contract/schemas.ts';
import { type AllocateFields } from '../allocate/form-fields.ts';
import { fillForm } from '../allocate/form-store.ts';
import { allocate } from '../app/lab-commands.ts';
import { stepBookmarks } from '../stores/bookmarks.ts';
import { addNotice, useEngine } from '../stores/engine-store.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectEvent, useView } from '../stores/view-store.ts';

/** Shows why a request was refused; a step back that the person ended needs no words. */
function succeeded(result: Result<unknown>): boolean {
  if (!result.ok && result.error.code !== 'cancelled') addNotice('error', result.error.message);
  return result.ok;
}

/** Takes back, or does again, the newest thing that was done on this branch or to its bookmarks. */
export async function stepHistory(action: 'undo' | 'redo'): Promise<void> {
  if (stepBookmarks(action)) return;
  const { status } = useEngine.getState();
  if (status === null || status[action] === null) return;
  succeeded(await window.lab.history({ action }));
}

/** Makes the machine of a session from a file again, so that it goes on. */
export async function goOn(): Promise<void> {
  if (useEngine.getState().status?.goesOn !== 'possible') return;
  const { model, position, selectedSeq } = useView.getState();
  if (!succeeded(await window.lab.history({ action: 'goOn' }))) return;
  // The same events come again: who looked at one of them goes on looking at it.
  const again = await arrived(model, position);
  if (!again) return;
  seek(position);
  selectEvent(selectedSeq);
}

/** Waits for a session in place of one until it has so many events; false when yet another one comes. */
async function arrived(before: SessionModel | null, events: number): Promise<boolean> {
  const shown = (): SessionModel | null => useView.getState().model;
  while (shown() === before) await new Promise(requestAnimationFrame);
  const next = shown();
  while (shown() === next && (next?.recorded.log.length ?? 0) < events)
    await new Promise(requestAnimationFrame);
  return shown() === next;
}

export async function cancelRepeating(): Promise<void> {
  await window.lab.history({ action: 'cancel' });
}

const nextName = (): string =>
  i18next.t('branches.numbered', { number: (useEngine.getState().status?.branches.length ?? 0) + 1 });

/** Goes another way from the cursor on. */
export async function branchAtCursor(): Promise<void> {
  await branchAt(useView.getState().position);
}

/** A branch in which the call has not been made yet, with its request in the form. */
export async function branchBefore(
  seq: number,
  fields: AllocateFields,
  mode: 'vmq' | 'sriov',
): Promise<void> {
  if (await branchAt(seq)) fillForm(mode, fields);
}

/**
 * Makes a call again in another way: here when nothing has happened since, else in a branch in which the call has not
 * been made yet.
 * @param provider registered before the call, without layers; null for the one that is there
 */
export async function retryAs(
  seq: number,
  here: boolean,
  request: AllocateRequest,
  provider: UseProviderRequest['provider'] | null,
): Promise<void> {
  if (!here && !(await branchAt(seq))) return;
  if (provider !== null && !succeeded(await window.lab.useProvider({ provider, layers: [] }))) return;
  await allocate(request);
}

async function branchAt(events: number): Promise<boolean> {
  const answer = await window.lab.fork({ events, name: nextName() });
  if (!succeeded(answer)) return false;
  if (answer.ok && answer.value.events !== events)
    addNotice('note', i18next.t('branches.later', { count: answer.value.events - events }));
  return true;
}

export async function switchBranch(id: number): Promise<void> {
  succeeded(await window.lab.switchBranch({ id }));
}

export async function renameBranch(id: number, name: string): Promise<void> {
  succeeded(await window.lab.renameBranch({ id, name }));
}

/** Registers another provider in the running session; why not, or null. */
export async function changeProvider(request: UseProviderRequest): Promise<LabError | null> {
  const result = await window.lab.useProvider(request);
  return result.ok ? null : result.error;
}
