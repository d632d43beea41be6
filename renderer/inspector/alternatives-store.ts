import { create } from 'zustand';
import { type Alternative, type EventDescription } from '../../electron/contract/core.ts';
import { type AllocateRequest } from '../../electron/contract/schemas.ts';
import { useView } from '../stores/view-store.ts';

interface AlternativesState {
  /** The call that the answer is for, as epoch and sequence number; '' for none. */
  readonly call: string;
  readonly state: 'none' | 'searching' | 'found' | 'failed';
  readonly alternatives: readonly Alternative[];
  /** Why there is no answer. */
  readonly message: string;
}

const NOTHING: AlternativesState = { call: '', state: 'none', alternatives: [], message: '' };

/** What the engine found that would have worked in place of the call in the inspector. */
export const useAlternatives = create<AlternativesState>()(() => NOTHING);

const nameOf = (epoch: number, seq: number): string => `${epoch} ${seq}`;

/** Whether a call made now would find the state that the call found. */
export const isNewest = (seq: number): boolean =>
  seq + 1 === (useView.getState().model?.recorded.log.length ?? 0);

/** Asks the engine, unless it has been asked for this call already. */
export async function findAlternatives(event: EventDescription, epoch: number): Promise<void> {
  const call = nameOf(epoch, event.seq);
  const request = requestOf(event);
  if (request === null || useAlternatives.getState().call === call) return;
  useAlternatives.setState({ ...NOTHING, call, state: 'searching' });
  const answer = await window.lab.alternatives({ request, events: isNewest(event.seq) ? null : event.seq });
  if (useAlternatives.getState().call !== call) return;
  if (answer.ok) useAlternatives.setState({ state: 'found', alternatives: answer.value.alternatives });
  else useAlternatives.setState({ state: 'failed', message: answer.error.message });
}

/** Nobody waits for the answer any more. */
export function forgetAlternatives(): void {
  if (useAlternatives.getState().state === 'searching') void window.lab.cancelAlternatives();
  useAlternatives.setState(NOTHING);
}

/** The request as it is sent again; null for one that a person cannot make. */
export function requestOf({ request, irql }: EventDescription): AllocateRequest | null {
  if (request === null || request.nullParameters || request.nullAllocationHandle) return null;
  const { headerType, headerRevision, headerSize, flags, queueId, preferredNode, usage } = request;
  const { lengthBytes, sgListBufferLength, vportId } = request;
  return {
    headerType,
    headerRevision,
    headerSize,
    flags,
    queueId,
    preferredNode,
    usage,
    lengthBytes,
    sgListBufferLength,
    vportId,
    irql,
  };
}
