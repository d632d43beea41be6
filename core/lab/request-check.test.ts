import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleId } from '../ndis/rules.ts';
import { INVALID_PARAMETER, NO_STATUS } from '../ndis/status.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from './lab-config.ts';
import { Lab } from './lab.ts';
import { allocateManually, openReadyQueue, type ManualRequest } from './manual-calls.ts';
import { checkManualRequest, type CheckedMachine } from './request-check.ts';

const CONFIGS: readonly Partial<LabConfig>[] = [{}, { ndisVersion: 620 }, { mode: 'sriov' }];

function labOf(config: Partial<LabConfig>): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, ...config });
  openReadyQueue(lab);
  lab.allocateQueue();
  return lab;
}

const machineOf = (lab: Lab): CheckedMachine => ({
  ndisVersion: lab.config.ndisVersion,
  nodeCount: lab.nodeCount,
  dmaRegistered: lab.adapter.dmaRegistered,
  adapter: lab.adapter,
  repair: {
    ndisVersion: lab.config.ndisVersion,
    ...(lab.config.mode === 'sriov' ? { queueId: 0, vportId: 1 } : { queueId: 1, vportId: 0 }),
  },
});

const oneOf = (...values: readonly number[]): fc.Arbitrary<number> => fc.constantFrom(...values);
const requests: fc.Arbitrary<ManualRequest> = fc.record({
  headerType: oneOf(0x80, 0x80, 0x80, 1),
  headerRevision: oneOf(1, 2, 2, 2, 3),
  headerSize: oneOf(64, 68, 68, 12),
  flags: oneOf(0, 1, 2),
  queueId: oneOf(0, 1, 2, 99),
  preferredNode: oneOf(0, 1, 7, 0xffff_ffff),
  usage: oneOf(0, 4, 4, 4, 5, 10),
  lengthBytes: oneOf(0, 1, 4096, 70_000),
  sgListBufferLength: oneOf(0, 8, 4096, 0xffff_ffff),
  vportId: oneOf(0, 0, 1, 5),
  irql: oneOf(0, 0, 0, 2),
});

describe('the check of a request before it is made', () => {
  it('says first what the call is refused for, and nothing where it is not', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONFIGS), requests, (config, request) => {
        const lab = labOf(config);
        const refused = checkManualRequest(machineOf(lab), request).filter((finding) => finding.refused);
        allocateManually(lab, request);
        const { status, rule } = lab.outcome;
        const byRule = status === INVALID_PARAMETER || status === NO_STATUS;
        expect(ruleId(refused[0]?.rule ?? 0)).toBe(byRule ? ruleId(rule) : '');
      }),
      { numRuns: 300 },
    );
  });

  it('offers repairs after which nothing is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONFIGS), requests, (config, request) => {
        const machine = machineOf(labOf(config));
        const repaired = checkManualRequest(machine, request).reduce<ManualRequest>(
          (changed, { repair }) => ({ ...changed, ...repair }),
          request,
        );
        expect(checkManualRequest(machine, repaired).filter((finding) => finding.refused)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
