import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTraceImport } from '../../core/workloads/importers/import-trace.ts';
import { wordTraceError } from '../../core/workloads/importers/trace-error.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { type ReadWatch, STOPPED } from './read-watch.ts';

export type ReadTrace =
  | { readonly ok: true; readonly program: TraceProgram }
  /** One line that names the file, the place and what was expected. */
  | {
      readonly ok: false;
      readonly message: string;
      /** What was read before; null for nothing. */
      readonly soFar: TraceProgram | null;
    };

/**
 * Reads a trace file, plain or gzip (told by its first bytes), without ever holding the file in memory; stops at the
 * first thing that is wrong, or when it is told to.
 */
export async function readTraceFile(path: string, watch?: ReadWatch): Promise<ReadTrace> {
  const reader = createTraceImport();
  const source = createReadStream(path);
  const broken = (reason: string): ReadTrace => ({
    ok: false,
    message: `${path}: ${reason}`,
    soFar: reader.soFar(),
  });
  try {
    for await (const chunk of await unpacked(source)) {
      if (!(chunk instanceof Uint8Array)) continue;
      const error = reader.push(chunk);
      if (error !== null) return broken(wordTraceError(error));
      watch?.onProgress(source.bytesRead, 'reading');
      if (watch?.signal.aborted === true) return broken(`line ${reader.line}: ${STOPPED}`);
    }
  } catch (error) {
    return broken(wordSystemError(error, reader.line));
  } finally {
    source.destroy();
  }
  const result = reader.finish();
  if (!result.ok) return broken(wordTraceError(result.error));
  return { ok: true, program: result.program };
}

/** The stream itself, or what gzip has packed into it. */
async function unpacked(source: Readable): Promise<Readable> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await iterator.next();
  if (first.done === true) return Readable.from([]);
  const whole = Readable.from(continued(first.value, iterator), { objectMode: false });
  const packed = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!packed) return whole;
  const gunzip = createGunzip();
  whole.on('error', (error) => gunzip.destroy(error));
  return whole.pipe(gunzip);
}

async function* continued(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file, expected a trace to read',
  EISDIR: 'this is a folder, expected a trace file',
  EACCES: 'the file may not be read, expected read permission',
  Z_BUF_ERROR: 'the compressed data ends too early, expected a whole gzip file',
  Z_DATA_ERROR: 'the compressed data is damaged, expected a whole gzip file',
};

/** @param line where reading had come to */
function wordSystemError(error: unknown, line: number): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return `line ${line}: ${reason}`;
}
