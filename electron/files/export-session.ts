import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvPieces, type ExportSource, jsonLinesPieces } from '../../core/exports/event-pieces.ts';
import { traceEventPieces } from '../../core/exports/trace-event-pieces.ts';
import { type ExportFormat } from '../contract/schemas.ts';

const TEXT_PIECES = { csv: csvPieces, jsonl: jsonLinesPieces, perfetto: traceEventPieces } as const;

/** The session in another form, as a stream: whoever reads it sets the pace. */
async function exportStream(source: ExportSource, format: ExportFormat): Promise<Readable> {
  if (format !== 'arrow') return Readable.from(TEXT_PIECES[format](source));
  // A large library that few sessions need.
  const [{ RecordBatchStreamWriter }, { arrowBatches }] = await Promise.all([
    import('apache-arrow'),
    import('./arrow-batches.ts'),
  ]);
  const batches = Readable.from(arrowBatches(source));
  const bytes = RecordBatchStreamWriter.throughNode({ autoDestroy: true });
  batches.on('error', (error) => bytes.destroy(error));
  return Readable.wrap(batches.pipe(bytes));
}

/** Writes to a stream that somebody else owns. @throws what the system says */
export async function exportTo(out: Writable, source: ExportSource, format: ExportFormat): Promise<void> {
  await pipeline(await exportStream(source, format), out, { end: false });
}

/**
 * Writes to a file, which is there only when all of it is.
 * @throws what the file system says, or an AbortError
 */
export async function exportToFile(
  path: string,
  source: ExportSource,
  format: ExportFormat,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const stream = await exportStream(source, format);
    await pipeline(stream, createWriteStream(unfinished), signal === undefined ? {} : { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
