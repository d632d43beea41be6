import { describeEvent } from '../../core/lab/describe-event.ts';
import { EVENT_CSV_HEADER, eventCsvRow } from '../../core/lab/event-csv.ts';
import { tryFilter } from '../../core/query/compile-filter.ts';
import { Matches } from '../../core/query/find-matches.ts';
import { type QueryArguments, UsageError } from './arguments.ts';
import { openSession } from './open-session.ts';

const EVENTS_PER_LOOK = 1 << 20;

/** The events of a file that pass a filter: as rows of CSV, as JSON, or only how many there are. */
export async function query(args: QueryArguments): Promise<string> {
  const { session, description, providers, warnings } = await openSession(args.file, args.machine);
  for (const warning of warnings) console.error(`lab: ${warning}`);
  const filter = tryFilter(args.filter, { session, providers });
  if (!filter.ok) {
    throw new UsageError(`query, column ${filter.error.column}: ${filter.error.message}`);
  }
  const matches = new Matches(session, filter.predicate);
  while (matches.look(EVENTS_PER_LOOK));
  if (args.count) return args.json ? JSON.stringify({ matches: matches.count }) : String(matches.count);
  const shown = Math.min(matches.count, args.limit);
  const rows = Array.from({ length: shown }, (_, index) => {
    const event = describeEvent(description, matches.at(index));
    return eventCsvRow(event, providers.find(({ code }) => code === event.provider)?.id ?? '');
  });
  if (!args.json) return [EVENT_CSV_HEADER, ...rows].join('\n');
  const columns = EVENT_CSV_HEADER.split(',');
  const events = rows.map((row) => {
    const values = row.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
  });
  return JSON.stringify({ matches: matches.count, events });
}
