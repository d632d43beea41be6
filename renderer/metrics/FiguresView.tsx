import { useTranslation } from 'react-i18next';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { FreeExtentsHistogram } from './FreeExtentsHistogram.tsx';
import { LargestRequest } from './LargestRequest.tsx';
import { NodeTable } from './NodeTable.tsx';
import { PolicyTable } from './PolicyTable.tsx';
import { ProviderTable } from './ProviderTable.tsx';
import './metrics.css';

/** The memory in figures at the cursor: how full, how broken up, by node and by provider, and what a request could get. */
export function FiguresView({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  // The figures are read from the model; the revision says when they have changed.
  useView((state) => state.revision);
  return (
    <div className="figures" data-testid="figures" tabIndex={0} role="region" aria-label={t('figures.title')}>
      <Tiles model={model} />
      <FreeExtentsHistogram histogram={model.figures().histogram} />
      <LargestRequest model={model} />
      <NodeTable model={model} />
      <ProviderTable model={model} />
      <PolicyTable model={model} />
    </div>
  );
}

function Tiles({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = model.figures();
  const used = (figures.pages - figures.freePages) * PAGE_SIZE;
  const largest = figures.largestFreePages * PAGE_SIZE;
  const tiles = [
    { id: 'used', value: format.bytes(used), exact: used },
    { id: 'asked', value: format.bytes(figures.askedBytes), exact: figures.askedBytes },
    { id: 'beyond', value: format.bytes(figures.beyondBytes), exact: figures.beyondBytes },
    { id: 'free', value: format.bytes(figures.freePages * PAGE_SIZE), exact: figures.freePages * PAGE_SIZE },
    { id: 'extents', value: format.integer(figures.freeExtents) },
    { id: 'largest', value: format.bytes(largest), exact: largest },
    { id: 'external', value: format.ratio(figures.external) },
    { id: 'squared', value: format.ratio(figures.squared) },
    { id: 'internal', value: format.ratio(figures.internal) },
  ];
  return (
    <dl className="tiles">
      {tiles.map(({ id, value, exact }) => (
        <div key={id} title={t(`figures.hint.${id}`)}>
          <dt>{t(`figures.${id}`)}</dt>
          <dd
            className="mono"
            data-testid={`figure-${id}`}
            title={exact === undefined ? undefined : format.exactBytes(exact)}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
