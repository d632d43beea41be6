import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import {
  addressOf,
  type EventDescription,
  formatAddress,
  PAGE_SIZE,
  pageIndex,
} from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { type PageRun } from '../map/map-model.ts';
import { styleToken } from '../map/theme.ts';
import { styleOfKey } from '../stores/colour-by.ts';
import { lightOff, showRun, useHighlight } from '../stores/highlight-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { pictured } from '../pictures/parts.ts';

const WIDTH = 320;
const BAR = 12;
const GAP = 34;
const MEMORY_GAP = 14;
const MEMORY_BAR = 5;
/** Rows of the list that are shown before a person asks for the rest. */
const FIRST_ROWS = 12;

type Element = EventDescription['elements'][number];

interface ScatterGatherProps {
  readonly event: EventDescription;
  readonly model: SessionModel;
}

/**
 * The scatter-gather list: the virtual range above, below it the stretch of physical memory that it lies in, bands
 * between, and where that stretch is in the whole memory; all to scale. An element that is chosen is shown on the map.
 */
export function ScatterGatherView({ event, model }: ScatterGatherProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { elements } = event;
  const chosen = useChosen(model, elements);
  const choose = (index: number): void => {
    const element = elements[index];
    if (element === undefined || index === chosen) lightOff();
    else showRun(runOf(model, element));
  };
  const shown = all ? elements : elements.slice(0, FIRST_ROWS);
  return (
    <div className="scatter-gather" {...pictured('scatterGather')} data-testid="scatter-gather">
      <h3>{t('sg.title')}</h3>
      <Bands event={event} model={model} chosen={chosen} onChoose={choose} />
      <p className="dim">
        {elements.length === 1 ? t('sg.one') : t('sg.many', { count: elements.length })} ·{' '}
        {format.exactBytes(elements.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0))}
      </p>
      <table className="parameters elements">
        <tbody>
          {shown.map((element, index) => (
            <tr key={index} data-chosen={index === chosen ? '' : undefined} onClick={() => choose(index)}>
              <th scope="row" className="mono">
                [{index}]
              </th>
              <td className="mono">
                <button
                  type="button"
                  className="element"
                  aria-pressed={index === chosen}
                  title={t('sg.show')}
                  onClick={(press) => {
                    press.stopPropagation();
                    choose(index);
                  }}
                >
                  {formatAddress(element.address)}
                </button>
              </td>
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

const runOf = (model: SessionModel, { firstPage, pages }: Element): PageRun => ({
  firstPage: firstPage - model.basePage,
  pages,
});

/** The element whose pages are lit on the map, or -1. */
function useChosen(model: SessionModel, elements: readonly Element[]): number {
  const [lit, ...more] = useHighlight((state) => state.runs);
  if (lit === undefined || more.length > 0) return -1;
  return elements.findIndex((element) => {
    const run = runOf(model, element);
    return run.firstPage === lit.firstPage && run.pages === lit.pages;
  });
}

interface BandsProps extends ScatterGatherProps {
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

function Bands({ event, model, chosen, onChoose }: BandsProps) {
  const { t } = useTranslation();
  const { elements } = event;
  const colour = `var(--${styleToken(styleOfKey(model.colourBy, model.keyOf(event.block, model.colourBy)))})`;
  const total = elements.reduce((sum, element) => sum + element.lengthBytes, 0);
  const firstPage = Math.min(...elements.map((element) => element.firstPage));
  const endPage = Math.max(...elements.map((element) => element.firstPage + element.pages));
  const scale = WIDTH / Math.max(1, endPage - firstPage);
  const starts = startsOf(elements);
  const low = BAR + GAP;
  const memoryTop = low + BAR + MEMORY_GAP;
  const memoryX = (page: number): number => ((page - model.basePage) / model.pageCount) * WIDTH;
  const [from, to] = [memoryX(firstPage), Math.max(memoryX(endPage), memoryX(firstPage) + 1)];
  const address = (page: number): string => formatAddress(addressOf(pageIndex(page)));
  return (
    <svg
      className="bands"
      viewBox={`0 0 ${WIDTH} ${memoryTop + MEMORY_BAR}`}
      role="img"
      aria-label={t('sg.picture')}
      fill={colour}
    >
      <title>{`${address(firstPage)} – ${formatAddress(addressOf(pageIndex(endPage - 1)) + BigInt(PAGE_SIZE - 1))}`}</title>
      <rect x={0} y={low} width={WIDTH} height={BAR} className="memory" />
      <rect x={0} y={memoryTop} width={WIDTH} height={MEMORY_BAR} className="memory" />
      <path
        className="stretch"
        d={`M0,${low + BAR} L${WIDTH},${low + BAR} L${to},${memoryTop} L${from},${memoryTop} Z`}
      />
      <rect x={from} y={memoryTop} width={to - from} height={MEMORY_BAR} />
      {elements.map((element, index) => {
        const left = ((starts[index] ?? 0) / total) * WIDTH;
        const width = (element.lengthBytes / total) * WIDTH;
        const physical = (element.firstPage - firstPage) * scale;
        const physicalWidth = Math.max(0.5, element.pages * scale);
        return (
          <g
            key={index}
            className="element"
            data-chosen={index === chosen ? '' : undefined}
            onClick={() => onChoose(index)}
          >
            <rect x={left} y={0} width={Math.max(0.5, width - 0.5)} height={BAR} />
            <path
              className="band"
              d={`M${left},${BAR} L${left + width},${BAR} L${physical + physicalWidth},${low} L${physical},${low} Z`}
            />
            <rect x={physical} y={low} width={physicalWidth} height={BAR} />
          </g>
        );
      })}
    </svg>
  );
}

/** Offset of each element inside the block, in bytes. */
function startsOf(elements: readonly Element[]): readonly number[] {
  let next = 0;
  return elements.map(({ lengthBytes }) => {
    const start = next;
    next += lengthBytes;
    return start;
  });
}
