import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordedSession } from '../events/recorded-session.ts';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { englishOf } from '../words/sentence.ts';
import { VmqDemonstration } from '../workloads/vmq-demonstration.ts';
import {
  CHUNK_HEADER_BYTES,
  type Compressor,
  fileHeader,
  MOST_RAW_BYTES,
  packedBy,
  readChunkHeader,
} from './chunk.ts';
import { EventChecker } from './check-events.ts';
import { crc32 } from './crc32.ts';
import { sayOfFile } from './file-sentences.ts';
import { type ReadSession, readSession, sessionReading } from './session-reader.ts';
import { SessionWriter } from './session-writer.ts';
import { utf8Bytes } from './utf8.ts';
import { WordPacker, WordReader } from './word-codec.ts';

const compressor: Compressor = {
  deflate: (bytes) => deflateRawSync(bytes),
  inflate(bytes, rawBytes) {
    try {
      const raw = inflateRawSync(bytes, { maxOutputLength: Math.max(1, rawBytes) });
      return raw.length === rawBytes ? raw : null;
    } catch {
      return null;
    }
  },
};

const pack = packedBy(compressor);

const lab = new Lab(DEFAULT_LAB_CONFIG);
const demonstration = new VmqDemonstration({ seed: 4, machines: 4 });
/** Log lengths at which the writer was asked: chunks of several sizes. */
const parts: Uint8Array[] = [];
const writer = new SessionWriter(pack);
parts.push(Buffer.concat([fileHeader(), writer.begin({ name: 'demonstração' })]));
for (let more = true; more;) {
  more = demonstration.run(lab, 150);
  const chunk = writer.nextEvents(lab.session);
  if (chunk !== null) parts.push(chunk);
}
parts.push(writer.latest('marks', [{ seq: 3, note: 'here' }]));
const file = Buffer.concat(parts);
const { session, geometry } = lab;
const memory = { basePage: geometry.basePage, pageCount: geometry.pageCount };

function read(bytes: Uint8Array): ReadSession<string> {
  return readSession(bytes, {
    ...compressor,
    parseLineNumbers: () => null,
    parseSettings: (text) => ({ settings: new TextDecoder().decode(text), memory }),
  });
}

/** Every event that was read is the one that was written, and the state that follows is the engine's. */
function expectPrefix(copy: RecordedSession): void {
  const events = copy.log.length;
  expect(events).toBeLessThanOrEqual(session.log.length);
  const same = Buffer.compare(
    Buffer.from(copy.log.copyFrom(0, events).buffer),
    Buffer.from(session.log.copyFrom(0, events).buffer),
  );
  expect(same).toBe(0);
  const side = copy.side.length;
  expect(
    Buffer.compare(
      Buffer.from(copy.side.copyRange(0, side).buffer),
      Buffer.from(session.side.copyRange(0, side).buffer),
    ),
  ).toBe(0);
}

describe('the session file', () => {
  it('gives back what was written', () => {
    const opened = read(file);
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems).toEqual([]);
    expect(opened.settings).toBe('{"name":"demonstração"}');
    expect(new TextDecoder().decode(opened.marks!)).toBe('[{"seq":3,"note":"here"}]');
    expect(opened.session.log.length).toBe(session.log.length);
    expectPrefix(opened.session);
    const cursor = new ReplayCursor(opened.session, geometry.basePage, geometry.pageCount);
    cursor.seek(opened.session.log.length);
    expect(cursor.owners).toEqual(lab.ndis.owners.owners);
  });

  it('is readable up to wherever it breaks off', () => {
    for (let end = 0; end < file.length; end += 97) {
      const opened = read(file.subarray(0, end));
      if (opened.ok) expectPrefix(opened.session);
      else expect(englishOf(opened.problem.message)).not.toBe('');
    }
  });

  it('says which events are missing, and goes on reading what is not events', () => {
    const at = parts[0]!.length + parts[1]!.length;
    const damaged = Buffer.from(file);
    damaged[at + CHUNK_HEADER_BYTES + 5]! ^= 0x10;
    const opened = read(damaged);
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems[0]!.offsetBytes).toBe(at);
    expect(englishOf(opened.problems[0]!.message)).toMatch(/^events \d+ to \d+ are damaged$/);
    expect(englishOf(opened.problems[1]!.message)).toMatch(/^\d+ events stand behind/);
    expect(opened.marks).not.toBeNull();
    expectPrefix(opened.session);
  });

  it('spreads what has no room in one chunk over several, and misses none of them unnoticed', () => {
    const raws = [
      Uint8Array.from({ length: 2500 }, (_, at) => at % 251),
      new Uint8Array(1000),
      utf8Bytes('[]'),
    ];
    const sink = new SessionWriter(pack, 1000);
    const chunks = [fileHeader(), sink.begin({})];
    for (const raw of raws) chunks.push(...sink.done('part', raw));
    expect(chunks.length).toBe(2 + 3 + 1 + 1);
    for (let chunk = sink.nextEvents(session); chunk !== null; chunk = sink.nextEvents(session)) {
      expect(readChunkHeader(chunk, 0)?.rawBytes).toBeLessThanOrEqual(1000);
      chunks.push(chunk);
    }
    const opened = read(Buffer.concat(chunks));
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems).toEqual([]);
    expect(opened.parts.map((part) => Uint8Array.from(part))).toEqual(raws);
    expect(opened.session.log.length).toBe(session.log.length);
    expectPrefix(opened.session);
    for (const missing of [2, 3, 4]) {
      const rest = read(Buffer.concat(chunks.filter((_, at) => at !== missing)));
      if (!rest.ok) throw new Error(englishOf(rest.problem.message));
      expect(rest.parts.map((part) => Uint8Array.from(part))).toEqual(raws.slice(1));
      expect(rest.problems.length).toBeGreaterThan(0);
      expectPrefix(rest.session);
    }
    const cut = read(Buffer.concat(chunks.slice(0, 4)));
    expect(cut).toMatchObject({
      ok: true,
      parts: [],
      problems: [{ message: { id: 'chunkWithoutEnd', values: { kind: 7 } } }],
    });
  });

  it('keeps a part of more bytes than a reader takes in one chunk', () => {
    const raw = new Uint8Array(MOST_RAW_BYTES + 5).fill(7, MOST_RAW_BYTES);
    const sink = new SessionWriter(pack);
    const opened = read(Buffer.concat([fileHeader(), sink.begin({}), ...sink.done('part', raw)]));
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems).toEqual([]);
    expect(opened.parts.map((part) => Buffer.compare(part, raw))).toEqual([0]);
  });

  it('skips what a later version has added, and reads what it knows of a later major version', () => {
    const added = pack({ kind: 99, firstSeq: 0, events: 0, raw: utf8Bytes('new') });
    const opened = read(Buffer.concat([parts[0]!, added, ...parts.slice(1)]));
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems.map(({ message }) => englishOf(message))).toEqual([
      'a chunk of kind 99 is of a later version and was skipped',
    ]);
    expect(opened.session.log.length).toBe(session.log.length);
    const later = Buffer.from(file);
    later.writeUInt16LE(2, 8);
    later.writeUInt32LE(crc32(later, 0, 12), 12);
    const known = {
      offsetBytes: 8,
      message: sayOfFile('otherVersion', { found: 2, known: 1 }),
    };
    expect(read(later)).toMatchObject({ ok: true, problems: [known] });
    const openedLater = read(later);
    if (!openedLater.ok) throw new Error(englishOf(openedLater.problem.message));
    expect(openedLater.session.log.length).toBe(session.log.length);
    // Where nothing of it is known, the version is what is said.
    expect(read(later.subarray(0, 16))).toEqual({ ok: false, problem: known });
  });

  it('survives ten thousand damaged files without a wrong state', () => {
    // A file of its own, small enough for thousands of readings.
    const small = Buffer.concat(parts.slice(0, 4));
    const kinds = ['flip', 'zero', 'cut', 'insert', 'swap'] as const;
    let whole = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(small.length - 1),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(255),
        (kind, at, length, value) => {
          const opened = read(damage(small, kind, at, length, value));
          if (!opened.ok) return;
          expectPrefix(opened.session);
          if (opened.problems.length === 0) whole++;
        },
      ),
      { numRuns: 10_000 },
    );
    // Only zeros over zeros, and cuts between chunks, leave nothing to report.
    expect(whole).toBeLessThan(1000);
  });

  it('refuses events that no machine can have recorded, though every CRC is right', () => {
    const records = session.log.copyFrom(0, 500);
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(records.length - 1), fc.integer({ min: 0, max: 0xffff_ffff }), (word, value) => {
        const wrong = records.slice();
        wrong[word] = value;
        const side = session.side.copyRange(0, session.side.endBefore(500));
        const raw = new WordPacker().uint32(side.length).records(wrong).words(side).take();
        const opened = read(Buffer.concat([parts[0]!, pack({ kind: 2, firstSeq: 0, events: 500, raw })]));
        if (!opened.ok) throw new Error(englishOf(opened.problem.message));
        if (opened.problems.length > 0) refused++;
        const cursor = new ReplayCursor(opened.session, geometry.basePage, geometry.pageCount);
        cursor.seek(opened.session.log.length);
        cursor.seek(0);
        expect(cursor.owners.every((owner) => owner === 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  it('refuses a block that is made again after it ended', () => {
    const made = Uint32Array.of(1 | (1 << 8), 16, 1 << 16, 1, 1, 4096, geometry.basePage, 0);
    const ended = Uint32Array.of(2, 16, 1 << 16, 1, 1, 4096, geometry.basePage, 0);
    const after = (...events: Uint32Array[]): string | null => {
      const records = Uint32Array.from(events.flatMap((event) => [...event]));
      const problem = new EventChecker(geometry.basePage, geometry.pageCount).problemOf({
        ...{ firstSeq: 0, records, side: new Uint32Array(0) },
      });
      return problem === null ? null : englishOf(problem);
    };
    expect(after(made, ended)).toBeNull();
    expect(after(made, ended, made)).toBe('event 2: block 1 was made before');
    expect(after(made, made)).toBe('event 1: block 1 was made before');
    expect(after(made, ended, ended)).toBe('event 2: block 1 ends and does not live');
  });
});

function damage(
  bytes: Buffer,
  kind: 'flip' | 'zero' | 'cut' | 'insert' | 'swap',
  at: number,
  length: number,
  value: number,
): Buffer {
  const copy = Buffer.from(bytes);
  const end = Math.min(copy.length, at + length);
  if (kind === 'flip') copy[at]! ^= 1 << (value & 7);
  else if (kind === 'zero') copy.fill(0, at, end);
  else if (kind === 'cut') return copy.subarray(0, at);
  else if (kind === 'insert')
    return Buffer.concat([copy.subarray(0, at), Buffer.alloc(length, value), copy.subarray(at)]);
  else copy.subarray(at, end).reverse();
  return copy;
}

describe('packed words', () => {
  it('come back, and broken ones are told', () => {
    fc.assert(
      fc.property(
        fc.uint32Array({ minLength: 8, maxLength: 800 }),
        fc.uint32Array({ maxLength: 50 }),
        (words, side) => {
          const records = words.slice(0, words.length - (words.length % 8));
          const bytes = new WordPacker().records(records).words(side).take();
          const reader = new WordReader(bytes, 0);
          expect(reader.records(records.length / 8)).toEqual(new Uint32Array(records));
          expect(reader.words(side.length)).toEqual(new Uint32Array(side));
          expect([reader.atEnd, reader.broken]).toEqual([true, false]);
          const cut = new WordReader(bytes.subarray(0, bytes.length - 1), 0);
          cut.records(records.length / 8);
          cut.words(side.length);
          expect(cut.broken).toBe(true);
        },
      ),
    );
  });
});

describe('lines', () => {
  const branched = (): { bytes: Uint8Array; other: RecordedSession } => {
    const fork = 300;
    const replayed = new RecordedSession();
    const records = session.log.copyFrom(0, fork);
    replayed.append({ firstSeq: 0, records, side: session.side.copyRange(0, session.side.endBefore(fork)) });
    const out: Uint8Array[] = [];
    const sink = new SessionWriter(pack);
    out.push(fileHeader(), sink.begin({}));
    for (let chunk = sink.nextEvents(session); chunk !== null; chunk = sink.nextEvents(session))
      out.push(chunk);
    out.push(sink.enter({ line: 2, parent: 1, forkSeq: fork }, replayed)!);
    expect(sink.nextEvents(replayed)).toBeNull();
    expect(sink.enter({ line: 2, parent: 1, forkSeq: fork }, replayed)).toBeNull();
    expect(sink.lacks(2, replayed)).toBe(false);
    // The line goes on with events of its own: here those of the first line from the fork on.
    const rest = session.log.copyFrom(fork, 100);
    const sideFrom = session.side.endBefore(fork);
    const sideTo = session.side.endBefore(fork + 100);
    replayed.append({ firstSeq: fork, records: rest, side: session.side.copyRange(sideFrom, sideTo) });
    expect(sink.lacks(2, replayed)).toBe(true);
    out.push(sink.nextEvents(replayed)!);
    out.push(sink.latest('branches', { lines: [2, 1] }));
    return { bytes: Buffer.concat(out), other: replayed };
  };
  const readLines = (bytes: Uint8Array): ReadSession<string> =>
    readSession(bytes, {
      ...compressor,
      parseLineNumbers: (text) => (JSON.parse(new TextDecoder().decode(text)) as { lines: number[] }).lines,
      parseSettings: (text) => ({ settings: new TextDecoder().decode(text), memory }),
    });

  it('share their first events and come back apart', () => {
    const { bytes, other } = branched();
    const opened = readLines(bytes);
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems).toEqual([]);
    expect([...opened.lines.keys()].sort()).toEqual([1, 2]);
    expect(opened.session).toBe(opened.lines.get(2));
    expect(opened.lines.get(1)?.log.length).toBe(session.log.length);
    expectPrefix(opened.lines.get(1)!);
    expect(opened.session.log.length).toBe(other.log.length);
    expectPrefix(opened.session);
  });

  it('survive damage: what is read of each is a beginning of what was written', () => {
    const { bytes, other } = branched();
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] = damaged[at]! ^ flip;
          const opened = readLines(damaged);
          if (!opened.ok) return;
          for (const line of opened.lines.values()) expectPrefix(line);
          expect(opened.lines.get(2)?.log.length ?? 0).toBeLessThanOrEqual(other.log.length);
          expect(opened.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('are kept as far as they were read when somebody stops, wherever that is', () => {
    const line = utf8Bytes(JSON.stringify({ line: 2, parent: 1, forkSeq: 300 }));
    const bytes = Buffer.concat([...parts, pack({ kind: 5, firstSeq: 0, events: 0, raw: line })]);
    const host = {
      ...compressor,
      parseLineNumbers: () => null,
      parseSettings: (text: Uint8Array) => ({ settings: new TextDecoder().decode(text), memory }),
    };
    const wholeSteps: number[] = [];
    const whole = sessionReading(bytes, host);
    for (let step = whole.next(); step.done !== true; step = whole.next(false)) wholeSteps.push(step.value);
    expect(wholeSteps.length).toBeGreaterThan(5);
    expect(wholeSteps).toEqual([...wholeSteps].sort((one, two) => one - two));
    expect(wholeSteps.at(-1)).toBe(bytes.length);
    let before = -1;
    for (let stopAt = 1; stopAt < wholeSteps.length; stopAt++) {
      const reading = sessionReading(bytes, host);
      let step = reading.next();
      for (let at = 1; step.done !== true; at++) step = reading.next(at >= stopAt);
      const opened = step.value;
      if (!opened.ok) throw new Error(englishOf(opened.problem.message));
      for (const line of opened.lines.values()) expectPrefix(line);
      const kept = [...opened.lines.values()].reduce((sum, { log }) => sum + log.length, 0);
      expect(kept).toBeGreaterThanOrEqual(before);
      before = kept;
      const messages = opened.problems.map(({ message }) => englishOf(message));
      const isWhole = opened.session.log.length === 300 && stopAt >= wholeSteps.length - 1;
      expect(messages.length > 0).toBe(!isWhole);
      for (const message of messages) expect(message).toContain('reading was stopped here');
    }
    expect(before).toBeGreaterThan(0);
  });

  it('that go off from an unknown line are named and left out', () => {
    const out = [...parts];
    const lineChunk = utf8Bytes(JSON.stringify({ line: 9, parent: 8, forkSeq: 5 }));
    out.push(
      pack({ kind: 5, firstSeq: 0, events: 0, raw: lineChunk }),
      pack({ kind: 5, firstSeq: 0, events: 0, raw: utf8Bytes('{"line":"x"}') }),
    );
    const opened = readLines(Buffer.concat(out));
    if (!opened.ok) throw new Error(englishOf(opened.problem.message));
    expect(opened.problems.map(({ message }) => englishOf(message))).toEqual([
      'line 9 goes off from an unknown one',
      'expected the number of a line, its parent and the events that they share',
    ]);
    expect(opened.session.log.length).toBe(session.log.length);
  });
});
