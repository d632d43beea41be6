import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTraceImport } from '../../core/workloads/importers/import-trace.ts';
import { STOPPED } from '../../core/session-file/file-sentences.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sentenceOfTraceError } from '../../core/workloads/importers/trace-error.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { type ReadWatch } from './read-watch.ts';
import { sayOfReading as say } from './reading-sentences.ts';
import { codeOf, sentenceOfError } from './system-errors.ts';

export type ReadTrace =
  | { readonly ok: true; readonly program: TraceProgram }
  /** One line that names the file, the place and what was expected. */
  | {
      readonly ok: false;
      readonly message: Sentence;
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
  const broken = (what: Sentence): ReadTrace => ({
    ok: false,
    message: say('inFile', { file: path, what }),
    soFar: reader.soFar(),
  });
  try {
    for await (const chunk of await unpacked(source)) {
      if (!(chunk instanceof Uint8Array)) continue;
      const error = reader.push(chunk);
      if (error !== null) return broken(sentenceOfTraceError(error));
      watch?.onProgress(source.bytesRead, 'reading');
      if (watch?.signal.aborted === true) return broken(say('inLine', { line: reader.line, what: STOPPED }));
    }
  } catch (error) {
    return broken(say('inLine', { line: reader.line, what: reasonOf(error) }));
  } finally {
    source.destroy();
  }
  const result = reader.finish();
  if (!result.ok) return broken(sentenceOfTraceError(result.error));
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

const REASONS: Readonly<Record<string, Sentence>> = {
  ENOENT: say('noTrace'),
  EISDIR: say('traceIsFolder'),
  EACCES: say('traceIsForbidden'),
  Z_BUF_ERROR: say('gzipEnds'),
  Z_DATA_ERROR: say('gzipDamaged'),
};

const reasonOf = (error: unknown): Sentence => REASONS[codeOf(error)] ?? sentenceOfError(error);
