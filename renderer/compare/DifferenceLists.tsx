import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { addressOf, formatAddress, pageIndex } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { blockOwner } from '../app/map-words.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { type MemoryDifference } from './memory-difference.ts';
import { pictured } from '../pictures/parts.ts';

const LISTS = ['onlyA', 'both', 'onlyB', 'moved'] as const;
type List = (typeof LISTS)[number];

const ROW_HEIGHT = 40;

interface DifferenceListsProps {
  readonly model: SessionModel;
  readonly difference: MemoryDifference;
}

/** What is live at A only, at both moments, at B only, and what moved: with counts and bytes, and every block by name. */
export function DifferenceLists({ model, difference }: DifferenceListsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [list, setList] = useState<List>('onlyB');
  const blocks: Readonly<Record<List, Uint32Array>> = { ...difference, moved: difference.movedTo };
  const bytes = useMemo(() => {
    const sum = (of: Uint32Array): number => of.reduce((total, block) => total + model.lengthOf(block), 0);
    const { onlyA, both, onlyB, movedTo } = difference;
    return { onlyA: sum(onlyA), both: sum(both), onlyB: sum(onlyB), moved: sum(movedTo) };
  }, [model, difference]);
  return (
    <aside className="compare-lists" {...pictured('compareLists')}>
      <div className="compare-tabs" role="tablist" aria-label={t('compare.lists')}>
        {LISTS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={list === one}
            data-testid={`compare-${one}`}
            title={t(`compare.listHint.${one}`)}
            onClick={() => setList(one)}
          >
            <span>{t(`compare.list.${one}`)}</span>
            <strong className="mono">{format.integer(blocks[one].length)}</strong>
            <span className="dim mono" title={format.exactBytes(bytes[one])}>
              {format.bytes(bytes[one])}
            </span>
          </button>
        ))}
      </div>
      <BlockList
        key={list}
        model={model}
        blocks={blocks[list]}
        from={list === 'moved' ? difference.movedFrom : null}
        label={t(`compare.list.${list}`)}
      />
    </aside>
  );
}

interface BlockListProps {
  readonly model: SessionModel;
  readonly blocks: Uint32Array;
  /** The blocks that those of the list took the place of. */
  readonly from: Uint32Array | null;
  readonly label: string;
}

function BlockList({ model, blocks, from, label }: BlockListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const selected = useView((state) => state.selectedBlock);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const choose = (row: number): void => {
    const block = blocks[row];
    if (block === undefined) return;
    selectBlock(block);
    mapHandle.current?.focusBlock(block);
    virtualizer.scrollToIndex(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = selected === null ? -1 : blocks.indexOf(selected);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    const end = { Home: 0, End: blocks.length - 1 }[event.key];
    if (by === undefined && end === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(end ?? Math.max(0, Math.min(blocks.length - 1, row + (by ?? 0))));
  };
  const address = (block: number): string => {
    const [run] = model.allRunsOf(block);
    return run === undefined ? '' : formatAddress(addressOf(pageIndex(model.basePage + run.firstPage)));
  };
  return (
    <div
      ref={scroller}
      className="compare-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      data-testid="compare-list"
      onKeyDown={onKeyDown}
    >
      {blocks.length === 0 && <p className="empty">{t('compare.none')}</p>}
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const block = blocks[index] ?? 0;
          const partner = from?.[index];
          return (
            <div
              key={block}
              className="compare-row"
              role="option"
              aria-selected={block === selected}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => choose(index)}
            >
              <span>
                {t('compare.block', { block: format.integer(block) })} · {blockOwner(model, block, t)}
              </span>
              <span className="mono" title={format.exactBytes(model.lengthOf(block))}>
                {format.bytes(model.lengthOf(block))}
              </span>
              <span className="mono dim">
                {partner === undefined ? address(block) : `${address(partner)} → ${address(block)}`}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
