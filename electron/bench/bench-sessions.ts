import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { SeededRandom } from '../../core/memory/seeded-random.ts';
import { byteCount, PAGE_SIZE } from '../../core/memory/units.ts';
import { NULL_HANDLE, type Handle } from '../../core/ndis/handles.ts';
import { settingsOfLab } from '../files/lab-settings.ts';
import { SessionFileWriter } from '../files/session-file-writer.ts';

const GIB = 2 ** 30;
/** NDIS_SHARED_MEMORY_USAGE that the calls name: receive. */
const RECEIVE = 4;
/** One block in this many is freed again, so that the memory has holes. */
const HOLE_EVERY = 9;

interface BenchSession {
  readonly memoryBytes: number;
  /** Blocks that live at the end. */
  readonly live: number;
  /** Frees and allocations on random blocks afterwards. */
  readonly churn: number;
  readonly provider: 'default' | 'switch';
}

/** Sessions that the window is measured with, by name. */
const SESSIONS: Readonly<Record<string, BenchSession>> = {
  'live-100k': { memoryBytes: 4 * GIB, live: 100_000, churn: 0, provider: 'switch' },
  'live-1m': { memoryBytes: 64 * GIB, live: 1_000_000, churn: 0, provider: 'switch' },
  // One run a block: an event is its record of 32 bytes.
  'events-1m': { memoryBytes: GIB / 4, live: 4000, churn: 1_000_000, provider: 'default' },
  // Long enough that what begins a stream does not count.
  'events-4m': { memoryBytes: GIB / 4, live: 4000, churn: 4_000_000, provider: 'default' },
  // Seven runs a block on average: each event carries its list.
  'scattered-1m': { memoryBytes: GIB / 4, live: 4000, churn: 1_000_000, provider: 'switch' },
};

/**
 * Writes one of the sessions to a file.
 * @returns how many events it has
 * @throws RangeError when there is no such session
 */
export async function writeBenchSession(name: string, path: string): Promise<{ readonly events: number }> {
  const wanted = SESSIONS[name];
  if (wanted === undefined) throw new RangeError(`there is no session "${name}" to measure with`);
  const lab = recorded(wanted);
  const writer = await SessionFileWriter.create(path, settingsOfLab(name, lab));
  await writer.appendSession(lab.session);
  await writer.close();
  return { events: lab.session.log.length };
}

function recorded({ memoryBytes, live, churn, provider }: BenchSession): Lab {
  const lab = new Lab({
    ...DEFAULT_LAB_CONFIG,
    memoryBytes: byteCount(memoryBytes),
    provider,
    checksLifetime: false,
  });
  const random = new SeededRandom(5);
  const queueId = openReadyQueue(lab);
  // Nine tenths of the memory, so that no call is refused.
  const meanPages = Math.floor((memoryBytes / PAGE_SIZE / live) * 0.9);
  const allocate = (): Handle => {
    const pages = random.between(Math.max(1, meanPages >> 1), Math.max(1, meanPages + (meanPages >> 1)));
    lab.prepare(queueId, RECEIVE, pages * PAGE_SIZE - random.below(PAGE_SIZE));
    return lab.allocate();
  };
  const handles = new Float64Array(live);
  for (let slot = 0; slot < live; slot++) handles[slot] = allocate();
  for (let slot = 0; slot < live; slot += HOLE_EVERY) {
    lab.free(handles[slot]! as Handle);
    handles[slot] = allocate();
  }
  for (let call = 0; call < churn; call++) {
    const slot = random.below(live);
    const handle = handles[slot]! as Handle;
    if (handle === NULL_HANDLE) handles[slot] = allocate();
    else {
      lab.free(handle);
      handles[slot] = NULL_HANDLE;
    }
  }
  return lab;
}
