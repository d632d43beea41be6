import { RECORD_WORDS } from '../events/record.ts';
import { type RecordedSession } from '../events/recorded-session.ts';
import { ChunkKind, type Compressor, fileHeader, packChunk } from './chunk.ts';
import { utf8Bytes } from './utf8.ts';
import { packRecords, packWords } from './word-codec.ts';

/** Chunks that are written again whenever what they hold has changed. */
export type LatestKind = 'marks' | 'providers';

/** Events in one chunk at most: what a damaged chunk can cost. */
const CHUNK_EVENTS = 65_536;

/**
 * Turns a growing session into the bytes of its file, piece by piece. Each piece is whole chunks; appended to the file
 * in order they are readable at every moment.
 */
export class SessionWriter {
  /** Events that have gone into chunks. */
  written = 0;
  private sideWritten = 0;

  constructor(private readonly compressor: Compressor) {}

  /** What a file begins with. @param settings anything that JSON can tell */
  begin(settings: unknown): Uint8Array {
    return joined([fileHeader(), this.text(ChunkKind.settings, settings)]);
  }

  /** A chunk of JSON, of which the last one of its kind counts. */
  latest(kind: LatestKind, value: unknown): Uint8Array {
    return this.text(ChunkKind[kind], value);
  }

  /** The next chunk of events, or null when all are written. */
  nextEvents({ log, side }: RecordedSession): Uint8Array | null {
    const records = log.copyFrom(this.written, CHUNK_EVENTS);
    const events = records.length / RECORD_WORDS;
    if (events === 0) return null;
    const sideEnd = side.endBefore(this.written + events);
    const sideWords = side.copyRange(this.sideWritten, sideEnd);
    const counts = new Uint8Array(4);
    new DataView(counts.buffer).setUint32(0, sideWords.length, true);
    const raw = joined([counts, packRecords(records), packWords(sideWords)]);
    const chunk = packChunk(ChunkKind.events, this.written, events, raw, this.compressor);
    this.written += events;
    this.sideWritten = sideEnd;
    return chunk;
  }

  private text(kind: number, value: unknown): Uint8Array {
    return packChunk(kind, 0, 0, utf8Bytes(JSON.stringify(value)), this.compressor);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
