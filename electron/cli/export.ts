import { createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { csvPieces, type ExportSource, jsonLinesPieces } from '../../core/exports/event-pieces.ts';
import { traceEventPieces } from '../../core/exports/trace-event-pieces.ts';
import { exportHtml } from '../files/replay-html.ts';
import { type ExportArguments, type ExportFormat, UsageError } from './arguments.ts';
import { type LookedAtSession, openSession } from './open-session.ts';

const PIECES: Readonly<Record<Exclude<ExportFormat, 'html'>, (source: ExportSource) => Generator<string>>> = {
  csv: csvPieces,
  jsonl: jsonLinesPieces,
  perfetto: traceEventPieces,
};

/**
 * Writes the events of a file in another form, piece by piece, to a file or to standard output.
 * @throws UsageError that names the file and what was expected
 */
export async function exportSession({ file, format, out, machine }: ExportArguments): Promise<void> {
  const opened = await openSession(file, machine);
  const { description, providers, warnings } = opened;
  for (const warning of warnings) console.error(`lab: ${warning}`);
  if (format === 'html') return exportPage(opened, out);
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

async function exportPage(source: LookedAtSession, out: string | null): Promise<void> {
  if (out === null) throw new UsageError('--as html: expected -o OUT.html');
  // Beside the bundle of the command line.
  const template = join(dirname(fileURLToPath(import.meta.url)), '..', 'replay', 'replay-template.html');
  try {
    await exportHtml(source, out, template);
  } catch (error) {
    throw new UsageError(`export ${error instanceof Error ? error.message : String(error)}`);
  }
}
