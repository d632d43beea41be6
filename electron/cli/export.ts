import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvPieces, type ExportSource, jsonLinesPieces } from '../../core/exports/event-pieces.ts';
import { traceEventPieces } from '../../core/exports/trace-event-pieces.ts';
import { type ExportArguments, type ExportFormat, UsageError } from './arguments.ts';
import { openSession } from './open-session.ts';

const PIECES: Readonly<Record<ExportFormat, (source: ExportSource) => Generator<string>>> = {
  csv: csvPieces,
  jsonl: jsonLinesPieces,
  perfetto: traceEventPieces,
};

/**
 * Writes the events of a file in another form, piece by piece, to a file or to standard output.
 * @throws UsageError that names the file and what was expected
 */
export async function exportSession({ file, format, out, machine }: ExportArguments): Promise<void> {
  const { description, providers, warnings } = await openSession(file, machine);
  for (const warning of warnings) console.error(`lab: ${warning}`);
  const pieces = Readable.from(PIECES[format]({ description, providers }));
  try {
    if (out === null) await pipeline(pieces, process.stdout, { end: false });
    else await pipeline(pieces, createWriteStream(out));
  } catch (error) {
    // A reader that has seen enough, such as head, closes the pipe; that is no failure.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
    throw new UsageError(`export ${out ?? ''}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
