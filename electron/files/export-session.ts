import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvPieces, type ExportSource, jsonLinesPieces } from '../../core/exports/event-pieces.ts';
import { traceEventPieces } from '../../core/exports/trace-event-pieces.ts';
import { type ExportFormat } from '../contract/schemas.ts';
import { assembleReplayHtml } from './replay-html.ts';
import { type SessionSettings } from './session-settings.ts';

/** A session that leaves, with what its page needs. */
export interface LeavingSession extends ExportSource {
  readonly settings: SessionSettings;
  /** The built page that a session is put into. */
  readonly templatePath: string;
}

const TEXT_PIECES = {
  csv: csvPieces,
  jsonl: jsonLinesPieces,
  perfetto: (source: LeavingSession) => traceEventPieces(source, source.settings),
} as const;

/** The session in another form, as a stream: whoever reads it sets the pace. */
async function exportStream(source: LeavingSession, format: ExportFormat): Promise<Readable> {
  if (format === 'arrow') return arrowStream(source);
  if (format !== 'html') return Readable.from(TEXT_PIECES[format](source));
  const { settings, providers, description, onProgress } = source;
  const template = await readFile(source.templatePath, 'utf8');
  const page = { settings, providers, session: description.session, ...(onProgress && { onProgress }) };
  return Readable.from(assembleReplayHtml(template, page));
}

async function arrowStream(source: ExportSource): Promise<Readable> {
  // A large library that few sessions need.
  const { arrowPieces } = await import('./arrow-pieces.ts');
  return Readable.from(arrowPieces(source));
}

/** Writes to a stream that somebody else owns. @throws what the system says */
export async function exportTo(out: Writable, source: LeavingSession, format: ExportFormat): Promise<void> {
  await pipeline(await exportStream(source, format), out, { end: false });
}

/**
 * Writes to a file, which is there only when all of it is; what stood at the path before stays until then.
 * @throws what the file system says, or an AbortError
 */
export async function exportToFile(
  path: string,
  source: LeavingSession,
  format: ExportFormat,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    const stream = await exportStream(source, format);
    await pipeline(stream, createWriteStream(unfinished), signal === undefined ? {} : { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
