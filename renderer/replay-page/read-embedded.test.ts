import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { fileHeader, packedBy } from '../../core/session-file/chunk.ts';
import { SessionWriter } from '../../core/session-file/session-writer.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { readEmbedded } from './read-embedded.ts';

const lab = new Lab(DEFAULT_LAB_CONFIG);
const demonstration = new VmqDemonstration({ seed: 2, machines: 4 });
while (demonstration.run(lab, 1000));

const settings = {
  format: 1,
  session: {
    ...{ name: 'demonstration', memoryBytes: lab.config.memoryBytes, nodeCount: lab.config.nodeCount },
    ...{ basePage: lab.geometry.basePage, nodeStarts: [...lab.geometry.nodeStarts], seed: 1 },
    ...{ provider: 'switch', policy: 'first-fit', layers: [], ndisVersion: 630, mode: 'vmq' },
    ...{ checksLifetime: true, adapterHandle: lab.adapter.handle, bookmarks: [] },
  },
  providers: [{ code: 1, id: 'default' }],
};
const settingsText = JSON.stringify(settings);

function sessionParts(): Uint8Array[] {
  const writer = new SessionWriter(packedBy({ deflate: (raw) => deflateRawSync(raw) }));
  const parts = [fileHeader(), writer.begin({})];
  for (let chunk = writer.nextEvents(lab.session); chunk !== null; chunk = writer.nextEvents(lab.session))
    parts.push(chunk);
  return parts;
}
const linesOf = (parts: readonly Uint8Array[]): string =>
  parts.map((part) => `${Buffer.from(part).toString('base64')}\n`).join('');

describe('readEmbedded', () => {
  it('reads back every event of the session', async () => {
    const read = await readEmbedded(settingsText, linesOf(sessionParts()));
    const { log } = lab.session;
    expect(read.problems).toEqual([]);
    expect(read.settings).toEqual(settings);
    expect(read.session.log.copyFrom(0, log.length)).toEqual(log.copyFrom(0, log.length));
  });

  it('names the field of settings that it cannot use', async () => {
    const session = linesOf(sessionParts());
    await expect(readEmbedded('{', session)).rejects.toThrow('settings: expected JSON');
    const wrong = JSON.stringify({ ...settings, session: { ...settings.session, mode: 'both' } });
    await expect(readEmbedded(wrong, session)).rejects.toThrow('settings, field session.mode');
    const later = JSON.stringify({ ...settings, format: 2 });
    await expect(readEmbedded(later, session)).rejects.toThrow('settings, field format');
  });

  it('names the memory that cannot be', async () => {
    const session = linesOf(sessionParts());
    for (const memoryBytes of [-4096, 1000, 2 ** 52]) {
      const wrong = JSON.stringify({ ...settings, session: { ...settings.session, memoryBytes } });
      await expect(readEmbedded(wrong, session)).rejects.toThrow('settings, field session.memoryBytes');
    }
    const nodeStarts = [0, 5];
    const wrong = JSON.stringify({ ...settings, session: { ...settings.session, nodeStarts } });
    await expect(readEmbedded(wrong, session)).rejects.toThrow('settings, field session.nodeStarts');
  });

  it('names the line that is no base64 and the byte that is no session', async () => {
    await expect(readEmbedded(settingsText, 'TkRJ\n!!\n')).rejects.toThrow(
      'session, line 2: expected base64',
    );
    await expect(readEmbedded(settingsText, 'TkRJ\n')).rejects.toThrow('session, byte 0: expected a session');
  });

  it('takes any damage for damage: the events that it gives are the first ones of the session', async () => {
    const whole = Buffer.concat(sessionParts());
    const { log } = lab.session;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        try {
          const { session, problems } = await readEmbedded(settingsText, damaged.toString('base64'));
          const count = session.log.length;
          expect(session.log.copyFrom(0, count)).toEqual(log.copyFrom(0, count));
          if (count < log.length) expect(problems.length).toBeGreaterThan(0);
        } catch (error) {
          expect(String(error)).toContain('session, byte');
        }
      }),
      { numRuns: 60 },
    );
  });
});
