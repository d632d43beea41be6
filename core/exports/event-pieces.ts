import { describeEvent, type DescriptionContext, type EventDescription } from '../lab/describe-event.ts';
import { EVENT_CSV_HEADER, eventCsvRow } from '../lab/event-csv.ts';
import { formatAddress } from '../memory/units.ts';
import { irqlName } from '../ndis/constants.ts';
import { diagnosticName } from '../ndis/diagnostics.ts';
import { eventJson } from './event-json.ts';
import { rawRecord, rawSide } from './raw-event.ts';

/** What an export reads. */
export interface ExportSource {
  readonly description: DescriptionContext;
  /** What JSON can tell of the session, so that it can come back; null where nobody asks for that. */
  readonly settings: unknown;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
  /** Whether an event leaves; without it all do. Forms with a line an event ask for it. */
  readonly includes?: (seq: number) => boolean;
  /** Told how many events are done. */
  readonly onProgress?: (events: number) => void;
}

/** Events in one piece of text: some hundred kilobytes. */
const EVENTS_A_PIECE = 2048;

/** First line of the CSV form: what a reader wants to know, then what brings the event back. */
export const EXPORT_CSV_HEADER = `${EVENT_CSV_HEADER},diagnostic,irql,block,probes,reserved,record,side`;
export const JSON_LINES_FORMAT = 'ndis-shared-memory-lab/events';
export const JSON_LINES_VERSION = 2;

export const providerIdOf = ({ providers }: ExportSource, code: number): string =>
  providers.find((provider) => provider.code === code)?.id ?? '';

/** The session as comma-separated values, one event a row, in pieces. */
export function* csvPieces(source: ExportSource): Generator<string> {
  const { session } = source.description;
  yield `${EXPORT_CSV_HEADER}\n`;
  yield* linesOf(source, (seq) => {
    const event = describeEvent(source.description, seq);
    const row = eventCsvRow(event, providerIdOf(source, event.provider));
    return `${row},${furtherCells(event)},${rawRecord(session, seq)},${rawSide(session, seq)}`;
  });
}

/** What only an export has a column for; as in the others, nothing needs quoting. */
const furtherCells = ({ diagnostic, irql, block, probes, reserved }: EventDescription): string =>
  [
    diagnosticName(diagnostic) ?? '',
    irqlName(irql),
    block || '',
    probes,
    reserved
      .map(({ why, address, lengthBytes }) => `${why}:${formatAddress(address)}:${lengthBytes}`)
      .join(';'),
  ].join(',');

/** The session as JSON Lines: a header, then one event a line (see core/exports/README.md), in pieces. */
export function* jsonLinesPieces(source: ExportSource): Generator<string> {
  const { session, ndisVersion } = source.description;
  const header = {
    format: JSON_LINES_FORMAT,
    version: JSON_LINES_VERSION,
    ndisVersion,
    events: session.log.length,
    providers: source.providers.map(({ code, id }) => ({ code, id })),
    settings: source.settings,
  };
  yield `${JSON.stringify(header)}\n`;
  yield* linesOf(source, (seq) => {
    const event = describeEvent(source.description, seq);
    const raw = { record: rawRecord(session, seq), side: rawSide(session, seq) };
    return eventJson(event, providerIdOf(source, event.provider), raw);
  });
}

function* linesOf(
  { description, includes, onProgress }: ExportSource,
  lineOf: (seq: number) => string,
): Generator<string> {
  const { length } = description.session.log;
  for (let from = 0; from < length; from += EVENTS_A_PIECE) {
    const lines: string[] = [];
    const end = Math.min(length, from + EVENTS_A_PIECE);
    for (let seq = from; seq < end; seq++) if (includes?.(seq) !== false) lines.push(lineOf(seq));
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
    onProgress?.(end);
  }
}
