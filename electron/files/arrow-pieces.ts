import {
  type Data,
  Dictionary,
  Field,
  Int16,
  List,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import { opName } from '../../core/events/record.ts';
import { type ExportSource, providerIdOf } from '../../core/exports/event-pieces.ts';
import { describeEvent, type EventDescription } from '../../core/lab/describe-event.ts';
import { usageShortName } from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';

/** Rows of a record batch. */
const BATCH_ROWS = 65_536;

/** One column of a batch: takes an event a row, and is turned into Arrow's form when the batch is full. */
interface Column {
  readonly field: Field;
  put(row: number, event: EventDescription): void;
  /** The first `rows` rows. */
  data(rows: number): Data;
}

/** What ends a stream: the mark that every message begins with, and a length of 0. */
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/**
 * The session as an Arrow IPC stream, one event a row, in pieces of one record batch each: neither the rows nor the
 * bytes of all events are ever in memory. Names are dictionary-encoded.
 */
export function* arrowPieces(source: ExportSource): Generator<Uint8Array> {
  let schemaBytes = 0;
  for (const batch of arrowBatches(source)) {
    const stream = RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
    yield stream.subarray(schemaBytes, stream.length - END.length);
    // The schema stands at the beginning of the first piece alone.
    schemaBytes ||= tableToIPC(new Table(batch.schema), 'stream').length - END.length;
  }
  yield END;
}

/** Record batches of 65 536 rows. */
function* arrowBatches(source: ExportSource): Generator<RecordBatch> {
  const { log } = source.description.session;
  const names = new NameColumns(source);
  for (let from = 0; from < log.length; from += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, log.length - from);
    const columns = columnsOf(rows, names);
    for (let row = 0; row < rows; row++) {
      const event = describeEvent(source.description, from + row);
      for (const column of columns) column.put(row, event);
    }
    const schema = new Schema(columns.map(({ field }) => field));
    const children = columns.map((column) => column.data(rows));
    yield new RecordBatch(
      schema,
      makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children }),
    );
    source.onProgress?.(from + rows);
  }
}

const columnsOf = (rows: number, names: NameColumns): readonly Column[] => [
  small('seq', rows, (event) => event.seq),
  wide('timeNs', rows, (event) => BigInt(event.timeNs)),
  names.column('op', rows, (event) => event.op),
  names.column('provider', rows, (event) => names.provider(event.provider)),
  byteColumn('adapter', rows, (event) => event.adapter),
  small('queueId', rows, (event) => event.queueId),
  small('vportId', rows, (event) => event.vportId),
  names.column('usage', rows, (event) =>
    event.request !== null || event.block > 0 ? usageShortName(event.usage) : '',
  ),
  names.column('status', rows, (event) => statusName(event.status) ?? ''),
  names.column('rule', rows, (event) => ruleId(event.rule)),
  names.column('diagnostic', rows, (event) => diagnosticName(event.diagnostic) ?? ''),
  byteColumn('irql', rows, (event) => event.irql),
  small('block', rows, (event) => event.block),
  wide('allocationHandle', rows, (event) => event.allocationHandle),
  wide('sharedMemoryHandle', rows, (event) => event.sharedMemoryHandle),
  wide('virtualAddress', rows, (event) => event.virtualAddress),
  wide('lengthBytes', rows, (event) => BigInt(event.lengthBytes)),
  wide('grantedBytes', rows, (event) => BigInt(event.grantedBytes)),
  node(rows),
  small('probes', rows, (event) => event.probes),
  elements(rows),
];

function small(name: string, rows: number, of: (event: EventDescription) => number): Column {
  const values = new Uint32Array(rows);
  return {
    field: new Field(name, new Uint32(), false),
    put: (row, event) => void (values[row] = of(event)),
    data: (length) =>
      makeData({ type: new Uint32(), length, nullCount: 0, data: values.subarray(0, length) }),
  };
}

function byteColumn(name: string, rows: number, of: (event: EventDescription) => number): Column {
  const values = new Uint8Array(rows);
  return {
    field: new Field(name, new Uint8(), false),
    put: (row, event) => void (values[row] = of(event)),
    data: (length) => makeData({ type: new Uint8(), length, nullCount: 0, data: values.subarray(0, length) }),
  };
}

/** 64-bit values; null where an event has none. */
function wide(name: string, rows: number, of: (event: EventDescription) => bigint | null): Column {
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

function node(rows: number): Column {
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
function elements(rows: number): Column {
  const offsets = new Int32Array(rows + 1);
  const addresses: bigint[] = [];
  const lengths: number[] = [];
  const pair = new Struct<Record<string, DataType>>([
    new Field('physicalAddress', new Uint64(), false),
    new Field('lengthBytes', new Uint32(), false),
  ]);
  const type = new List(new Field('element', pair, false));
  return {
    field: new Field('elements', type, false),
    put(row, event) {
      for (const { address, lengthBytes } of event.elements) {
        addresses.push(address);
        lengths.push(lengthBytes);
      }
      offsets[row + 1] = addresses.length;
    },
    data(length) {
      const count = addresses.length;
      const child = makeData({
        type: pair,
        length: count,
        nullCount: 0,
        children: [
          makeData({ type: new Uint64(), length: count, nullCount: 0, data: BigUint64Array.from(addresses) }),
          makeData({ type: new Uint32(), length: count, nullCount: 0, data: Uint32Array.from(lengths) }),
        ],
      });
      return makeData({ type, length, nullCount: 0, valueOffsets: offsets.subarray(0, length + 1), child });
    },
  };
}

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
class NameColumns {
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
