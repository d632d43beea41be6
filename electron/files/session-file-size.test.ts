import { englishOf } from '../../core/words/sentence.ts';
import { readdirSync } from 'node:fs';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { readTraceFile } from './read-trace-file.ts';
import { Journal } from '../../core/history/journal.ts';
import { SessionFileWriter } from './session-file-writer.ts';

const SAMPLES = 'core/workloads/samples';
const MOST_BYTES_AN_EVENT = 8;
/** What it costs on top that the session can go on from its file: the trace itself. */
const MOST_BYTES_OF_THE_TRACE = 3.5;
/** What the header and the settings cost whatever happens. */
const FIXED_BYTES = 600;
const folder = mkdtempSync(join(tmpdir(), 'lab-size-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = readdirSync(SAMPLES).filter((name) => name.endsWith('.gz'));

it.each(files)('keeps %s in at most eight bytes an event, scattered lists included', async (name) => {
  const read = await readTraceFile(join(SAMPLES, name));
  if (!read.ok) throw new Error(englishOf(read.message));
  const lab = new Lab(replaySetup(read.program, DEFAULT_LAB_CONFIG, false, null));
  const options = { asRecorded: false, queueId: openReadyQueue(lab) };
  const replay = new TraceReplay(read.program, options);
  while (replay.run(lab, 100_000));
  const events = lab.session.log.length;
  const path = join(folder, `${name}.ndislab`);
  const bytesAnEvent = async (journal: Journal | null): Promise<number> => {
    const writer = await SessionFileWriter.create(path, {});
    await writer.appendSession(lab.session, journal);
    await writer.close();
    expect(writer.written).toBe(events);
    return (statSync(path).size - FIXED_BYTES) / events;
  };
  const recipe = { kind: 'trace', program: read.program, options } as const;
  const journal = new Journal();
  journal.addSteps({ name, recipe, create: () => replay }, read.program.length, 0);
  const bytes = await bytesAnEvent(null);
  expect(bytes).toBeLessThan(MOST_BYTES_AN_EVENT);
  expect(await bytesAnEvent(journal)).toBeLessThan(bytes + MOST_BYTES_OF_THE_TRACE);
});
