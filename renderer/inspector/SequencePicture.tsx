import { useTranslation } from '../app/use-translation.ts';
import { type CallStep, type EventDescription, ruleId, statusName } from '../../electron/contract/core.ts';

type Lane = 'driver' | 'ndis' | 'provider';

const X: Readonly<Record<Lane, number>> = { driver: 44, ndis: 160, provider: 276 };
const WIDTH = 320;
const TOP = 30;
const STEP = 20;
/** Characters of a label that fit between two lanes. */
const LABEL_LENGTH = 17;

interface SequencePictureProps {
  readonly event: EventDescription;
  readonly steps: readonly CallStep[];
  /** Steps taken; null draws them all alike. */
  readonly taken: number | null;
}

/** The sequence as lifelines and arrows. The driver above shares the provider's lane: in practice it is the provider. */
export function SequencePicture({ event, steps, taken }: SequencePictureProps) {
  const { t } = useTranslation();
  const above = steps.some(({ from, to }) => from === 'overlying' || to === 'overlying');
  const height = TOP + steps.length * STEP + 8;
  const label = steps.map(
    (step) => `${t(`sequence.${step.from}`)} → ${t(`sequence.${step.to}`)}: ${labelOf(step)}`,
  );
  return (
    <svg className="sequence" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label.join('; ')}>
      {(['driver', 'ndis', 'provider'] as const).map((lane) => (
        <g key={lane}>
          <text x={X[lane]} y={16} textAnchor="middle" className="party">
            {t(`sequence.${lane === 'provider' && above ? 'overlying' : lane}`)}
          </text>
          <line x1={X[lane]} y1={22} x2={X[lane]} y2={height} className="lifeline" />
        </g>
      ))}
      {steps.map((step, index) => (
        <g key={index} className={`step ${progress(index, taken)}`}>
          <StepShape step={step} y={TOP + index * STEP + 9} status={event.status} />
        </g>
      ))}
    </svg>
  );
}

function progress(index: number, taken: number | null): string {
  if (taken === null) return 'shown';
  if (index === taken - 1) return 'current';
  return index < taken ? 'shown' : 'ahead';
}

interface StepShapeProps {
  readonly step: CallStep;
  readonly y: number;
  /** The call's own status, which colours a check that decided. */
  readonly status: number;
}

function StepShape({ step, y, status }: StepShapeProps) {
  if (step.kind === 'stop') return <StopSign y={y} rule={ruleId(step.rule)} />;
  if (step.kind === 'check') return <Check y={y} rule={ruleId(step.rule)} status={status} />;
  return <Arrow step={step} y={y} />;
}

const laneOf = (party: CallStep['from']): Lane => (party === 'overlying' ? 'provider' : party);

function Arrow({ step, y }: { readonly step: CallStep; readonly y: number }) {
  const from = X[laneOf(step.from)];
  const to = X[laneOf(step.to)];
  const direction = to > from ? 1 : -1;
  const tip = to - direction;
  const tone = step.kind === 'undo' ? 'undo' : step.kind === 'call' ? 'request' : `status-${step.status}`;
  return (
    <g className={`arrow ${tone}`}>
      <title>{step.name}</title>
      <line x1={from} y1={y} x2={tip} y2={y} />
      <polygon points={`${tip},${y} ${tip - direction * 6},${y - 3} ${tip - direction * 6},${y + 3}`} />
      <text x={(from + to) / 2} y={y - 4} textAnchor="middle">
        {labelOf(step)}
      </text>
    </g>
  );
}

/** What NDIS looks at by itself: a dot on its lifeline, with the rule that decided. */
function Check({ y, rule, status }: { readonly y: number; readonly rule: string; readonly status: number }) {
  const failed = rule !== '';
  return (
    <g className={`check ${failed ? `status-${status}` : 'passed'}`}>
      <circle cx={X.ndis} cy={y - 2} r={4} />
      <text x={X.ndis + 9} y={y + 2}>
        {failed ? rule : '✓'}
      </text>
    </g>
  );
}

/** The simulated stop: nothing returns from here. */
function StopSign({ y, rule }: { readonly y: number; readonly rule: string }) {
  return (
    <g className="check stop">
      <rect x={X.ndis - 5} y={y - 7} width={10} height={10} />
      <text x={X.ndis + 10} y={y + 2}>
        {rule} IRQL_VIOLATION
      </text>
    </g>
  );
}

function labelOf({ kind, name, status }: CallStep): string {
  if (kind === 'return') return (statusName(status) ?? 'void').replace('NDIS_STATUS_', '');
  const short = name.replace(/^OID_(RECEIVE_FILTER|NIC_SWITCH)_/, '').replace('SharedMemory', '…');
  return short.length <= LABEL_LENGTH ? short : `${short.slice(0, LABEL_LENGTH - 1)}…`;
}
