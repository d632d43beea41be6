import { describeEvent, type DescriptionContext } from '../lab/describe-event.ts';
import { EVENT_CSV_HEADER, eventCsvRow } from '../lab/event-csv.ts';
import { eventJson } from './event-json.ts';

/** What an export reads. */
export interface ExportSource {
  readonly description: DescriptionContext;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
}

/** Events in one piece of text: some hundred kilobytes. */
const EVENTS_A_PIECE = 2048;

export const providerIdOf = ({ providers }: ExportSource, code: number): string =>
  providers.find((provider) => provider.code === code)?.id ?? '';

/** The session as comma-separated values, one event a row, in pieces. */
export function* csvPieces(source: ExportSource): Generator<string> {
  yield `${EVENT_CSV_HEADER}\n`;
  yield* linesOf(source, (seq) => {
    const event = describeEvent(source.description, seq);
    return eventCsvRow(event, providerIdOf(source, event.provider));
  });
}

/** The session as JSON Lines: a header, then one event a line (see core/exports/README.md), in pieces. */
export function* jsonLinesPieces(source: ExportSource): Generator<string> {
  const { session, ndisVersion } = source.description;
  const header = {
    format: 'ndis-shared-memory-lab/events',
    version: 1,
    ndisVersion,
    events: session.log.length,
    providers: source.providers.map(({ code, id }) => ({ code, id })),
  };
  yield `${JSON.stringify(header)}\n`;
  yield* linesOf(source, (seq) => {
    const event = describeEvent(source.description, seq);
    return eventJson(event, providerIdOf(source, event.provider));
  });
}

function* linesOf({ description }: ExportSource, lineOf: (seq: number) => string): Generator<string> {
  const { length } = description.session.log;
  for (let from = 0; from < length; from += EVENTS_A_PIECE) {
    const lines: string[] = [];
    for (let seq = from; seq < Math.min(length, from + EVENTS_A_PIECE); seq++) lines.push(lineOf(seq));
    yield `${lines.join('\n')}\n`;
  }
}
