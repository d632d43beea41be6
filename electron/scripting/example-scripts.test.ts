import { describe, expect, it } from 'vitest';
import { Op, recordOp, recordRule, recordStatus } from '../../core/events/record.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../../core/ndis/constants.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';
import { EXAMPLE_SCRIPTS } from '../../core/providers/scripts/example-scripts.ts';
import { VMQ_DEMONSTRATION_DEFAULTS, VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { ScriptLab, testEngine } from './script-lab.fixture.ts';

type ExampleId = (typeof EXAMPLE_SCRIPTS)[number]['id'];
const sourceOf = (id: ExampleId): string => EXAMPLE_SCRIPTS.find((script) => script.id === id)?.source ?? '';

const played = async (id: ExampleId): Promise<ScriptLab> => {
  const script = await ScriptLab.with(sourceOf(id), 200, { checksLifetime: true });
  const demonstration = new VmqDemonstration({ ...VMQ_DEMONSTRATION_DEFAULTS, machines: 20 });
  while (demonstration.run(script.lab, 1000));
  return script;
};

/** How often each status and rule stands in the records of allocations and frees. */
function counts({ session }: Lab): Map<string, number> {
  const found = new Map<string, number>();
  const count = (what: string | null): void => {
    if (what !== null && what !== '') found.set(what, (found.get(what) ?? 0) + 1);
  };
  for (let seq = 0; seq < session.log.length; seq++) {
    const words = session.log.wordsOf(seq);
    const at = session.log.offsetOf(seq);
    const op = recordOp(words, at);
    if (op !== Op.allocate && op !== Op.free) continue;
    count(statusName(recordStatus(words, at)));
    count(ruleId(recordRule(words, at)));
  }
  return found;
}

describe('example scripts', () => {
  it.each(EXAMPLE_SCRIPTS)(
    '$id: loads, has comments, and plays the demonstration to its end',
    async ({ id, source }) => {
      expect(await (await testEngine()).check(source)).toBe(null);
      expect(source.split('\n').filter((line) => line.trim().startsWith('//')).length).toBeGreaterThan(1);
      const { lab } = await played(id);
      const found = counts(lab);
      expect(found.get('NDIS_STATUS_SUCCESS')).toBeGreaterThan(100);
      expect(lab.pool.check()).toBe(null);
      // What a script does wrong is found by a rule; none of the examples misses what it wants to say.
      const words = [...found.keys()].join();
      expect(words).not.toMatch(/NDIS_STATUS_INVALID_PARAMETER/);
    },
  );

  it.each(['bump', 'first-fit', 'power-of-two', 'half-full'] as const)('%s breaks no rule', async (id) => {
    const found = [...counts((await played(id)).lab).keys()].filter((what) =>
      /^P\d|NDIS_STATUS_FAILURE/.test(what),
    );
    expect(found).toEqual([]);
  });

  it('bump refuses what is free again', async () => {
    const script = await ScriptLab.with(sourceOf('bump'));
    const half = (script.lab.geometry.pageCount / 2) * 4096;
    for (let time = 0; time < 2; time++) script.lab.free(script.allocate(half));
    script.allocate(4096);
    expect(script.lastStatus).toBe('NDIS_STATUS_RESOURCES');
    expect(script.lab.pool.freePages).toBe(script.lab.geometry.pageCount);
  });

  it('power of two pads', async () => {
    const script = await ScriptLab.with(sourceOf('power-of-two'));
    script.allocate(5 * 4096);
    expect(script.last.grantedBytes).toBe(8 * 4096);
    expect(script.last.lengthBytes).toBe(5 * 4096);
  });

  it('half full keeps half of the memory free, and scatters', async () => {
    const script = await ScriptLab.with(sourceOf('half-full'));
    script.allocate(3 * 4096);
    expect(script.last.elements).toHaveLength(2);
    script.allocate(3 * 4096, NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS);
    expect(script.last.elements).toHaveLength(1);
    while (script.allocate(1 << 20) !== 0);
    expect(script.lastStatus).toBe('NDIS_STATUS_RESOURCES');
    expect(script.last.reason?.freePages).toBeGreaterThanOrEqual(script.lab.geometry.pageCount / 2);
  });

  it('leaks on free: P9', async () => {
    const script = await ScriptLab.with(sourceOf('leaks'));
    for (let time = 0; time < 3; time++) script.lab.free(script.allocate(4096));
    expect(script.lastFindings).toEqual(['P9 PROVIDER_FREE_MISMATCH']);
    expect(script.lab.pool.freePages).toBe(script.lab.geometry.pageCount - 1);
  });

  it('lies about its list: P3, P5 and P6', async () => {
    const script = await ScriptLab.with(sourceOf('lies'));
    const found = Array.from({ length: 7 }, () => {
      script.allocate(2 * 4096);
      return script.lastFindings.join();
    });
    expect(found.map((text) => text.slice(0, 2))).toEqual(['', '', '', 'P5', 'P6', '', 'P3']);
    // What NDIS refused it gave back at once, and the script really freed it.
    expect(script.lab.geometry.pageCount - script.lab.pool.freePages).toBe(2 * 4);
  });
});
