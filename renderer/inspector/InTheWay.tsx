import { useEffect, useMemo } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription, elementsOf, PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { blockOwner } from '../app/map-words.ts';
import { type PageRun } from '../map/map-model.ts';
import { useEngine } from '../stores/engine-store.ts';
import { lightOff, lightUp } from '../stores/highlight-store.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { inTheWay, wantedOneRun } from './in-the-way.ts';

/** Blocks that are named one by one. */
const MOST_NAMED = 6;

interface InTheWayProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
}

/**
 * For a request that found no run long enough: the stretch in which least stood in the way, with its blocks lit on the
 * map while the cursor is at the call.
 */
export function InTheWay({ event, model }: InTheWayProps) {
  const provider = useEngine(
    (state) => state.status?.providers.find(({ code }) => code === event.provider)?.id ?? '',
  );
  if (!wantedOneRun(event, provider)) return null;
  return <Stretch event={event} model={model} />;
}

function Stretch({ event, model }: InTheWayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const position = useView((state) => state.position);
  // A refused call changes no memory: before and after it the map is the same.
  const here = position === event.seq || position === event.seq + 1;
  const askedPages = event.reason?.askedPages ?? 0;
  const found = useMemo(() => (here ? inTheWay(model, askedPages) : null), [here, model, askedPages]);
  const pages = useMemo(() => (found === null ? [] : runsIn(model, found.blocks, found)), [model, found]);
  useEffect(() => {
    if (pages.length === 0) return undefined;
    lightUp(pages);
    return lightOff;
  }, [pages]);
  if (!here) {
    return (
      <p>
        <button type="button" className="link" data-testid="light-up" onClick={() => seek(event.seq + 1)}>
          {t('inTheWay.show')}
        </button>
      </p>
    );
  }
  if (found === null) return <p>{t('inTheWay.nowhere')}</p>;
  return (
    <div
      className="in-the-way"
      data-testid="in-the-way"
      data-first={found.firstPage}
      data-pages={found.pages}
    >
      <p>
        {t('inTheWay.stretch', {
          count: found.blocks.length,
          free: format.bytes((found.pages - found.usedPages) * PAGE_SIZE),
          used: format.bytes((found.usedPages - found.reservedPages) * PAGE_SIZE),
        })}{' '}
        {found.reservedPages > 0 &&
          `${t('inTheWay.reserved', { reserved: format.bytes(found.reservedPages * PAGE_SIZE) })} `}
        <button type="button" className="link" onClick={() => mapHandle.current?.focusRun(found)}>
          {t('block.show')}
        </button>
      </p>
      <ul className="block-chips">
        {found.blocks.slice(0, MOST_NAMED).map((block) => (
          <li key={block}>
            <button type="button" className="small" data-block={block} onClick={() => selectBlock(block)}>
              #{block} · {blockOwner(model, block, t)}
            </button>
          </li>
        ))}
        {found.blocks.length > MOST_NAMED && (
          <li className="dim">{t('inTheWay.more', { count: found.blocks.length - MOST_NAMED })}</li>
        )}
      </ul>
    </div>
  );
}

/** The pieces of the blocks that lie in the stretch, cut to it. */
function runsIn(
  model: SessionModel,
  blocks: readonly number[],
  { firstPage, pages }: PageRun,
): readonly PageRun[] {
  const end = firstPage + pages;
  return blocks.flatMap((block) =>
    elementsOf(model.recorded, model.recorded.seqOfBlock(block)).flatMap((element) => {
      const from = Math.max(firstPage, element.firstPage - model.basePage);
      const to = Math.min(end, element.firstPage - model.basePage + element.pages);
      return from < to ? [{ firstPage: from, pages: to - from }] : [];
    }),
  );
}
