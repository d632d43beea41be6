import { describeEvent } from '../../electron/contract/core.ts';
import { type MachineStatus } from '../../electron/contract/engine-status.ts';
import { type MachineRequest } from '../../electron/contract/schemas.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** A full Ethernet frame, or the block where that is smaller. */
const FRAME_BYTES = 1500;

/** A packet at the start of the newest live block of the queue or VPort; of NULL memory where it has none. */
export function receiveRequest(
  model: SessionModel | null,
  mode: MachineStatus['mode'],
  id: number,
): MachineRequest {
  const block = model === null ? null : newestBlock(model, mode, id);
  return {
    kind: 'receive',
    id,
    sharedMemoryHandle: '0x' + (block?.sharedMemoryHandle ?? 0n).toString(16),
    offsetBytes: 0,
    lengthBytes: Math.min(FRAME_BYTES, block?.lengthBytes ?? FRAME_BYTES),
  };
}

function newestBlock(model: SessionModel, mode: MachineStatus['mode'], id: number) {
  const { recorded, context } = model;
  for (let seq = recorded.log.length - 1; seq >= 0; seq--) {
    const event = describeEvent(context, seq);
    const owner = mode === 'vmq' ? event.queueId : event.vportId;
    const live = event.makesBlock && owner === id && recorded.endOfBlock(event.block) < 0;
    if (live && (mode === 'sriov' || event.vportId === 0)) return event;
  }
  return null;
}
