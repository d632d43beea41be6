import { type TFunction } from 'i18next';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addressOf,
  describeEvent,
  formatAddress,
  pageIndex,
  usageShortName,
  PAGE_SIZE,
} from '../../electron/contract/core.ts';
import { type MapTexts } from '../map/map-model.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useFormat } from './format.ts';

export function useMapTexts(): MapTexts {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => ({
      map: t('map.title'),
      keys: t('map.keys'),
      cell: (bytes) => t('map.cell', { size: format.bytes(bytes) }),
      mergedCell: (bytes) => t('map.mergedCell', { size: format.bytes(bytes) }),
      node: (node, bytes) => t('map.nodeLabel', { node, size: format.bytes(bytes) }),
    }),
    [t, format],
  );
}

/** Lines of the tooltip over a page: where, what, and which event made it. */
export function useTooltip(model: SessionModel): (page: number, block: number) => readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (page, block) => {
      const address = formatAddress(addressOf(pageIndex(page + model.basePage)));
      const seq = block === 0 ? -1 : model.recorded.seqOfBlock(block);
      if (seq < 0) return [address, t('map.free')];
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
      const age = format.integer(model.cursor.position - seq);
      return [
        range,
        t('map.block', { ...words, usage: usageShortName(event.usage) }) + elements,
        t('map.made', { seq: format.integer(seq), age }),
      ];
    },
    [model, t, format],
  );
}

export function blockOwner(model: SessionModel, block: number, t: TFunction): string {
  const queue = model.attributes.keyOf(block, 'queue');
  return queue === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue });
}
