import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EventDescription, formatAddress } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { type SessionModel } from '../stores/session-model.ts';

const WIDTH = 320;
const BAR = 12;
const GAP = 26;
/** Rows of the list that are shown before a person asks for the rest. */
const FIRST_ROWS = 12;

/** The scatter-gather list: the virtual range above, its physical runs below on the memory's scale, bands between. */
export function ScatterGatherView({
  event,
  model,
}: {
  readonly event: EventDescription;
  readonly model: SessionModel;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { elements } = event;
  const shown = all ? elements : elements.slice(0, FIRST_ROWS);
  return (
    <div className="scatter-gather" data-testid="scatter-gather">
      <h3>{t('sg.title')}</h3>
      <Bands event={event} model={model} />
      <p className="dim">
        {elements.length === 1 ? t('sg.one') : t('sg.many', { count: elements.length })} ·{' '}
        {format.exactBytes(elements.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0))}
      </p>
      <table className="parameters">
        <tbody>
          {shown.map((element, index) => (
            <tr key={index}>
              <th scope="row" className="mono">
                [{index}]
              </th>
              <td className="mono">{formatAddress(element.address)}</td>
              <td className="mono number" title={format.bytes(element.lengthBytes)}>
                {format.integer(element.lengthBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {elements.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {t('sg.showAll', { count: elements.length - shown.length })}
        </button>
      )}
    </div>
  );
}

function Bands({ event, model }: { readonly event: EventDescription; readonly model: SessionModel }) {
  const { t } = useTranslation();
  const colour = `category-${styleOfKey(model.colourBy, model.keyOf(event.block, model.colourBy))}`;
  const total = event.elements.reduce((sum, element) => sum + element.lengthBytes, 0);
  const scale = WIDTH / model.pageCount;
  const starts = startsOf(event.elements);
  return (
    <svg className="bands" viewBox={`0 0 ${WIDTH} ${2 * BAR + GAP}`} role="img" aria-label={t('sg.picture')}>
      <rect x={0} y={BAR + GAP} width={WIDTH} height={BAR} className="memory" />
      {event.elements.map((element, index) => {
        const from = ((starts[index] ?? 0) / total) * WIDTH;
        const width = (element.lengthBytes / total) * WIDTH;
        const physical = (element.firstPage - model.basePage) * scale;
        const physicalWidth = Math.max(1, element.pages * scale);
        return (
          <g key={index} className={colour}>
            <rect x={from} y={0} width={Math.max(0.5, width - 0.5)} height={BAR} />
            <path
              className="band"
              d={`M${from},${BAR} L${from + width},${BAR} L${physical + physicalWidth},${BAR + GAP} L${physical},${BAR + GAP} Z`}
            />
            <rect x={physical} y={BAR + GAP} width={physicalWidth} height={BAR} />
          </g>
        );
      })}
    </svg>
  );
}

/** Offset of each element inside the block, in bytes. */
function startsOf(elements: EventDescription['elements']): readonly number[] {
  let next = 0;
  return elements.map(({ lengthBytes }) => {
    const start = next;
    next += lengthBytes;
    return start;
  });
}
