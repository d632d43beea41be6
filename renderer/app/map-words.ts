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
import {
  freeIn,
  reasonName,
  type Reservation,
  reservationAfter,
  reservationAt,
} from '../stores/reservations.ts';
import { VPORT_MEMORY } from '../stores/colour-by.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type Format, useFormat } from './format.ts';
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
      working: (share) => t('map.working', { share: format.percent(share) }),
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
      const reservation =
        block !== 0
          ? null
          : moment === undefined
            ? reservationAt(model, page)
            : reservationAfter(model, moment, page);
      if (reservation !== null) return reservationLines(model, reservation, moment, t, format);
      if (seq < 0 && moment !== undefined)
        return [address, t('map.freeThen', { seq: format.integer(moment) })];
      if (seq < 0) {
        const run = freeRunAt(model, page);
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

/** Where pages are held back, by whom and for what, how many of them are left, and since when. */
function reservationLines(
  model: SessionModel,
  reservation: Reservation,
  moment: number | undefined,
  t: TFunction,
  format: Format,
): readonly string[] {
  const { seq, why, firstPage, pages } = reservation;
  const { vportId, queueId, provider } = describeEvent(model.context, seq);
  const known = useEngine.getState().status?.providers.find(({ code }) => code === provider);
  const address = addressOf(pageIndex(firstPage + model.basePage));
  const words = {
    provider: providerName(t, known?.id ?? String(provider)),
    owner: ownerName(vportId, queueId, t),
    policy: t(`newSession.policies.${model.info.policy}`, { defaultValue: model.info.policy }),
  };
  const size = { count: pages, pages: format.integer(pages), size: format.bytes(pages * PAGE_SIZE) };
  const since = t('map.reserved.since', { seq: format.integer(seq) });
  return [
    `${formatAddress(address)} – ${formatAddress(address + BigInt(pages * PAGE_SIZE - 1))}`,
    t(`map.reserved.${reasonName(why)}`, words),
    // How much of it is left is known at the cursor only.
    ...(moment === undefined
      ? [t('map.reservedRun', { ...size, free: format.integer(freeIn(model, reservation)) }), since]
      : [since, t('map.moment', { seq: format.integer(moment) })]),
  ];
}

/** A queue, or the VPort where one is named. */
export function ownerName(vportId: number, queueId: number, t: TFunction): string {
  if (vportId !== 0) return t('legend.vport', { vport: vportId });
  return queueId === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue: queueId });
}

export function blockOwner(model: SessionModel, block: number, t: TFunction): string {
  const queue = model.attributes.keyOf(block, 'queue');
  if (queue === VPORT_MEMORY) return t('legend.vport', { vport: model.attributes.keyOf(block, 'vport') - 1 });
  return queue === 0 ? t('legend.defaultQueue') : t('legend.queue', { queue });
}
