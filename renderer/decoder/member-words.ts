import { useTranslation } from '../app/use-translation.ts';
import {
  type Architecture,
  type DecodedMember,
  isPointerMember,
  listCapacity,
  pointerKind,
} from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';

/** Members that the provider fills; everything else is the caller's. */
const OUTPUTS = ['SharedMemoryHandle', 'VirtualAddress'];

export const directionOf = (name: string): 'in' | 'out' => (OUTPUTS.includes(name) ? 'out' : 'in');

/** What the value of a member means: the headers' name for it, else in words. */
export function useMeaning(): (member: DecodedMember, architecture: Architecture) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ name, value, meaning }, architecture) => {
    if (meaning !== '') return meaning;
    if (isPointerMember(name)) return t(`decode.pointer.${pointerKind(value, architecture)}`);
    const number = Number(value);
    switch (name) {
      case 'Header.Size':
        return format.exactBytes(number);
      case 'Flags':
        return t(value === 0n ? 'decode.noFlags' : 'decode.unknownFlags');
      case 'QueueId':
        return t('decode.queue', { queue: number });
      case 'PreferredNode':
        return t('decode.node', { node: number });
      case 'Length':
        return number < 1024
          ? format.exactBytes(number)
          : `${format.bytes(number)} = ${format.exactBytes(number)}`;
      case 'SGListBufferLength': {
        const count = Number(listCapacity(value, architecture));
        return t('decode.room', { count, bytes: format.exactBytes(number) });
      }
      case 'VPortId':
        return t('decode.vport', { vport: number });
      default:
        return t('decode.unknownValue');
    }
  };
}
