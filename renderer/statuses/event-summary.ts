import { type TFunction } from 'i18next';
import { type EventDescription, PAGE_SIZE } from '../../electron/contract/core.ts';
import { type Format } from '../app/format.ts';

/** What an event was, in the few words that a table row has room for. */
export function eventSummary(event: EventDescription, t: TFunction, format: Format): string {
  if (event.op === 'recordedAllocate')
    return t('summary.recorded', { length: format.bytes(event.lengthBytes) });
  if (event.op === 'allocate') {
    if (event.reason !== null) {
      const largest = format.bytes(event.reason.largestFreePages * PAGE_SIZE);
      return t('summary.shortage', { asked: format.bytes(event.lengthBytes), largest });
    }
    if (event.vportId !== 0)
      return t('summary.allocateVPort', { length: format.bytes(event.lengthBytes), vport: event.vportId });
    return t('summary.allocate', { length: format.bytes(event.lengthBytes), queue: event.queueId });
  }
  if (event.op === 'free' || event.op === 'recordedFree') {
    return event.block === 0
      ? t('summary.freeUnknown')
      : t('summary.free', { block: event.block, length: format.bytes(event.lengthBytes) });
  }
  return t(`summary.${summaryOf(event)}`, {
    queue: event.queueId,
    vport: event.vportId,
    block: event.block,
    thread: event.thread,
    filter: event.filterId ?? 0,
    list: event.netBufferList ?? 0,
    length: format.bytes(event.lengthBytes),
  });
}

function summaryOf({ op, vportId }: EventDescription): string {
  if (vportId !== 0 && op === 'receive') return 'receiveVPort';
  return vportId !== 0 && (op === 'setFilter' || op === 'clearFilter') ? 'vportFilter' : op;
}
