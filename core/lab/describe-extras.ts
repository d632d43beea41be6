import { type RecordedSession } from '../events/recorded-session.ts';
import { reservedNameOf, type ReservedName, reservedRunsOf } from '../events/reserved-pages.ts';
import { SideKind } from '../events/side-table.ts';
import { addressOf, PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { type Handle, handleToAddress } from '../ndis/handles.ts';
import { REGISTRATION_CONTEXTS, type RegistrationContext } from '../ndis/constants.ts';

/** A received segment as the miniport described it. */
export interface SegmentDescription {
  readonly sharedMemoryHandle: bigint;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** The members of NDIS_RECEIVE_QUEUE_PARAMETERS that were passed. */
export interface QueueParametersDescription {
  readonly revision: number;
  readonly size: number;
  readonly flags: number;
  readonly queueType: number;
  readonly affinityMask: number;
  readonly suggestedBuffers: number;
  readonly lookaheadSize: number;
  readonly bufferLength: number;
}

/** Pages that the event holds back for no block from then on, or no longer. */
export interface ReservedDescription {
  readonly why: ReservedName;
  readonly address: bigint;
  readonly lengthBytes: number;
  /** The event that took them: this one, or for what is released an earlier one. */
  readonly takenBy: number;
}

/** What only some events have, from the side table. */
export interface EventExtras {
  /** Status code that the provider returned, where NDIS made something else of it or gave the block back; else 0. */
  readonly answered: number;
  /** NDIS handed the provider's block back within the call. */
  readonly handedBack: boolean;
  /** What the provider said of itself; line 0 when it named no line of its source. */
  readonly providerMessage: { readonly line: number; readonly text: string } | null;
  /** Which of several interleaved callers it was, 0 for the only one. */
  readonly thread: number;
  readonly filterId: number | null;
  readonly netBufferList: number | null;
  readonly segments: readonly SegmentDescription[];
  readonly queueParameters: QueueParametersDescription | null;
  /** Switch, VPort, function, state asked for, length of the buffer. */
  readonly vportParameters: {
    readonly switchId: number;
    readonly vportId: number;
    readonly functionId: number;
    readonly vportState: number;
  } | null;
  /** The binding that made the request, null for the usual one. */
  readonly binding: bigint | null;
  readonly registration: { readonly context: RegistrationContext; readonly ndisHandle: bigint } | null;
  readonly reserved: readonly ReservedDescription[];
}

export const NO_EXTRAS: EventExtras = {
  answered: 0,
  handedBack: false,
  providerMessage: null,
  thread: 0,
  filterId: null,
  netBufferList: null,
  segments: [],
  queueParameters: null,
  vportParameters: null,
  binding: null,
  registration: null,
  reserved: [],
};

export function describeExtras(session: RecordedSession, seq: number): EventExtras {
  const { side } = session;
  const answer = side.find(seq, SideKind.providerAnswer);
  const message = side.find(seq, SideKind.providerMessage);
  const thread = side.find(seq, SideKind.thread);
  const filter = side.find(seq, SideKind.filter);
  const vport = side.find(seq, SideKind.vportParameters);
  const binding = side.find(seq, SideKind.binding);
  const registration = side.find(seq, SideKind.registration);
  return {
    answered: answer < 0 ? 0 : side.word(answer),
    handedBack: answer >= 0 && side.word(answer + 1) !== 0,
    providerMessage: message < 0 ? null : { line: side.word(message), text: side.text(message + 1) },
    thread: thread < 0 ? 0 : side.word(thread),
    filterId: filter < 0 ? null : side.word(filter),
    ...describeNetBuffers(session, seq),
    queueParameters: describeQueueParameters(session, seq),
    vportParameters:
      vport < 0
        ? null
        : {
            switchId: side.word(vport),
            vportId: side.word(vport + 1),
            functionId: side.word(vport + 2),
            vportState: side.word(vport + 3),
          },
    binding: binding < 0 ? null : handleToAddress(side.wide(binding) as Handle),
    registration:
      registration < 0
        ? null
        : {
            context: REGISTRATION_CONTEXTS[side.word(registration)] ?? 'other',
            ndisHandle: handleToAddress(side.wide(registration + 1) as Handle),
          },
    reserved: reservedRunsOf(session, seq).map(({ firstPage, pages, takenBy, why }) => ({
      why: reservedNameOf(why),
      address: addressOf(pageIndex(firstPage)),
      lengthBytes: pages * PAGE_SIZE,
      takenBy: takenBy - 1,
    })),
  };
}

function describeNetBuffers(
  { side }: RecordedSession,
  seq: number,
): Pick<EventExtras, 'netBufferList' | 'segments'> {
  const at = side.find(seq, SideKind.netBuffers);
  if (at < 0) return { netBufferList: null, segments: [] };
  const segments: SegmentDescription[] = [];
  for (let word = at + 1; word < at + side.lengthAt(at); word += 4) {
    segments.push({
      sharedMemoryHandle: handleToAddress(side.wide(word) as Handle),
      offsetBytes: side.word(word + 2),
      lengthBytes: side.word(word + 3),
    });
  }
  return { netBufferList: side.word(at), segments };
}

function describeQueueParameters({ side }: RecordedSession, seq: number): QueueParametersDescription | null {
  const at = side.find(seq, SideKind.queueParameters);
  if (at < 0) return null;
  return {
    revision: side.word(at),
    size: side.word(at + 1),
    flags: side.word(at + 2),
    queueType: side.word(at + 3),
    affinityMask: side.word(at + 4),
    suggestedBuffers: side.word(at + 5),
    lookaheadSize: side.word(at + 6),
    bufferLength: side.word(at + 7),
  };
}
