import { type ResolvedHighlight } from '../../electron/contract/lessons.ts';

/** Where each panel is in the window. */
const PANELS: Readonly<Record<Extract<ResolvedHighlight, { kind: 'panel' }>['panel'], string>> = {
  allocate: '.panel.allocate',
  inspector: '.panel.inspector',
  machine: '.panel.machine',
  map: '.map-panel',
  providers: '.panel.providers',
  'scatter-gather': '[data-testid="scatter-gather"]',
  script: '[data-testid="write-provider"]',
  statuses: '.panel.calls',
  timeline: '.timeline-column',
};

/** The elements that a highlight is about, as a selector; the map draws its own. */
function selectorOf(highlight: ResolvedHighlight, selectedSeq: number | null): string | null {
  switch (highlight.kind) {
    case 'panel':
      return PANELS[highlight.panel];
    case 'row':
      return `.call-row[data-seq="${highlight.seq}"]`;
    case 'status':
      return `.status-${highlight.status}`;
    case 'arrow':
      if (highlight.seq !== selectedSeq) return null;
      return `.inspector .sequence :nth-child(${highlight.index + 1} of .step) :is(.arrow, .check)`;
    case 'field':
      return highlight.seq !== null && highlight.seq !== selectedSeq
        ? null
        : fieldSelector(highlight.field, highlight.seq === null ? '.allocate .form-row' : '.inspector tr');
    case 'pages':
      return null;
  }
}

/** A member, or one inside of it: `Header` is also `Header.Size`. */
const fieldSelector = (field: string, row: string): string =>
  `${row}:is([data-member="${field}"], [data-member^="${field}."])`;

/** Rules that light what the lesson points at, for a style sheet. */
export function spotlightRules(
  highlights: readonly ResolvedHighlight[],
  selectedSeq: number | null,
): readonly string[] {
  return highlights.flatMap((highlight) => {
    const selector = selectorOf(highlight, selectedSeq);
    return selector === null ? [] : [`${selector} { ${LOOKS[lookOf(highlight)]} }`];
  });
}

type Look = 'ring' | 'row' | 'arrow';

const lookOf = ({ kind }: ResolvedHighlight): Look =>
  kind === 'arrow' ? 'arrow' : kind === 'row' || kind === 'field' ? 'row' : 'ring';

/** An outline takes no room, so nothing moves when the light goes on. */
const LOOKS: Readonly<Record<Look, string>> = {
  ring: 'outline: 2px solid var(--taught); outline-offset: -2px;',
  row: 'outline: 2px solid var(--taught); outline-offset: -2px; background: color-mix(in srgb, var(--taught) 16%, transparent);',
  arrow: '--colour: var(--taught); font-weight: 700; stroke-width: 2;',
};
