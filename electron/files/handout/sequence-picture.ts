import { callSteps, type CallStep, type Party } from '../../../core/lab/call-steps.ts';
import { type EventDescription } from '../../../core/lab/describe-event.ts';
import { ruleId } from '../../../core/ndis/rules.ts';
import { statusName, SUCCESS } from '../../../core/ndis/status.ts';
import { type Picture, type Shape } from '../../../core/pictures/picture.ts';
import { type HandoutWords } from './handout-words.ts';
import { PAGE_WIDTH } from './memory-picture.ts';

type Lane = 'driver' | 'ndis' | 'provider';

const X: Readonly<Record<Lane, number>> = { driver: 80, ndis: 345, provider: 610 };
const TOP = 30;
const STEP = 24;
const TIP = 7;

const TEXT = '#1f2328';
const LINE = '#8b949e';
const GOOD = '#0b6b2b';
const BAD = '#b3261e';

/** The driver above shares the provider's lifeline: in practice it is the provider. */
const laneOf = (party: Party): Lane => (party === 'overlying' ? 'provider' : party);

/** A call as arrows between lifelines; null for an event that is no call. */
export function sequencePicture(event: EventDescription, words: HandoutWords, title: string): Picture | null {
  const steps = callSteps(event);
  if (steps.length === 0) return null;
  const height = TOP + steps.length * STEP + 6;
  const above = steps.some(({ from, to }) => from === 'overlying' || to === 'overlying');
  const shapes: Shape[] = [];
  for (const lane of ['driver', 'ndis', 'provider'] as const) {
    const party = lane === 'provider' && above ? 'overlying' : lane;
    shapes.push({
      ...{ kind: 'text', text: words.parties[party], x: X[lane], y: 11, fill: TEXT, align: 'center' },
      font: { family: 'sans-serif', sizePx: 11, weight: 600 },
    });
    shapes.push({ kind: 'boxes', fill: LINE, boxes: [X[lane] - 0.75, 20, 1.5, height - 22] });
  }
  steps.forEach((step, index) =>
    shapes.push(...shapesOf(step, TOP + index * STEP + 12, event.status, words)),
  );
  return { width: PAGE_WIDTH, height, title, background: '#ffffff', shapes };
}

function shapesOf(step: CallStep, y: number, status: number, words: HandoutWords): readonly Shape[] {
  if (step.kind === 'check' || step.kind === 'stop') return checkShapes(step, y, status, words);
  const from = X[laneOf(step.from)];
  const to = X[laneOf(step.to)];
  const direction = to > from ? 1 : -1;
  const colour = step.status === 0 || step.kind === 'call' ? TEXT : step.status === SUCCESS ? GOOD : BAD;
  const tip = to - direction;
  const base = tip - direction * TIP;
  return [
    { kind: 'boxes', fill: colour, boxes: [Math.min(from, base), y - 0.75, Math.abs(base - from), 1.5] },
    { kind: 'polygon', fill: colour, points: [tip, y, base, y - 3.5, base, y + 3.5] },
    {
      ...{ kind: 'text', text: labelOf(step), x: (from + to) / 2, y: y - 7, fill: colour, align: 'center' },
      font: { family: 'monospace', sizePx: 9.5, weight: 400 },
    },
  ];
}

function labelOf(step: CallStep): string {
  if (step.kind !== 'return') return step.name;
  const name = step.status === 0 ? 'void' : (statusName(step.status) ?? '');
  return step.rule === 0 ? name : `${name} (${ruleId(step.rule)})`;
}

/** What NDIS looks at by itself: a square on its lifeline, with the rule that decided. */
function checkShapes(step: CallStep, y: number, status: number, words: HandoutWords): readonly Shape[] {
  const rule = ruleId(step.rule);
  const fine = step.kind === 'check' && (rule === '' || status === SUCCESS);
  const colour = fine ? GOOD : BAD;
  const text = step.kind === 'stop' ? `${words.stopped} ${rule}` : rule === '' ? words.passed : rule;
  return [
    { kind: 'boxes', fill: colour, boxes: [X.ndis - 4, y - 4, 8, 8] },
    {
      ...{ kind: 'text', text, x: X.ndis + 10, y, fill: colour, align: 'left' },
      font: { family: 'sans-serif', sizePx: 10, weight: 600 },
    },
  ];
}
