import { type PolicyId } from '../allocators/policy-ids.ts';
import { DEFAULT_BASE_PAGE, geometryProblem } from '../memory/geometry.ts';
import { byteCount, type ByteCount, type PageIndex } from '../memory/units.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { type ProviderChoice } from '../providers/provider-choices.ts';
import { type AdapterMode } from '../ndis/machine.ts';
import { NDIS_VERSIONS, type NdisVersion } from '../ndis/constants.ts';

/** Everything that a Lab depends on: the same configuration and the same calls give the same log, byte for byte. */
export interface LabConfig {
  readonly memoryBytes: ByteCount;
  readonly nodeCount: number;
  readonly basePage: PageIndex;
  readonly seed: number;
  readonly provider: ProviderChoice;
  /** How the machine's pages are placed. */
  readonly policy: PolicyId;
  /** What is stacked around that provider, the innermost first. */
  readonly layers: readonly DecoratorSpec[];
  readonly ndisVersion: NdisVersion;
  readonly mode: AdapterMode;
  /** NumQueues of the adapter in VMQ mode: nondefault queues that its hardware has. */
  readonly numQueues: number;
  /** NumVPorts of the adapter in SR-IOV mode, the default VPort included. */
  readonly numVPorts: number;
  /** False for recorded workloads: a program's frees say nothing about queues (rules F6 to F8). */
  readonly checksLifetime: boolean;
}

export const DEFAULT_LAB_CONFIG: LabConfig = {
  memoryBytes: byteCount(64 * 2 ** 20),
  nodeCount: 2,
  basePage: DEFAULT_BASE_PAGE,
  seed: 1,
  provider: 'switch',
  policy: 'first-fit',
  layers: [],
  ndisVersion: 630,
  mode: 'vmq',
  numQueues: 8,
  numVPorts: 9,
  checksLifetime: true,
};

/** Names the first field of a configuration that cannot be used and what was expected, or null. */
export function labConfigProblem(config: LabConfig): string | null {
  if (!Number.isInteger(config.seed) || config.seed < 0 || config.seed > 0xffff_ffff) {
    return 'seed: expected a whole number from 0 to 4294967295';
  }
  if (!NDIS_VERSIONS.includes(config.ndisVersion)) return 'ndisVersion: expected 620, 630, 650 or 685';
  if (!Number.isInteger(config.numQueues) || config.numQueues < 1 || config.numQueues > 1024) {
    return 'numQueues: expected a whole number from 1 to 1024';
  }
  if (!Number.isInteger(config.numVPorts) || config.numVPorts < 1 || config.numVPorts > 1024) {
    return 'numVPorts: expected a whole number from 1 to 1024';
  }
  if (config.mode === 'sriov' && config.ndisVersion < 630) {
    return 'mode: SR-IOV needs NDIS 6.30 or later, expected vmq with NDIS 6.20';
  }
  return geometryProblem(config.memoryBytes, config.nodeCount);
}
