import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../allocators/policy-ids.ts';
import { byteCount, PAGE_SIZE } from '../memory/units.ts';
import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../ndis/constants.ts';
import { makeHandle } from '../ndis/handles.ts';
import { RESOURCES, SUCCESS } from '../ndis/status.ts';
import { parseDecorator } from '../providers/decorators/decorator-spec.ts';
import { PROVIDER_CHOICES } from '../providers/provider-choices.ts';
import {
  type Alternative,
  carryOutProposal,
  type Proposal,
  proposeAlternatives,
  settleLargest,
} from './alternatives.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from './lab-config.ts';
import { Lab } from './lab.ts';
import { allocateManually, completeRequest, type ManualRequest, openReadyQueue } from './manual-calls.ts';
import { registerProvider } from './register-provider.ts';

/** Pages asked for by each step; a negative number frees the oldest live block. */
const steps = fc.array(fc.integer({ min: -6, max: 24 }), { minLength: 5, maxLength: 120 });

function play(config: Partial<LabConfig>, asked: readonly number[]): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(2 << 20), ...config });
  openReadyQueue(lab);
  const live: number[] = [];
  for (const pages of asked) {
    if (pages > 0) {
      lab.prepare(1, 4, pages * PAGE_SIZE);
      lab.allocate();
      if (lab.outcome.status === SUCCESS) live.push(lab.outcome.block);
    } else if (live.length > 0) lab.free(makeHandle('allocation', live.shift()!));
  }
  return lab;
}

/** Everything that would have worked at the end of the steps. */
function alternativesAt(
  config: Partial<LabConfig>,
  asked: readonly number[],
  request: ManualRequest,
): Promise<readonly Alternative[]> {
  return alternativesOn(() => play(config, asked), request, config);
}

async function alternativesOn(
  machine: () => Lab,
  request: ManualRequest,
  { layers = [] }: Partial<LabConfig>,
): Promise<readonly Alternative[]> {
  const carryOut = (proposal: Proposal): Promise<Alternative | null> =>
    Promise.resolve(carryOutProposal(machine(), proposal));
  const found: Alternative[] = [];
  for (const proposal of proposeAlternatives(machine(), request, layers)) {
    const settled = proposal.kind === 'largest' ? settleLargest(proposal, carryOut) : carryOut(proposal);
    const alternative = await settled;
    if (alternative !== null) found.push(alternative);
  }
  return found;
}

async function expectTrue(config: Partial<LabConfig>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 600 }),
      fc.boolean(),
      async (asked, pages, contiguous) => {
        const request = completeRequest(play(config, asked), {
          lengthBytes: pages * PAGE_SIZE,
          queueId: 1,
          flags: contiguous ? NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS : 0,
        });
        for (const { kind, request: offered, provider } of await alternativesAt(config, asked, request)) {
          const machine = play(config, asked);
          if (provider !== null) registerProvider(machine, provider, []);
          allocateManually(machine, offered);
          expect(machine.outcome.status, kind).toBe(SUCCESS);
          if (kind !== 'largest') continue;
          const lengthBytes = offered.lengthBytes + PAGE_SIZE;
          const more = play(config, asked);
          allocateManually(more, completeRequest(more, { lengthBytes, queueId: 1, flags: offered.flags }));
          expect(more.outcome.status).toBe(RESOURCES);
        }
      },
    ),
    { numRuns: 15 },
  );
}

describe('what would have worked', () => {
  it.each(PROVIDER_CHOICES.map(({ id }) => id))(
    'succeeds on the same state, and a page more than the largest length is refused: %s',
    (provider) => expectTrue({ provider }),
  );

  it.each(POLICY_IDS)('under %s', async (policy) => {
    await expectTrue({ provider: 'default', policy });
    await expectTrue({ provider: 'switch', policy });
  });

  it.each(['quota=1MiB', 'fail-below=512KiB', 'fail-nth=3:FAILURE', 'break=P5:2'])(
    'within %s',
    async (text) => {
      await expectTrue({ provider: 'switch', layers: [parseDecorator(text)!] });
    },
  );

  it('puts every member right that broke a rule, and leaves the others', async () => {
    const lab = play({}, []);
    const wrong = completeRequest(lab, {
      lengthBytes: 0,
      headerType: 1,
      headerRevision: 7,
      headerSize: 3,
      flags: 0xff,
      queueId: 77,
      usage: 12,
      sgListBufferLength: 0,
      vportId: 3,
      irql: 2,
      preferredNode: 1,
    });
    const [repaired] = await alternativesAt({}, [], wrong);
    expect(repaired).toMatchObject({
      kind: 'repaired',
      request: {
        lengthBytes: PAGE_SIZE,
        headerType: 0x80,
        headerRevision: 2,
        flags: NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
        queueId: 1,
        usage: 4,
        vportId: 0,
        irql: 0,
        preferredNode: 1,
      },
      elements: 1,
      node: 1,
    });
  });

  it('offers the longest run, the same without CONTIGUOUS and other providers where memory is in pieces', async () => {
    // Every other block of eight pages is freed.
    const lab = { nodeCount: 1 };
    const fill = Array.from({ length: 64 }, () => 8);
    const machine = (): Lab => {
      const made = play(lab, fill);
      for (let block = 1; block <= 64; block += 2) made.free(makeHandle('allocation', block));
      return made;
    };
    const request = completeRequest(machine(), {
      lengthBytes: 40 * PAGE_SIZE,
      queueId: 1,
      flags: NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
    });
    const offered = await alternativesOn(machine, request, lab);
    const kinds = offered.map(({ kind }) => kind);
    expect(kinds[0]).toBe('largest');
    expect(offered[0]!.request.lengthBytes).toBeLessThan(40 * PAGE_SIZE);
    expect(kinds).toContain('scattered');
    expect(offered.find(({ kind }) => kind === 'scattered')!.elements).toBeGreaterThan(1);
  });

  it('offers nothing where nothing helps', async () => {
    const full = Array.from({ length: 64 }, () => 8);
    const request = completeRequest(play({}, full), { lengthBytes: PAGE_SIZE, queueId: 1 });
    expect(await alternativesAt({}, full, request)).toEqual([]);
  });
});
