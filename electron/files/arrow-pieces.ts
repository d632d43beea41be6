import {
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  tableToIPC,
} from 'apache-arrow';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type ExportSource } from '../../core/exports/event-pieces.ts';
import { describeEvent } from '../../core/lab/describe-event.ts';
import { usageShortName } from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';
import {
  byteColumn,
  type Column,
  elements,
  NameColumns,
  node,
  recordColumn,
  reserved,
  sideColumn,
  small,
  wide,
} from './arrow-columns.ts';

/** Rows of a record batch. */
const BATCH_ROWS = 65_536;

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
  const { session } = source.description;
  const { log } = session;
  const names = new NameColumns(source);
  for (let from = 0; from < log.length; from += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, log.length - from);
    const columns = columnsOf(rows, names, session);
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

const columnsOf = (rows: number, names: NameColumns, session: RecordedSession): readonly Column[] => [
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
  reserved(rows),
  recordColumn(rows, session),
  sideColumn(rows, session),
];
