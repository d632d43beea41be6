import { useTranslation } from 'react-i18next';
import { type EventDescription, statusName } from '../../electron/contract/core.ts';

interface Arrow {
  readonly from: Party;
  readonly to: Party;
  readonly label: string;
  /** CSS class that colours the arrow. */
  readonly tone: string;
}

type Party = 'driver' | 'ndis' | 'provider';

const X: Readonly<Record<Party, number>> = { driver: 44, ndis: 160, provider: 276 };
const WIDTH = 320;
const TOP = 34;
const STEP = 22;

/** Who called whom, as a picture: driver, NDIS, provider and back. */
export function CallSequence({ event }: { readonly event: EventDescription }) {
  const { t } = useTranslation();
  const arrows = arrowsOf(event);
  if (arrows.length === 0) return null;
  const height = TOP + arrows.length * STEP + 6;
  const description = arrows.map(
    (arrow) => `${t(`sequence.${arrow.from}`)} → ${t(`sequence.${arrow.to}`)}: ${arrow.label}`,
  );
  return (
    <svg
      className="sequence"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={description.join('; ')}
      data-testid="sequence"
    >
      {(['driver', 'ndis', 'provider'] as const).map((party) => (
        <g key={party}>
          <text x={X[party]} y={16} textAnchor="middle" className="party">
            {t(`sequence.${party}`)}
          </text>
          <line x1={X[party]} y1={22} x2={X[party]} y2={height} className="lifeline" />
        </g>
      ))}
      {arrows.map((arrow, index) => (
        <ArrowLine key={index} {...arrow} y={TOP + index * STEP + 8} />
      ))}
    </svg>
  );
}

function ArrowLine({ from, to, label, tone, y }: Arrow & { readonly y: number }) {
  const direction = X[to] > X[from] ? 1 : -1;
  const tip = X[to] - direction;
  const middle = (X[from] + X[to]) / 2;
  return (
    <g className={`arrow ${tone}`}>
      <line x1={X[from]} y1={y} x2={tip} y2={y} />
      <polygon points={`${tip},${y} ${tip - direction * 6},${y - 3} ${tip - direction * 6},${y + 3}`} />
      <text x={middle} y={y - 4} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

/** The steps that the event's outcome implies. */
function arrowsOf(event: EventDescription): readonly Arrow[] {
  const status = (statusName(event.status) ?? '').replace('NDIS_STATUS_', '');
  const tone = `status-${event.status}`;
  if (event.op === 'allocate') {
    const arrows: Arrow[] = [{ from: 'driver', to: 'ndis', label: 'NdisAllocate…', tone: 'request' }];
    if (event.provider !== 0) {
      arrows.push({ from: 'ndis', to: 'provider', label: 'NetAllocate…', tone: 'request' });
      arrows.push({ from: 'provider', to: 'ndis', label: status, tone });
    }
    if (event.status !== 0) arrows.push({ from: 'ndis', to: 'driver', label: status, tone });
    return arrows;
  }
  if (event.op === 'free') {
    const arrows: Arrow[] = [{ from: 'driver', to: 'ndis', label: 'NdisFree…', tone: 'request' }];
    if (event.endsBlock) {
      arrows.push({ from: 'ndis', to: 'provider', label: 'NetFree…', tone: 'request' });
      arrows.push({ from: 'provider', to: 'ndis', label: 'void', tone: 'reply' });
    }
    arrows.push({ from: 'ndis', to: 'driver', label: 'void', tone: 'reply' });
    return arrows;
  }
  if (event.op === 'setOptionalHandlers') {
    return [
      { from: 'provider', to: 'ndis', label: 'NdisSetOptional…', tone: 'request' },
      { from: 'ndis', to: 'provider', label: status, tone },
    ];
  }
  return [];
}
