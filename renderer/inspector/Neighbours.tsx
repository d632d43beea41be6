import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription, PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { blockOwner } from '../app/map-words.ts';
import { showRun } from '../stores/highlight-store.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectBlock, useView } from '../stores/view-store.ts';
import { type Extent, extentBeside } from './extents.ts';

interface NeighboursProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
  /** The event that ended the block, -1 while it lives. */
  readonly endSeq: number;
}

/** What lies before and after the block at the cursor: a block, free pages, or the end of its node. */
export function Neighbours({ event, model, endSeq }: NeighboursProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useView((state) => state.revision);
  const [chosen, setChosen] = useState(0);
  const madeAt = model.recorded.seqOfBlock(event.block);
  const { position } = model.cursor;
  const lives = madeAt >= 0 && madeAt < position && (endSeq < 0 || endSeq >= position);
  const at = Math.min(chosen, event.elements.length - 1);
  const element = event.elements[at];
  if (element === undefined) return null;
  const first = element.firstPage - model.basePage;
  return (
    <div className="neighbours" data-testid="neighbours">
      <header className="parameters-head">
        <h3>{t('neighbours.title')}</h3>
        {lives && event.elements.length > 1 && (
          <label className="dim">
            {t('neighbours.element')}{' '}
            <select value={at} onChange={(change) => setChosen(Number(change.target.value))}>
              {event.elements.slice(0, MOST_ELEMENTS).map((_, index) => (
                <option key={index} value={index}>
                  [{index}]
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      {lives ? (
        <table className="parameters">
          <tbody>
            <Beside
              label={t('neighbours.before')}
              model={model}
              extent={extentBeside(model, first - 1, -1)}
            />
            <tr>
              <th scope="row">{t('neighbours.this')}</th>
              <td className="mono">#{event.block}</td>
              <td className="mono number">{format.bytes(element.pages * PAGE_SIZE)}</td>
            </tr>
            <Beside
              label={t('neighbours.after')}
              model={model}
              extent={extentBeside(model, first + element.pages, 1)}
            />
          </tbody>
        </table>
      ) : (
        <p className="dim">
          {t('neighbours.notThere')}{' '}
          <button type="button" className="link" onClick={() => seek(madeAt + 1)}>
            {t('neighbours.goThere')}
          </button>
        </p>
      )}
    </div>
  );
}

/** Elements that the list offers; nobody looks through more of them here. */
const MOST_ELEMENTS = 200;

interface BesideProps {
  readonly label: string;
  readonly model: SessionModel;
  readonly extent: Extent | null;
}

function Beside({ label, model, extent }: BesideProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr data-neighbour={extent === null ? 'none' : extent.block}>
      <th scope="row">{label}</th>
      <td>
        {extent === null ? (
          <span className="dim">{t('neighbours.edge')}</span>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() => (extent.block === 0 ? showRun(extent) : selectBlock(extent.block))}
          >
            {extent.block === 0
              ? t(extent.reserved ? 'neighbours.reserved' : 'neighbours.free')
              : `#${extent.block} · ${blockOwner(model, extent.block, t)}`}
          </button>
        )}
      </td>
      <td className="mono number">{extent !== null && format.bytes(extent.pages * PAGE_SIZE)}</td>
    </tr>
  );
}
