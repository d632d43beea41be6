import { englishOf } from '../../core/words/sentence.ts';
import {
  type Bench,
  type BenchHost,
  type BenchOptions,
  type BenchRow,
  median,
} from '../../core/bench/bench.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { fileHeader, packedBy } from '../../core/session-file/chunk.ts';
import { readSession } from '../../core/session-file/session-reader.ts';
import { SessionWriter } from '../../core/session-file/session-writer.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { zlibCompressor } from '../files/read-session-file.ts';
import { readTraceFile } from '../files/read-trace-file.ts';

const SAMPLES = 'core/workloads/samples';
const TURNS = 5;

async function run(name: string, _options: BenchOptions, host: BenchHost): Promise<BenchRow> {
  const read = await readTraceFile(`${SAMPLES}/${name}`);
  if (!read.ok) throw new Error(englishOf(read.message));
  const lab = new Lab(replaySetup(read.program, DEFAULT_LAB_CONFIG, false, null));
  const replay = new TraceReplay(read.program, { asRecorded: false, queueId: openReadyQueue(lab) });
  while (replay.run(lab, 1 << 20));
  const { basePage, pageCount } = lab.geometry;
  const writing: number[] = [];
  const reading: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn <= TURNS; turn++) {
    const begin = host.now();
    const writer = new SessionWriter(packedBy(zlibCompressor));
    const parts = [fileHeader(), writer.begin({})];
    for (let chunk = writer.nextEvents(lab.session); chunk !== null; chunk = writer.nextEvents(lab.session)) {
      parts.push(chunk);
    }
    const file = Buffer.concat(parts);
    const middle = host.now();
    const opened = readSession(file, {
      ...zlibCompressor,
      parseLineNumbers: () => null,
      parseSettings: () => ({ settings: null, memory: { basePage, pageCount } }),
    });
    const end = host.now();
    if (!opened.ok || opened.session.log.length !== lab.session.log.length)
      throw new Error('events are missing');
    bytes = file.length;
    if (turn === 0) continue;
    writing.push(middle - begin);
    reading.push(end - middle);
  }
  const events = lab.session.log.length;
  const rate = (times: readonly number[]): number => Math.round(events / 10 / median(times)) / 100;
  return {
    trace: name,
    events,
    'bytes an event': Math.round((bytes / events) * 100) / 100,
    'write, million/s': rate(writing),
    'read and check, million/s': rate(reading),
  };
}

/** Session files in memory: the disk is left out. */
export const sessionFileBench: Bench = {
  name: 'session-file',
  title: 'Session files: packing, unpacking and checking',
  cases: () => ['perl-hash.rep.gz', 'git-log.rep.gz', 'page-alloc.ftrace.gz'],
  run,
  finish: (rows) => rows,
};
