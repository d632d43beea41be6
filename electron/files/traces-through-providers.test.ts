import { englishOf } from '../../core/words/sentence.ts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Op, recordOp, recordRule, recordStatus } from '../../core/events/record.ts';
import { ReplayCursor } from '../../core/events/replay-cursor.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { replaySetup } from '../../core/lab/replay-setup.ts';
import { byteCount, PAGE_SIZE } from '../../core/memory/units.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { RESOURCES, SUCCESS } from '../../core/ndis/status.ts';
import { PROVIDER_CHOICES, type ProviderChoice } from '../../core/providers/provider-choices.ts';
import { TraceReplay } from '../../core/workloads/trace-replay.ts';
import { type TraceProgram } from '../../core/workloads/trace-program.ts';
import { readTraceFile } from './read-trace-file.ts';

const SAMPLES = 'core/workloads/samples';
const files = ['', 'public'].flatMap((folder) =>
  readdirSync(join(SAMPLES, folder))
    .filter((name) => /\.(rep|ftrace)\.gz$/.test(name))
    .map((name) => join(SAMPLES, folder, name)),
);
/** Tight enough for every larger trace to be refused something, roomy enough for most of its calls. */
const MEMORY_BYTES = byteCount(8 << 20);
const STEPS_BETWEEN_LOOKS = 5000;

async function programOf(file: string): Promise<TraceProgram> {
  const read = await readTraceFile(file);
  if (!read.ok) throw new Error(englishOf(read.message));
  return read.program;
}

/** No page has two owners, elements add up to what was granted, and the pool has all the rest. */
function expectSound({ ndis, geometry, pool }: Lab): void {
  expect(pool.check()).toBeNull();
  const { blocks, owners } = ndis;
  let held = 0;
  for (let block = 1; block <= blocks.last; block++) {
    if (!blocks.isLive(block)) continue;
    let granted = 0;
    let foreign = 0;
    blocks.forEachRun(block, (first, count) => {
      const from = first - geometry.basePage;
      for (let page = from; page < from + count; page++) if (owners.owners[page] !== block) foreign++;
      granted += count;
    });
    const needed = Math.ceil(blocks.lengthBytes(block) / PAGE_SIZE);
    if (foreign > 0 || granted !== needed)
      throw new Error(`block ${block}: ${foreign} foreign, ${granted} pages`);
    held += granted;
  }
  let owned = 0;
  for (const owner of owners.owners) if (owner !== 0) owned++;
  expect(owned).toBe(held);
}

/** Every call that did not succeed names its rule. */
function expectExplained({ session, totals }: Lab): void {
  let refused = 0;
  let unexplained = 0;
  for (let seq = 0; seq < session.log.length; seq++) {
    const words = session.log.wordsOf(seq);
    const at = session.log.offsetOf(seq);
    if (recordOp(words, at) !== Op.allocate || recordStatus(words, at) === SUCCESS) continue;
    refused++;
    if (recordStatus(words, at) === RESOURCES && !['A20', 'A28'].includes(ruleId(recordRule(words, at))))
      unexplained++;
    if (recordRule(words, at) === 0) unexplained++;
  }
  expect(unexplained).toBe(0);
  const { statuses } = totals;
  expect(refused).toBe(totals.allocations - statuses[SUCCESS]!);
}

/** The log alone gives the memory that the engine has. */
function expectReplayed({ session, geometry, ndis, totals }: Lab): void {
  session.indexNew();
  const cursor = new ReplayCursor(session, geometry.basePage, geometry.pageCount);
  cursor.seek(session.log.length);
  expect(cursor.owners).toEqual(ndis.owners.owners);
  expect(cursor.totals.liveBytes).toBe(totals.liveBytes);
  expect([...cursor.totals.providerBytes].reduce((sum, bytes) => sum + bytes)).toBe(totals.liveBytes);
}

function play(program: TraceProgram, provider: ProviderChoice): void {
  const lab = new Lab({ ...replaySetup(program, DEFAULT_LAB_CONFIG, false, MEMORY_BYTES), provider });
  const replay = new TraceReplay(program, { asRecorded: false, queueId: openReadyQueue(lab) });
  while (replay.run(lab, STEPS_BETWEEN_LOOKS)) expectSound(lab);
  expectSound(lab);
  expectExplained(lab);
  expectReplayed(lab);
}

describe.each(files)('%s', (file) => {
  it.each(PROVIDER_CHOICES.map(({ id }) => id))('keeps every invariant through %s', async (provider) => {
    play(await programOf(file), provider);
  });
});
