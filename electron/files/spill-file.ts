import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type ChunkStore } from '../../core/events/word-chunks.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfReading as say } from './reading-sentences.ts';
import { sentenceOfError } from './system-errors.ts';

const NAME = /^spill-(\d+)-\d+\.tmp$/;
let lastFile = 0;

/**
 * A file of this process for chunks that memory has no room for. It has no name while it is open, where the system
 * allows that: nothing is left behind, whatever ends the process.
 */
export class SpillFile implements ChunkStore {
  private fd: number | null = null;
  private readonly path: string;
  /** Bytes of a chunk; all chunks of a store are of one length. */
  private chunkBytes = 0;

  /** Nothing is made on the disk before there is something to keep. */
  constructor(
    private readonly folder: string,
    private readonly onFailure: (message: Sentence) => void,
  ) {
    this.path = join(folder, `spill-${process.pid}-${++lastFile}.tmp`);
  }

  keep(chunk: number, words: Uint32Array): boolean {
    try {
      this.fd ??= this.open();
      this.chunkBytes = words.byteLength;
      const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.fd, bytes, at, bytes.length - at, chunk * this.chunkBytes + at);
      }
      return true;
    } catch (error) {
      this.onFailure(say('inFile', { file: this.path, what: sentenceOfError(error) }));
      return false;
    }
  }

  load(chunk: number): Uint32Array<ArrayBuffer> {
    const { fd } = this;
    const bytes = new Uint8Array(this.chunkBytes);
    for (let at = 0; at < bytes.length;) {
      const read = fd === null ? 0 : readSync(fd, bytes, at, bytes.length - at, chunk * this.chunkBytes + at);
      if (read === 0) throw new Error(`${this.path}: chunk ${chunk} is not there any more`);
      at += read;
    }
    return new Uint32Array(bytes.buffer);
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    rmSync(this.path, { force: true });
  }

  private open(): number {
    mkdirSync(this.folder, { recursive: true });
    const fd = openSync(this.path, 'w+');
    if (process.platform !== 'win32') rmSync(this.path);
    return fd;
  }
}

/** Removes what processes left behind that are gone: systems that keep names of open files leave them after a crash. */
export function removeStaleSpills(folder: string, isAlive: (pid: number) => boolean): void {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) rmSync(join(folder, name), { force: true });
  }
}
