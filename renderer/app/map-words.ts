import { type TFunction } from 'i18next';
import { useCallback, useMemo } from 'react';
import { useTranslation } from './use-translation.ts';
import {
  addressOf,
  describeEvent,
  formatAddress,
  pageIndex,
  usageShortName,
  PAGE_SIZE,
} from '../../electron/contract/core.ts';
import { type MapTexts, type Pick } from '../map/map-model.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { freeRunAt } from '../stores/free-runs.ts';
import { VPORT_MEMORY } from '../stores/colour-by.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useFormat } from './format.ts';
import { providerName } from './provider-name.ts';

export function useMapTexts(): MapTexts {
  const { t } = useTranslation();
  const format = useFormat();
  const providers = useEngine((state) => state.status?.providers);
  return useMemo(
    () => ({
      map: t('map.title'),
      keys: t('map.keys'),
      cell: (bytes) => t('map.cell', { size: format.bytes(bytes) }),
      mergedCell: (bytes) => t('map.mergedCell', { size: format.bytes(bytes) }),
      node: (node, bytes) => t('map.nodeLabel', { node, size: format.bytes(bytes) }),
      nodeName: (node) => t('legend.node', { node }),
      provider: (code) =>
        providerName(t, providers?.find((known) => known.code === code)?.id ?? String(code)),
      event: (event) => format.integer(event),
      timeCell: (events, bytes) =>
        t('map.timeCell', { count: events, events: format.integer(events), size: format.bytes(bytes) }),
    }),
    [t, format, providers],
  );
}

/** Lines of the tooltip over a page: where, what, and which event made it. */
export function useTooltip(model: SessionModel): (pick: Pick) => readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    ({ page, block, event: moment }) => {
      const address = formatAddress(addressOf(pageIndex(page + model.basePage)));
      const seq = block === 0 ? -1 : model.recorded.seqOfBlock(block);
      if (seq < 0 && moment !== undefined)
        return [address, t('map.freeThen', { seq: format.integer(moment) })];
      if (seq < 0) {
        const run = freeRunAt(model.owners, model.nodeStarts, page);
        const pages = run?.pages ?? 1;
        const words = { count: pages, pages: format.integer(pages), size: format.bytes(pages * PAGE_SIZE) };
        return [address, t('map.free'), t('map.freeRun', words)];
      }
      const event = describeEvent(model.context, seq);
      const piece = event.elements.find(
        ({ firstPage, pages }) =>
          firstPage <= page + model.basePage && page + model.basePage < firstPage + pages,
      );
      const range =
        piece === undefined
          ? address
          : `${formatAddress(piece.address)} – ${formatAddress(piece.address + BigInt(piece.pages * PAGE_SIZE - 1))}`;
      const words = { block, length: format.bytes(event.lengthBytes), owner: blockOwner(model, block, t) };
      const elements =
        event.elements.length > 1 ? ` · ${t('map.elements', { count: event.elements.length })}` : '';
      const told = [range, t('map.block', { ...words, usage: usageShortName(event.usage) }) + elements];
      if (moment === undefined) {
        const age = format.integer(model.cursor.position - seq);
        return [...told, t('map.made', { seq: format.integer(seq), age })];
      }
      const ended = model.recorded.endOfBlock(block);
      const life =
        ended < 0
          ? t('map.livesFrom', { seq: format.integer(seq) })
          : t('map.lived', { seq: format.integer(seq), end: format.integer(ended) });
      return [...told, life, t('map.moment', { seq: format.integer(moment) })];
    },
    [model, t, format],
  );
}

export function blockOwner(model: SessionModel, block: number, t: TFunction): string {
  const queue = model.attributes.keyOf(block, 'queue');
  if (queue === VPORT_MEMORY) return t('legend.vport', { vport: model.attributes.keyOf(block, 'vport') - 1 });
  return queue === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue });
}
