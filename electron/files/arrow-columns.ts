import {
  Binary,
  type Data,
  type DataType,
  Dictionary,
  Field,
  FixedSizeBinary,
  Int16,
  List,
  makeData,
  Struct,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { opName, RECORD_WORDS } from '../../core/events/record.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type ExportSource, providerIdOf } from '../../core/exports/event-pieces.ts';
import { recordWords, sideWords } from '../../core/exports/raw-event.ts';
import { type EventDescription } from '../../core/lab/describe-event.ts';
import { grown } from '../../core/memory/grown.ts';
import { usageShortName } from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';

const WORD_BYTES = 4;

/** One column of a batch: takes an event a row, and is turned into Arrow's form when the batch is full. */
export interface Column {
  readonly field: Field;
  put(row: number, event: EventDescription): void;
  /** The first `rows` rows. */
  data(rows: number): Data;
}

export function small(name: string, rows: number, of: (event: EventDescription) => number): Column {
  const values = new Uint32Array(rows);
  return {
    field: new Field(name, new Uint32(), false),
    put: (row, event) => void (values[row] = of(event)),
    data: (length) =>
      makeData({ type: new Uint32(), length, nullCount: 0, data: values.subarray(0, length) }),
  };
}

export function byteColumn(name: string, rows: number, of: (event: EventDescription) => number): Column {
  const values = new Uint8Array(rows);
  return {
    field: new Field(name, new Uint8(), false),
    put: (row, event) => void (values[row] = of(event)),
    data: (length) => makeData({ type: new Uint8(), length, nullCount: 0, data: values.subarray(0, length) }),
  };
}

/** 64-bit values; null where an event has none. */
export function wide(name: string, rows: number, of: (event: EventDescription) => bigint | null): Column {
  const values = new BigUint64Array(rows);
  const present = new Presence(rows);
  return {
    field: new Field(name, new Uint64(), true),
    put(row, event) {
      const value = of(event);
      if (value !== null) {
        values[row] = value;
        present.mark(row);
      }
    },
    data: (length) =>
      makeData({ type: new Uint64(), length, ...present.of(length), data: values.subarray(0, length) }),
  };
}

export function node(rows: number): Column {
  const values = new Int16Array(rows);
  const present = new Presence(rows);
  return {
    field: new Field('node', new Int16(), true),
    put(row, event) {
      if (event.node === null) return;
      values[row] = event.node;
      present.mark(row);
    },
    data: (length) =>
      makeData({ type: new Int16(), length, ...present.of(length), data: values.subarray(0, length) }),
  };
}

/** Scatter-gather elements: a list of address and length a row. */
export function elements(rows: number): Column {
  const addresses: bigint[] = [];
  const lengths: number[] = [];
  const entry: readonly Field<DataType>[] = [
    new Field('physicalAddress', new Uint64(), false),
    new Field('lengthBytes', new Uint32(), false),
  ];
  return listColumn('elements', rows, {
    entry,
    put(event) {
      for (const { address, lengthBytes } of event.elements) {
        addresses.push(address);
        lengths.push(lengthBytes);
      }
      return addresses.length;
    },
    children: () => [wideData(addresses), numberData(lengths)],
  });
}

/** What the event holds back for no block from then on, or releases. */
export function reserved(rows: number): Column {
  const why: string[] = [];
  const addresses: bigint[] = [];
  const lengths: bigint[] = [];
  const takers: number[] = [];
  const entry: readonly Field<DataType>[] = [
    new Field('why', new Utf8(), false),
    new Field('physicalAddress', new Uint64(), false),
    new Field('lengthBytes', new Uint64(), false),
    new Field('takenBy', new Uint32(), false),
  ];
  return listColumn('reserved', rows, {
    entry,
    put(event) {
      for (const run of event.reserved) {
        why.push(run.why);
        addresses.push(run.address);
        lengths.push(BigInt(run.lengthBytes));
        takers.push(run.takenBy);
      }
      return why.length;
    },
    children: () => [textData(why), wideData(addresses), wideData(lengths), numberData(takers)],
  });
}

interface ListEntries {
  readonly entry: readonly Field<DataType>[];
  /** Adds the entries of an event; answers how many there are now in all. */
  readonly put: (event: EventDescription) => number;
  /** A column a member of the entry. */
  readonly children: () => Data[];
}

/** A list of structures a row. */
function listColumn(name: string, rows: number, { entry, put, children }: ListEntries): Column {
  const offsets = new Int32Array(rows + 1);
  const structure = new Struct<Record<string, DataType>>([...entry]);
  const type = new List(new Field('element', structure, false));
  return {
    field: new Field(name, type, false),
    put: (row, event) => void (offsets[row + 1] = put(event)),
    data(length) {
      const count = offsets[length] ?? 0;
      const child = makeData({ type: structure, length: count, nullCount: 0, children: children() });
      return makeData({ type, length, nullCount: 0, valueOffsets: offsets.subarray(0, length + 1), child });
    },
  };
}

const wideData = (values: readonly bigint[]): Data =>
  makeData({ type: new Uint64(), length: values.length, nullCount: 0, data: BigUint64Array.from(values) });

const numberData = (values: readonly number[]): Data =>
  makeData({ type: new Uint32(), length: values.length, nullCount: 0, data: Uint32Array.from(values) });

function textData(values: readonly string[]): Data {
  const [data] = vectorFromArray(values, new Utf8()).data;
  return data ?? makeData({ type: new Utf8(), length: 0 });
}

/** The record as it stands in the log, byte by byte: with `side`, all that brings the event back. */
export function recordColumn(rows: number, session: RecordedSession): Column {
  const bytes = new Uint32Array(rows * RECORD_WORDS);
  const type = new FixedSizeBinary(RECORD_WORDS * WORD_BYTES);
  return {
    field: new Field('record', type, false),
    put(row, { seq }) {
      bytes.set(recordWords(session, seq), row * RECORD_WORDS);
    },
    data: (length) =>
      makeData({ type, length, nullCount: 0, data: bytesOf(bytes.subarray(0, length * RECORD_WORDS)) }),
  };
}

/** The words of the event's entries in the side table; empty where it has none. */
export function sideColumn(rows: number, session: RecordedSession): Column {
  const offsets = new Int32Array(rows + 1);
  let words = new Uint32Array(1024);
  let used = 0;
  return {
    field: new Field('side', new Binary(), false),
    put(row, { seq }) {
      const entries = sideWords(session, seq);
      words = grown(words, used + entries.length);
      words.set(entries, used);
      used += entries.length;
      offsets[row + 1] = used * WORD_BYTES;
    },
    data: (length) =>
      makeData({
        type: new Binary(),
        length,
        nullCount: 0,
        valueOffsets: offsets.subarray(0, length + 1),
        data: bytesOf(words.subarray(0, used)),
      }),
  };
}

/** Words as the bytes that a file of the session has: little-endian, like every machine that runs this. */
const bytesOf = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

/** Which rows have a value, a bit each. */
class Presence {
  private readonly bits: Uint8Array;
  private count = 0;

  constructor(rows: number) {
    this.bits = new Uint8Array((rows + 7) >> 3);
  }

  mark(row: number): void {
    this.bits[row >> 3] = (this.bits[row >> 3] ?? 0) | (1 << (row & 7));
    this.count++;
  }

  of(length: number): { readonly nullCount: number; readonly nullBitmap: Uint8Array } {
    return { nullCount: length - this.count, nullBitmap: this.bits };
  }
}

/** Columns of names. All batches of a column share one dictionary, so that readers need not merge any. */
export class NameColumns {
  private readonly dictionaries = new Map<
    string,
    { readonly list: readonly string[]; readonly type: NameType }
  >();

  constructor(private readonly source: ExportSource) {}

  provider(code: number): string {
    return providerIdOf(this.source, code);
  }

  column(name: string, rows: number, of: (event: EventDescription) => string): Column {
    const { list, type } = this.dictionary(name);
    const values = new Int16Array(rows);
    const present = new Presence(rows);
    return {
      field: new Field(name, type, true),
      put(row, event) {
        const index = list.indexOf(of(event));
        if (index < 0) return;
        values[row] = index;
        present.mark(row);
      },
      data: (length) =>
        makeData({
          type,
          length,
          ...present.of(length),
          data: values.subarray(0, length),
          dictionary: vectorFromArray(list, new Utf8()),
        }),
    };
  }

  private dictionary(name: string): { readonly list: readonly string[]; readonly type: NameType } {
    let found = this.dictionaries.get(name);
    if (found === undefined) {
      const list = this.namesOf(name);
      found = { list, type: new Dictionary(new Utf8(), new Int16(), this.dictionaries.size) };
      this.dictionaries.set(name, found);
    }
    return found;
  }

  private namesOf(column: string): readonly string[] {
    if (column === 'provider') return this.source.providers.map(({ id }) => id);
    const codes = Array.from({ length: 256 }, (_, code) => code);
    const named: Readonly<Record<string, (code: number) => string | null | undefined>> = {
      op: (code) => opName(code),
      usage: usageShortName,
      status: statusName,
      rule: ruleId,
      diagnostic: diagnosticName,
    };
    const nameOf = named[column];
    const names = codes.map((code) => nameOf?.(code) ?? '').filter((name) => name !== '');
    return [...new Set(names)];
  }
}

type NameType = Dictionary<Utf8, Int16>;
