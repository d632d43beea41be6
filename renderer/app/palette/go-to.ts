import { type TFunction } from 'i18next';
import { handleFromAddress, handleKind, PAGE_SIZE } from '../../../electron/contract/core.ts';
import { goToBookmark, useBookmarks } from '../../stores/bookmarks.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { canFilter } from '../../statuses/calls-tab.ts';
import { setFilter } from '../../stores/filter-store.ts';
import { mapHandle } from '../../stores/map-handle.ts';
import { seek } from '../../stores/playback.ts';
import { type SessionModel } from '../../stores/session-model.ts';
import { selectBlock, selectEvent, setColourBy, toggleIsolated, useView } from '../../stores/view-store.ts';
import { type Offer } from '../commands/command.ts';
import { type Format } from '../format.ts';
import { keysSeen, legendName } from '../legend-names.ts';
import { parseNumber } from '../parse-number.ts';

/** Queues and bookmarks that are offered by name; more than these are found by their number. */
const MOST_QUEUES = 500;

/** Places that what was typed names exactly: an event by its number, what is at an address, the owner of a handle. */
export function namedPlaces(typed: string, t: TFunction, format: Format): readonly Offer[] {
  const { model } = useView.getState();
  const text = typed.trim().replace(/^#/, '');
  if (model === null || text === '') return [];
  if (/^0x[0-9a-f_]{1,20}$/i.test(text)) return addressPlaces(model, text.replaceAll('_', ''), t);
  const seq = parseNumber(text);
  if (seq === null || seq >= model.recorded.log.length) return [];
  return [
    {
      id: 'goToEvent',
      label: t('palette.event', { seq: format.integer(seq) }),
      run: () => {
        seek(seq + 1);
        selectEvent(seq);
      },
    },
  ];
}

function addressPlaces(model: SessionModel, text: string, t: TFunction): readonly Offer[] {
  const address = BigInt(text);
  const kind = handleKind(handleFromAddress(address));
  if (kind === 'allocation' || kind === 'sharedMemory') {
    if (!canFilter()) return [];
    return [
      {
        id: 'handle',
        label: t('palette.handle', { handle: text }),
        run: () => setFilter(`handle == ${text}`),
      },
    ];
  }
  const page = Number(address / BigInt(PAGE_SIZE)) - model.basePage;
  const block = page >= 0 && page < model.pageCount ? (model.owners[page] ?? 0) : 0;
  const offers: Offer[] = [];
  if (block !== 0) {
    offers.push({
      id: 'blockAt',
      label: t('palette.blockAt', { block, address: text }),
      run: () => {
        selectBlock(block);
        mapHandle.current?.focusBlock(block);
      },
    });
  }
  if (!canFilter()) return offers;
  offers.push({
    id: 'address',
    label: t('palette.address', { address: text }),
    run: () => setFilter(`address == ${text}`),
  });
  return offers;
}

/** Places with a name: bookmarks, and the queues and VPorts that the session has seen. */
export function knownPlaces(t: TFunction, format: Format): readonly Offer[] {
  const { model } = useView.getState();
  if (model === null) return [];
  const marks = useBookmarks.getState().bookmarks.map(({ seq, note }, index) => ({
    id: `bookmark-${index}`,
    label: t('palette.bookmark', { seq: format.integer(seq), note }),
    run: () => goToBookmark(seq),
  }));
  const providers = useEngine.getState().status?.providers ?? [];
  const queues = keysSeen(model, 'queue')
    .slice(0, MOST_QUEUES)
    .map((key) => ({
      id: `queue-${key}`,
      label: t('palette.alone', { name: legendName({ t, format, providers }, 'queue', key) }),
      run: () => {
        setColourBy('queue');
        toggleIsolated(key);
      },
    }));
  return [...marks, ...queues];
}
