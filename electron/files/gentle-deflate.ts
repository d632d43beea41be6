import { setTimeout as rest } from 'node:timers/promises';
import { createDeflateRaw, type DeflateRaw } from 'node:zlib';

/** Bytes that are packed in one go: a few milliseconds of another thread. */
const PIECE_BYTES = 2 ** 18;
/** After each piece the thread rests so many times as long as the piece took. */
const RESTS = 2;

/**
 * Packs many bytes as raw deflate without taking a processor for itself: a window on a machine with two of them would
 * be seen to stumble for as long as that lasts.
 */
export class GentleDeflate {
  private readonly hurried = new AbortController();

  constructor(private readonly level: number) {}

  /** Somebody waits for it now: no more rests. */
  hurry(): void {
    this.hurried.abort();
  }

  async pack(bytes: Uint8Array): Promise<Uint8Array> {
    const stream = createDeflateRaw({ level: this.level, chunkSize: PIECE_BYTES });
    const packed: Buffer[] = [];
    stream.on('data', (piece: Buffer) => packed.push(piece));
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const started = performance.now();
      await written(stream, bytes.subarray(at, at + PIECE_BYTES));
      await this.restFor(RESTS * (performance.now() - started));
    }
    await new Promise((resolve) => stream.on('end', resolve).end());
    return Buffer.concat(packed);
  }

  private async restFor(ms: number): Promise<void> {
    const { signal } = this.hurried;
    if (signal.aborted) return;
    // Woken too early is what it was to be.
    await rest(ms, null, { signal }).catch(() => undefined);
  }
}

const written = (stream: DeflateRaw, piece: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(piece, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
