import { ChunkKind, type ChunkHeader, type FileLine, FIRST_LINE } from './chunk.ts';

/** A chunk of events that stands in a file. */
export interface EventChunk {
  readonly offsetBytes: number;
  readonly header: ChunkHeader;
  readonly payload: Uint8Array;
}

/** A line as the file describes it: what it goes off from, and where its own events stand. */
export interface LineChunks {
  readonly parent: number | null;
  readonly forkSeq: number;
  readonly chunks: EventChunk[];
}

const decoder = new TextDecoder();
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Reads a line chunk's text; null when it is none. */
export function parseLine(bytes: Uint8Array): FileLine | null {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    if (typeof value !== 'object' || value === null) return null;
    if (!('line' in value) || !('parent' in value) || !('forkSeq' in value)) return null;
    const { line, parent, forkSeq } = value;
    if (!isCount(line) || !isCount(forkSeq) || (parent !== null && !isCount(parent))) return null;
    return { line, parent, forkSeq };
  } catch {
    return null;
  }
}

/** Sorts the chunks of events of a file by the line that they belong to. */
export class FileLines {
  readonly lines = new Map<number, LineChunks>([[FIRST_LINE, { parent: null, forkSeq: 0, chunks: [] }]]);
  /** The line on which the file ends: what was shown last. */
  last = FIRST_LINE;
  private current: LineChunks | null = this.lines.get(FIRST_LINE) ?? null;

  /** Goes on with a line. A line goes off from one that stands before it, so that there are no circles. */
  enter({ line, parent, forkSeq }: FileLine): boolean {
    let entered = this.lines.get(line);
    if (entered === undefined) {
      if (parent !== null && !this.lines.has(parent)) return this.lose();
      entered = { parent, forkSeq, chunks: [] };
      this.lines.set(line, entered);
    }
    this.current = entered;
    this.last = line;
    return true;
  }

  /** Says that nobody knows whose the events are that follow. */
  lose(): false {
    this.current = null;
    return false;
  }

  /** False when the chunk cannot be given to a line. */
  add(chunk: EventChunk): boolean {
    if (chunk.header.kind !== ChunkKind.events || this.current === null) return false;
    this.current.chunks.push(chunk);
    return true;
  }
}
