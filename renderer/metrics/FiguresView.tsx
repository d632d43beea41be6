import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { figureTiles } from './figure-tiles.ts';
import { FreeExtentsHistogram } from './FreeExtentsHistogram.tsx';
import { LargestRequest } from './LargestRequest.tsx';
import { NodeTable } from './NodeTable.tsx';
import { PolicyTable } from './PolicyTable.tsx';
import { ProviderTable } from './ProviderTable.tsx';
import './metrics.css';
import { pictured } from '../pictures/parts.ts';

/** The memory in figures at the cursor: how full, how broken up, by node and by provider, and what a request could get. */
export function FiguresView({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  // The figures are read from the model; the revision says when they have changed.
  useView((state) => state.revision);
  return (
    <div
      {...pictured('figuresPage')}
      className="figures"
      data-testid="figures"
      tabIndex={0}
      role="region"
      aria-label={t('figures.title')}
    >
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
  return (
    <dl className="tiles">
      {figureTiles(model, format).map(({ id, value, exact }) => (
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
