import { EventLog } from '../events/event-log.ts';
import { RECORD_WORDS } from '../events/record.ts';
import { RecordedSession } from '../events/recorded-session.ts';
import { ReplayCursor } from '../events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG } from '../lab/lab-config.ts';
import { Lab } from '../lab/lab.ts';
import { openReadyQueue } from '../lab/manual-calls.ts';
import { SeededRandom } from '../memory/seeded-random.ts';
import { byteCount } from '../memory/units.ts';
import { NULL_HANDLE, type Handle } from '../ndis/handles.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { Matches } from '../query/find-matches.ts';
import { type Bench, type BenchHost, type BenchOptions, type BenchRow, median } from './bench.ts';
import { blockMix } from './block-mix.ts';

const SLOTS = 8192;
const MILLION = 1_000_000;
const SEEKS = 400;
const TURNS = 5;
const RECORDS = 4 * MILLION;

/** A session of so many calls on random slots of a machine, of 64 MiB usually. */
function recorded(calls: number, memoryBytes = DEFAULT_LAB_CONFIG.memoryBytes): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes, provider: 'switch', checksLifetime: false });
  const queueId = openReadyQueue(lab);
  const mix = blockMix(SLOTS, calls);
  const handles = new Float64Array(SLOTS);
  for (let call = 0; call < calls; call++) {
    const slot = mix.slotOf[call]!;
    const handle = handles[slot]! as Handle;
    if (handle === NULL_HANDLE) {
      lab.prepare(queueId, 4, mix.lengthOf[call]!);
      handles[slot] = lab.allocate();
    } else {
      lab.free(handle);
      handles[slot] = NULL_HANDLE;
    }
  }
  lab.session.indexNew();
  return lab;
}

/** Milliseconds of each of many seeks to random events. */
function seeks({ session, geometry }: Lab, host: BenchHost): Float64Array {
  const cursor = new ReplayCursor(session, geometry.basePage, geometry.pageCount);
  cursor.seek(session.log.length);
  const random = new SeededRandom(3);
  const times = new Float64Array(SEEKS);
  for (let index = 0; index < SEEKS; index++) {
    const start = host.now();
    cursor.seek(random.below(session.log.length));
    times[index] = host.now() - start;
  }
  return times.sort();
}

function seekRow(name: string, lab: Lab, host: BenchHost): BenchRow {
  const times = seeks(lab, host);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    what: name,
    'million/s': null,
    'median ms': round(times[SEEKS >> 1]!),
    'p95 ms': round(times[Math.floor(SEEKS * 0.95)]!),
  };
}

function rate(name: string, count: number, host: BenchHost, work: () => void): BenchRow {
  const times: number[] = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    const start = host.now();
    work();
    if (turn > 0) times.push(host.now() - start);
  }
  return {
    what: name,
    'million/s': Math.round(count / 10 / median(times)) / 100,
    'median ms': Math.round(median(times) * 100) / 100,
    'p95 ms': null,
  };
}

const freshWords = (): Uint32Array => new Uint32Array(RECORDS * RECORD_WORDS);

/** The peer of an append: eight stores into one array and nothing else. */
function storeAll(words: Uint32Array): void {
  for (let at = 0, record = 0; record < RECORDS; record++, at += RECORD_WORDS) {
    words[at] = record;
    words[at + 1] = 1;
    words[at + 2] = 2;
    words[at + 3] = 3;
    words[at + 4] = 4;
    words[at + 5] = 5;
    words[at + 6] = 6;
    words[at + 7] = record;
  }
}

/** Into memory that is there already: what no log that grows can have. */
function bareStores(host: BenchHost): BenchRow {
  const words = freshWords();
  return rate('bare stores, eight words a record', RECORDS, host, () => storeAll(words));
}

/** Into memory that is new, as a log's is. */
const freshStores = (host: BenchHost): BenchRow =>
  rate('bare stores into new memory', RECORDS, host, () => storeAll(freshWords()));

const appends = (host: BenchHost): BenchRow =>
  rate('append to the log', RECORDS, host, () => {
    const log = new EventLog();
    for (let record = 0; record < RECORDS; record++) log.append(record, 1, 2, 3, 4, 5, 6, record);
  });

function filtered(name: string, filter: string, host: BenchHost): BenchRow {
  const { session, ndis } = recorded(MILLION);
  return rate(name, session.log.length, host, () => {
    const matches = new Matches(session, compileFilter(filter, { session, providers: ndis.providers }));
    while (matches.look(MILLION));
  });
}

function indexed(host: BenchHost): BenchRow {
  const { session } = recorded(MILLION);
  return rate('take a million events over from a stream', session.log.length, host, () => copyOf(session));
}

/** What the page does with every batch. */
function copyOf(session: RecordedSession): void {
  const copy = new RecordedSession();
  let side = 0;
  for (let seq = 0; seq < session.log.length;) {
    const records = session.log.copyFrom(seq, 65_536);
    const end = session.side.endBefore(seq + records.length / RECORD_WORDS);
    copy.append({ firstSeq: seq, records, side: session.side.copyRange(side, end) });
    side = end;
    seq += records.length / RECORD_WORDS;
  }
}

const CASES: Readonly<Record<string, (host: BenchHost) => BenchRow>> = {
  'bare stores': bareStores,
  'fresh stores': freshStores,
  append: appends,
  'take over': indexed,
  'state at a random event of 1 M': (host) =>
    seekRow('state at a random event of 1 M', recorded(MILLION), host),
  'state at a random event of 1 M, 64 GiB': (host) =>
    seekRow(
      'state at a random event of 1 M, 64 GiB memory',
      recorded(MILLION, byteCount(64 * 2 ** 30)),
      host,
    ),
  'state at a random event of 10 M': (host) =>
    seekRow('state at a random event of 10 M', recorded(10 * MILLION), host),
  'cheap filter': (host) => filtered('filter: status == RESOURCES', 'status == RESOURCES', host),
  'costly filter': (host) =>
    filtered('filter: address in a range', 'address in 0x100000000..+64KiB && length > 4KiB', host),
};

function run(name: string, _options: BenchOptions, host: BenchHost): BenchRow {
  const found = CASES[name];
  if (found === undefined) throw new Error(`there is no "${name}" to measure`);
  return found(host);
}

/** The log: appending, taking over, moving through time, filtering. */
export const eventLogBench: Bench = {
  name: 'event-log',
  title: 'The log: append, take over, time travel, filters (64 MiB machine where nothing else is said)',
  cases: ({ quick }) => Object.keys(CASES).filter((name) => !quick || !name.includes('10 M')),
  run,
  finish: (rows) => rows,
};
