import { type PolicyId } from '../allocators/policy-ids.ts';
import { DEFAULT_BASE_PAGE, geometryProblem } from '../memory/geometry.ts';
import { type FieldProblem } from '../memory/geometry-sentences.ts';
import { byteCount, type ByteCount, type PageIndex } from '../memory/units.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { type ProviderChoice } from '../providers/provider-choices.ts';
import { type AdapterMode } from '../ndis/machine.ts';
import { NDIS_VERSIONS, type NdisVersion } from '../ndis/constants.ts';
import { sayOfConfig as say } from './config-sentences.ts';

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
export function labConfigProblem(config: LabConfig): FieldProblem | null {
  if (!Number.isInteger(config.seed) || config.seed < 0 || config.seed > 0xffff_ffff) {
    return { field: 'seed', expected: say('wholeNumber', { least: 0, most: 0xffff_ffff }) };
  }
  if (!NDIS_VERSIONS.includes(config.ndisVersion)) {
    return { field: 'ndisVersion', expected: say('ndisVersion') };
  }
  if (!Number.isInteger(config.numQueues) || config.numQueues < 1 || config.numQueues > 1024) {
    return { field: 'numQueues', expected: say('wholeNumber', { least: 1, most: 1024 }) };
  }
  if (!Number.isInteger(config.numVPorts) || config.numVPorts < 1 || config.numVPorts > 1024) {
    return { field: 'numVPorts', expected: say('wholeNumber', { least: 1, most: 1024 }) };
  }
  if (config.mode === 'sriov' && config.ndisVersion < 630) {
    return { field: 'mode', expected: say('sriov') };
  }
  return geometryProblem(config.memoryBytes, config.nodeCount);
}
