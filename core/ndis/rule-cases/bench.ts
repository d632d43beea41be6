import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../lab/lab-config.ts';
import { Lab } from '../../lab/lab.ts';
import { openReadyQueue } from '../../lab/manual-calls.ts';
import { byteCount, pageIndex, type PageIndex } from '../../memory/units.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { type Handle } from '../handles.ts';
import {
  providerCharacteristics,
  type ProviderCall,
  type SharedMemoryProviderCharacteristics,
} from '../provider-characteristics.ts';
import { type SharedMemoryParameters } from '../shared-memory-parameters.ts';
import { SUCCESS, type StatusCode } from '../status.ts';

/** What a rule's case has to show: the outcome of the call that kept or broke the rule. */
export type Case = () => CallOutcome;

export interface RuleCases {
  /** A call that the rule has nothing against. */
  readonly keeps: Case;
  /** The same call with the one mistake that the rule is about. */
  readonly breaks: Case;
}

/** A lab of 256 pages on two nodes; in VMQ mode queue 1 is running, in SR-IOV mode VPort 1 is activated. */
export function labWith(config: Partial<LabConfig> = {}): Lab {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(1 << 20), ...config });
  openReadyQueue(lab);
  return lab;
}

export const sriovLab = (config: Partial<LabConfig> = {}): Lab => labWith({ mode: 'sriov', ...config });

type Change = (lab: Lab, parameters: SharedMemoryParameters) => void;

/** NdisAllocateSharedMemory for queue 1 (VPort 1) with one thing changed. */
export function allocation(change: Change = () => undefined, config: Partial<LabConfig> = {}): CallOutcome {
  const lab = labWith(config);
  const sriov = config.mode === 'sriov';
  lab.prepare(sriov ? 0 : 1, 4, 8192);
  if (sriov) lab.parameters.VPortId = 1;
  change(lab, lab.parameters);
  lab.allocateAs(lab.callerFor(lab.adapter));
  return lab.outcome;
}

/** A block of queue 1, and its allocation handle. */
export function block(lab: Lab, lengthBytes = 8192): Handle {
  lab.prepare(1, 4, lengthBytes);
  return lab.allocate();
}

/** Takes queue 1 to the moment when its blocks may be freed. */
export function stopTraffic(lab: Lab): void {
  lab.clearFilter(1, 1);
  lab.freeQueue(1);
  lab.indicateDmaStopped(1);
}

type Answer = (parameters: SharedMemoryParameters, call: ProviderCall, pages: PageTaker) => StatusCode;
/** Takes the next page of the machine; what the provider's books then hold. */
type PageTaker = () => PageIndex;

export interface Pretender {
  readonly characteristics: SharedMemoryProviderCharacteristics;
  readonly freed: number[];
}

/**
 * A provider that answers as told, from pages that it takes one after the other, and keeps books about them.
 * @param releases how many pages its free function gives back for a block
 */
export function pretender(lab: Lab, answer: Answer, releases?: (taken: number) => number): Pretender {
  const held = new Set<number>();
  const freed: number[] = [];
  let next: number = lab.geometry.basePage;
  let taken = 0;
  const take = (): PageIndex => {
    held.add(next);
    taken++;
    return pageIndex(next++);
  };
  const characteristics = providerCharacteristics(
    null,
    (_context, parameters, call) => {
      taken = 0;
      call.blockContext = 7;
      return answer(parameters, call, take);
    },
    (_context, context) => {
      freed.push(context);
      [...held].slice(0, releases?.(taken) ?? taken).forEach((page) => held.delete(page));
    },
    {
      get heldPages() {
        return held.size;
      },
      isHeld: (page) => held.has(page),
      largestGrantPages: () => null,
    },
  );
  return { characteristics, freed };
}

/** Registers a pretender for the switch's protocol driver and asks it for a block of two pages. */
export function answered(
  answer: Answer,
  change: (parameters: SharedMemoryParameters) => void = () => undefined,
): CallOutcome {
  const lab = labWith();
  register(lab, pretender(lab, answer).characteristics);
  lab.prepare(1, 4, 8192);
  change(lab.parameters);
  lab.allocateAs(lab.callerFor(lab.adapter));
  return lab.outcome;
}

export const register = (lab: Lab, characteristics: SharedMemoryProviderCharacteristics): StatusCode =>
  lab.setOptionalHandlers(lab.protocolDriver.handle, 'pretender', characteristics, 'SetOptions', 0);

/** An answer that breaks nothing: one element of two pages. */
export const goodAnswer: Answer = (parameters, _call, take) => {
  const first = take();
  take();
  parameters.virtualPage = pageIndex(0xffff8_0000_0000);
  parameters.SGListBuffer.push(first, 8192);
  return SUCCESS;
};
