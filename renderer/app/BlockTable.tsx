import { useLayoutEffect, useMemo } from 'react';
import { useTranslation } from './use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { MapTable } from '../map/MapTable.tsx';
import { type TableColumn, type TableSource } from '../map/table-columns.ts';
import { useEngine } from '../stores/engine-store.ts';
import { focusOnReturn } from '../stores/map-handle.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { VPORT_MEMORY } from '../stores/colour-by.ts';
import { useFormat } from './format.ts';
import { legendName, type NameSource } from './legend-names.ts';
import { blockOwner } from './map-words.ts';
import { providerName } from './provider-name.ts';

/** The blocks of the map in words. */
export function BlockTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const revision = useView((state) => state.revision);
  const selectedBlock = useView((state) => state.selectedBlock);
  const providers = useEngine((state) => state.status?.providers);
  const format = useFormat();
  useMapFollows();
  const labels = useMemo(
    () => ({
      table: t('map.table'),
      empty: t('map.emptyTable'),
      column: (column: TableColumn) => t(`map.column.${column}`),
      pieces: (count: number) => t('map.elements', { count }),
    }),
    [t],
  );
  const source = useMemo(
    () => tableSource(model, { t, format, providers: providers ?? [] }),
    [model, t, format, providers],
  );
  const notes = (providers ?? []).flatMap(({ code, id }) => {
    const pages = model.cursor.totals.reservedPages[code] ?? 0;
    if (pages === 0) return [];
    const words = { size: format.bytes(pages * PAGE_SIZE), provider: providerName(t, id) };
    return [t('map.reserved.inTable', words)];
  });
  return (
    <MapTable
      model={model}
      revision={revision}
      selectedBlock={selectedBlock}
      labels={labels}
      source={source}
      notes={notes}
      onSelect={selectBlock}
    />
  );
}

/** What was selected beside the table is in view on the map that takes its place. */
function useMapFollows(): void {
  // Not a passive effect: it would end after the map has come.
  useLayoutEffect(() => {
    const before = useView.getState().selectedBlock;
    return () => {
      const { selectedBlock } = useView.getState();
      if (selectedBlock !== null && selectedBlock !== before) focusOnReturn(selectedBlock);
    };
  }, []);
}

function tableSource(model: SessionModel, names: NameSource): TableSource {
  const ageOf = (block: number): number => model.cursor.position - model.recorded.seqOfBlock(block);
  return {
    runsOf: (block) => model.runsOf(block),
    keyOf: (block, column) => {
      switch (column) {
        case 'length':
          return model.lengthOf(block);
        case 'owner':
          return ownerKey(model, block);
        case 'event':
          return model.recorded.seqOfBlock(block);
        case 'age':
          return ageOf(block);
        default:
          return model.keyOf(block, column);
      }
    },
    textOf: (block, column) => {
      switch (column) {
        case 'length':
          return names.format.bytes(model.lengthOf(block));
        case 'owner':
          return blockOwner(model, block, names.t);
        case 'event':
          return names.format.integer(model.recorded.seqOfBlock(block));
        case 'age':
          return names.format.integer(ageOf(block));
        default:
          return legendName(names, column, model.keyOf(block, column));
      }
    },
  };
}

/** Queues by their number, and VPorts by theirs behind them. */
function ownerKey(model: SessionModel, block: number): number {
  const queue = model.keyOf(block, 'queue');
  return queue === VPORT_MEMORY ? VPORT_MEMORY + model.keyOf(block, 'vport') : queue;
}
