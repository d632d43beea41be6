import { NdisSharedMemoryUsageReceive, type NdisVersion } from '../../electron/contract/core.ts';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { type AllocateFields, initialFields } from './form-fields.ts';

/** Callers as they are met in the field. */
export const PRESETS = ['usual', 'vmqDriver', 'sriovDriver', 'sloppy'] as const;
export type Preset = (typeof PRESETS)[number];

/** Receive buffers that the sample driver asks for at once: 256 entries of 1536 bytes, and one alignment unit. */
const SAMPLE_LENGTH = 256 * 1536 + 64;

/** The form as such a caller would fill it. */
export function presetFields(
  preset: Preset,
  mode: SessionInfo['mode'],
  version: NdisVersion,
): AllocateFields {
  const usual = initialFields(mode);
  const receive = { ...usual, usage: NdisSharedMemoryUsageReceive, length: String(SAMPLE_LENGTH) };
  switch (preset) {
    case 'usual':
      return usual;
    case 'vmqDriver':
      // netvmini 6x, vmq.c: any node, list buffer for every page, VPortId left 0.
      return { ...receive, queueId: '1', vportId: '0' };
    case 'sriovDriver':
      // One block for a VPort of the physical function, in one piece for the hardware's ring.
      return { ...receive, queueId: '0', vportId: '1', length: '2 MiB', contiguous: true };
    case 'sloppy':
      // A structure from the stack, zeroed, with the header of another version and a list for one element.
      return {
        ...usual,
        length: '65535',
        usage: 0,
        preferredNode: '0',
        irql: 2,
        sgListBufferLength: '16',
        headerRevision: version >= 630 ? '2' : '1',
        headerSize: '24',
      };
  }
}
