import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MapTable } from '../map/MapTable.tsx';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { useFormat } from './format.ts';
import { blockOwner } from './map-words.ts';

/** The blocks of the map in words. */
export function BlockTable({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const revision = useView((state) => state.revision);
  const selectedBlock = useView((state) => state.selectedBlock);
  const format = useFormat();
  const labels = useMemo(
    () => ({
      table: t('map.table'),
      range: t('map.address'),
      length: t('map.length'),
      owner: t('map.owner'),
      empty: t('map.emptyTable'),
      pieces: (count: number) => t('map.elements', { count }),
      bytes: (bytes: number) => format.bytes(bytes),
    }),
    [t, format],
  );
  return (
    <MapTable
      model={model}
      revision={revision}
      selectedBlock={selectedBlock}
      labels={labels}
      runsOf={(block) => model.runsOf(block)}
      lengthOf={(block) => model.lengthOf(block)}
      ownerText={(block) => blockOwner(model, block, t)}
      onSelect={selectBlock}
    />
  );
}
