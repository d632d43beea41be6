import { englishOf } from '../../core/words/sentence.ts';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { SeededRandom } from '../../core/memory/seeded-random.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { readSessionFile } from './read-session-file.ts';

/** The writer alone, as dense as can be; e2e/crash.spec.ts kills the whole program. */
const KILLS = 20;
const folder = mkdtempSync(join(tmpdir(), 'lab-crash-'));
const child = join(folder, 'crash-child.fixture.mjs');

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'crash-child.fixture.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child until some milliseconds after its first sync, kills it, and answers the last count that it said. */
function killAfter(path: string, seed: number, milliseconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, path, String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    running.stdout.on('data', (part: Buffer) => {
      if (said === '') setTimeout(() => running.kill('SIGKILL'), milliseconds);
      said += part.toString();
    });
    running.on('error', reject);
    running.on('close', () => {
      const lines = said.split('\n');
      resolve(Number(lines[lines.length - 2] ?? 0));
    });
  });
}

/** The same run in this process, to compare with. */
function sameRun(seed: number, events: number): Lab {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed, machines: 1_000_000 });
  while (lab.session.log.length < events) demonstration.run(lab, 200);
  return lab;
}

describe('a process that is killed while it writes', () => {
  it(`leaves a file with everything that was synced, ${KILLS} times`, { timeout: 120_000 }, async () => {
    const random = new SeededRandom(11);
    for (let kill = 0; kill < KILLS; kill++) {
      const path = join(folder, `crash-${kill}.ndislab`);
      const synced = await killAfter(path, kill, random.between(0, 60));
      const read = await readSessionFile(path);
      if (!read.ok) throw new Error(englishOf(read.message));
      const { session, problems } = read.opened;
      expect(synced).toBeGreaterThan(0);
      expect(session.log.length).toBeGreaterThanOrEqual(synced);
      // At most the chunk in hand is broken off, and nothing else is wrong.
      expect(problems.length).toBeLessThanOrEqual(1);
      for (const problem of problems) expect(problem).toContain('the file breaks off inside a chunk');
      const events = session.log.length;
      const again = sameRun(kill, events).session;
      for (const seq of [0, events >> 1, events - 1]) {
        expect(session.log.copyFrom(seq, 1)).toEqual(again.log.copyFrom(seq, 1));
      }
      rmSync(path);
    }
  });
});
