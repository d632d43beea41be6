import { type CallOutcome } from './call-outcome.ts';
import { diagnosticCode } from './diagnostics.ts';
import { type Adapter, type Binding, type MemoryOwner } from './machine.ts';
import { type Ndis } from './ndis.ts';
import { NO_RULE } from './rules.ts';
import { FAILURE, SUCCESS } from './status.ts';

const BINDING_CLOSED = diagnosticCode('BINDING_CLOSED');
const ADAPTER_HALTED = diagnosticCode('ADAPTER_HALTED');
const BLOCKS_ORPHANED = diagnosticCode('BLOCKS_ORPHANED');
const BUFFERS_STILL_OUT = diagnosticCode('BUFFERS_STILL_OUT');

/** The information buffer of an OID request: its length, and the header that the structure inside begins with. */
export interface InformationBuffer {
  readonly informationBufferLength: number;
  readonly Header: { readonly Type: number; readonly Revision: number; readonly Size: number };
}

/** Whether the buffer reaches `bytes`, by its own length and by the length that its header states (rule Q1). */
export const reaches = ({ informationBufferLength, Header }: InformationBuffer, bytes: number): boolean =>
  informationBufferLength >= bytes && Header.Size >= bytes;

/** A buffer as a well-behaved driver fills it. */
export const informationBuffer = (revision: number, bytes: number): InformationBuffer => ({
  informationBufferLength: bytes,
  Header: { Type: 0x80, Revision: revision, Size: bytes },
});

/** Starts an OID request of a binding; false when binding or adapter is gone, with FAILURE in the outcome. */
export function beginOidRequest({ closed, adapter }: Binding, outcome: CallOutcome): boolean {
  outcome.reset();
  if (closed) outcome.refuse(FAILURE, NO_RULE, BINDING_CLOSED);
  else if (adapter.halted) outcome.refuse(FAILURE, NO_RULE, ADAPTER_HALTED);
  return !closed && !adapter.halted;
}

/** The request that takes a queue or VPort away ends: what the driver forgot is reported and stays visible. */
export function endOwner(
  ndis: Ndis,
  adapter: Adapter,
  owner: MemoryOwner,
  onVPort: boolean,
  outcome: CallOutcome,
): void {
  outcome.status = SUCCESS;
  if (owner.buffersOut > 0) outcome.remark(BUFFERS_STILL_OUT, NO_RULE);
  if (owner.liveBlocks > 0) {
    outcome.remark(BLOCKS_ORPHANED, NO_RULE);
    orphanBlocks(ndis, adapter, outcome, onVPort, owner.id);
  }
  if (onVPort) adapter.vports[owner.id] = undefined;
  else adapter.queues[owner.id] = undefined;
}

/** Marks live blocks of the adapter as orphans and lists them in the outcome; of one owner, or of all for null. */
export function orphanBlocks(
  ndis: Ndis,
  adapter: Adapter,
  outcome: CallOutcome,
  onVPort: boolean,
  ownerId: number | null,
): void {
  const { blocks } = ndis;
  for (let block = blocks.nextLive(0); block > 0; block = blocks.nextLive(block)) {
    if (blocks.adapter(block) !== adapter.code || blocks.isOrphan(block)) continue;
    const same = blocks.ownerId(block) === ownerId && blocks.onVPort(block) === onVPort;
    if (ownerId !== null && !same) continue;
    blocks.markOrphaned(block);
    outcome.orphans.push(block);
  }
}
