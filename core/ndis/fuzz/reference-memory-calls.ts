import { type AllocateCommand, type FreeCommand, type HandleChoice } from './commands.ts';
import {
  type Observation,
  PAGE,
  PAGE_COUNT,
  type RefAdapter,
  type RefBinding,
  type RefBlock,
  type RefOwner,
  type RefProvider,
  type RefState,
} from './reference-state.ts';
import { type ScriptedAnswer } from './scripted-provider.ts';

/** Findings of the call in hand: what decided goes to the front. */
export class Findings {
  readonly list: string[] = [];
  remark(text: string): void {
    this.list.push(text);
  }
  decide(text: string): void {
    this.list.unshift(text);
  }
}

type Target = RefAdapter | RefBinding | 'driver' | 'null' | 'wild';

export function resolveHandle(state: RefState, { kind, pick }: HandleChoice): Target {
  if (kind === 'adapter') return state.adapters[pick % state.adapters.length]!;
  if (kind === 'binding') return state.bindings[pick % state.bindings.length]!;
  if (kind === 'protocol' || kind === 'miniport') return 'driver';
  return kind === 'null' ? 'null' : 'wild';
}

const listBytes = (command: AllocateCommand): number => {
  if (command.list === 'tiny') return 39;
  const pages = Math.max(1, Math.ceil(command.length / PAGE));
  return Math.max(0, 16 + 24 * (pages + command.roomExtra));
};

/** NdisAllocateSharedMemory, check by check in the order of the page. */
export function allocate(state: RefState, command: AllocateCommand): Observation[] {
  const findings = new Findings();
  const inner: Observation[] = [];
  const refused = checkCall(state, command, findings);
  if (refused !== null && 'status' in refused) {
    return [{ status: refused.status, findings: findings.list, block: 0 }];
  }
  if (refused === null) return [];
  const { adapter, owner, provider, vportId, caller } = refused;
  const answer = ask(state, command, provider, inner);
  const observation = judge(state, command, findings, { adapter, owner, provider, vportId, caller }, answer);
  return [...inner, observation];
}

interface Accepted {
  readonly adapter: RefAdapter;
  readonly caller: RefAdapter | RefBinding;
  readonly owner: RefOwner | null;
  readonly provider: RefProvider;
  readonly vportId: number;
}

function checkCall(
  state: RefState,
  command: AllocateCommand,
  findings: Findings,
): Accepted | { status: string | null } | null {
  const refuse = (status: string | null, finding: string): { status: string | null } => {
    findings.decide(finding);
    return { status };
  };
  const invalid = (rule: string): { status: string | null } => refuse('INVALID_PARAMETER', rule);
  if (command.irql !== 0) return refuse(null, 'A1 IRQL_VIOLATION');
  if (command.nullSlot) return invalid('A5');
  const target = resolveHandle(state, command.handle);
  if (target === 'null') return invalid('A2');
  if (target === 'driver') return invalid('A3 DRIVER_HANDLE_NOT_SERVED');
  if (target === 'wild' || ('closed' in target && target.closed)) return invalid('A3');
  const adapter = 'closed' in target ? target.adapter : target;
  if (adapter.halted) return invalid('A30');
  if (command.nullParameters) return invalid('A4');
  if (command.type !== 0x80) return invalid('A7');
  if (command.revision !== 1 && command.revision !== 2) return invalid('A8');
  if (command.sizeExtra < 0) return invalid('A9');
  if (command.revision === 2 && adapter.miniport.version < 630) return invalid('A10');
  if (command.flags > 1) return invalid('A11');
  if (command.usage >= 10) return invalid('A15');
  if (command.length === 0) return invalid('A17');
  if (command.usage === 0) findings.remark('USAGE_UNDEFINED');
  if (command.node !== 0x8000_0000 && command.node >= state.memory.nodeCount)
    findings.remark('A14 UNKNOWN_NUMA_NODE');
  if (command.list === 'null') return invalid('A18');
  if (listBytes(command) < 40) return invalid('A19');
  if (command.list === 'wraps') return invalid('A21');
  const queue = adapter.queues.find(({ id }) => id === command.queueId);
  if (command.queueId !== 0) {
    if (queue === undefined) return invalid('A12');
    if (queue.state === 'StopDma' || queue.state === 'Freeing') return invalid('A13');
    if (queue.state === 'Allocated' || queue.state === 'Set')
      findings.remark('A13 ALLOCATED_BEFORE_COMPLETE');
  }
  const lookahead = command.usage === 5 || command.usage === 6;
  if (lookahead && !(adapter.miniport.version === 620 && queue?.split === true)) return invalid('A16');
  const vportId = command.revision === 1 ? 0 : command.vportId;
  const vport = adapter.vports.find(({ id }) => id === vportId);
  if (!adapter.sriov && vportId !== 0) return invalid('A23');
  if (adapter.sriov) {
    if (vportId === 0 || command.queueId !== 0) return invalid('A24');
    if (vport?.physical !== true) return invalid('A25');
    if (vport.state === 'Deactivated' || vport.deleting) return invalid('A26');
  }
  if (!adapter.dma) return refuse('FAILURE', 'A27');
  const owner = adapter.sriov ? (vport ?? null) : (queue ?? null);
  const provider = providerOf(state, adapter, owner);
  if (provider === null) return refuse('FAILURE', 'A29');
  if (state.depth >= 2) return refuse('FAILURE', 'REENTRANCY_LIMIT');
  return { adapter, owner, provider, vportId, caller: target };
}

function providerOf(state: RefState, adapter: RefAdapter, owner: RefOwner | null): RefProvider | null {
  const registered: (RefProvider | null)[] = [];
  if (owner !== null) registered.push(owner.binding.provider ?? owner.binding.protocol.provider);
  registered.push(adapter.miniport.provider);
  for (const provider of registered) {
    if (provider !== null && (!adapter.sriov || provider.supportsVPorts)) return provider;
  }
  return state.defaultProvider;
}

/** The provider's answer; calls that it makes from inside go into `inner`. */
function ask(
  state: RefState,
  command: AllocateCommand,
  provider: RefProvider,
  inner: Observation[],
): ScriptedAnswer {
  const { scripted } = provider;
  if (scripted === null) return askDefault(state, command);
  const nested = command.answer === 'reenter' || command.answer === 'reenterTwice';
  if (nested) {
    state.depth++;
    inner.push(...allocate(state, nestedCommand(command)));
    state.depth--;
  }
  const liveBlock = state.blocks.find((block) => state.live(block));
  const room = Math.floor((listBytes(command) - 16) / 24);
  return scripted.allocate(
    command.answer,
    command.length,
    command.node,
    room,
    liveBlock?.elements[0]?.page ?? -1,
  );
}

/** What a provider asks for from inside its callback: the same owner again, a page, nothing wrong. */
export const nestedCommand = (command: AllocateCommand): AllocateCommand => ({
  ...command,
  irql: 0,
  length: PAGE,
  flags: 0,
  roomExtra: 0,
  list: 'usual',
  node: 0x8000_0000,
  answer: command.answer === 'reenterTwice' ? 'reenter' : 'good',
});

function askDefault(state: RefState, command: AllocateCommand): ScriptedAnswer {
  const pages = Math.ceil(command.length / PAGE);
  const nodes = [0, 1];
  const roomiest = state.memory.freeOn(1) > state.memory.freeOn(0) ? 1 : 0;
  const first = command.node < 2 ? command.node : roomiest;
  for (const node of [first, ...nodes.filter((other) => other !== first)]) {
    const page = state.memory.take(node, pages);
    if (page < 0) continue;
    return {
      status: 'SUCCESS',
      elements: [{ page, length: command.length }],
      hasAddress: true,
      context: page,
      neededListBytes: 0,
    };
  }
  return { status: 'RESOURCES', elements: [], hasAddress: false, context: 0, neededListBytes: 0 };
}

/** What NDIS makes of an answer. */
function judge(
  state: RefState,
  command: AllocateCommand,
  findings: Findings,
  accepted: Accepted,
  answer: ScriptedAnswer,
): Observation {
  const { provider } = accepted;
  const end = (status: string, finding: string | null): Observation => {
    if (finding !== null) findings.decide(finding);
    if (
      command.answer === 'leak' &&
      provider.scripted !== null &&
      answer.status === 'RESOURCES' &&
      leakedNow(state, provider)
    ) {
      findings.remark('P8 PROVIDER_LEAK_ON_FAILURE');
    }
    if (command.answer === 'writeSlot' && provider.scripted !== null)
      findings.remark('A6 ALLOCATION_HANDLE_NOT_CLEARED');
    return { status, findings: findings.list, block: 0 };
  };
  if (answer.status === 'PENDING') return end('FAILURE', 'P2 PROVIDER_PENDING');
  if (answer.status === 'RESOURCES')
    return end('RESOURCES', answer.neededListBytes > 0 ? 'A20 SG_LIST_TOO_SMALL' : 'A28');
  if (answer.status === 'INVALID_PARAMETER' || answer.status === 'FAILURE') return end(answer.status, null);
  if (answer.status !== 'SUCCESS') return end('FAILURE', 'P1 PROVIDER_BAD_STATUS');
  const fault = faultOf(state, command, answer);
  if (fault !== null) return handBack(state, accepted, answer, findings, fault);
  return { status: 'SUCCESS', findings: findings.list, block: record(state, command, accepted, answer) };
}

/** Whether the scripted provider found a page to keep; it counts its leaks, so the last command's is known by number. */
const leaks = new WeakMap<RefProvider, number>();
function leakedNow(_state: RefState, provider: RefProvider): boolean {
  const before = leaks.get(provider) ?? 0;
  const now = provider.scripted?.kept ?? 0;
  leaks.set(provider, now);
  return now > before;
}

function faultOf(
  state: RefState,
  command: AllocateCommand,
  answer: ScriptedAnswer,
): readonly [string, string] | null {
  const room = Math.floor((listBytes(command) - 16) / 24);
  const { elements } = answer;
  if (!answer.hasAddress) return ['FAILURE', 'P3 PROVIDER_NO_ADDRESS'];
  if (elements.length < 1 || elements.length > room) return ['FAILURE', 'P4 PROVIDER_BAD_SG_LIST'];
  const sum = elements.reduce((total, { length }) => total + length, 0);
  if (elements.some(({ length }) => length === 0) || sum < command.length)
    return ['FAILURE', 'P5 PROVIDER_SG_LENGTH'];
  const pages = elements.flatMap(({ page, length }) =>
    Array.from({ length: Math.ceil(length / PAGE) }, (_, at) => page + at),
  );
  const bad = pages.some((page) => page < 0 || page >= PAGE_COUNT || state.memory.owner[page] !== 0);
  if (bad || new Set(pages).size < pages.length) return ['FAILURE', 'P6 PROVIDER_OVERLAP'];
  if (command.flags === 1 && elements.length !== 1) return ['RESOURCES', 'A22 CONTIGUITY_NOT_MET'];
  return null;
}

function handBack(
  state: RefState,
  { provider }: Accepted,
  answer: ScriptedAnswer,
  findings: Findings,
  [status, finding]: readonly [string, string],
): Observation {
  findings.decide(finding);
  if (finding.startsWith('A22') && provider.scripted !== null) findings.remark('P7 CONTIGUITY_NOT_MET');
  if (provider.scripted === null)
    state.memory.give(answer.elements[0]!.page, Math.ceil(answer.elements[0]!.length / PAGE));
  else {
    const taken = provider.scripted.held.get(answer.context)?.length ?? 0;
    const before = provider.scripted.heldPages;
    provider.scripted.free(answer.context, state.release);
    if (before - provider.scripted.heldPages !== taken) findings.remark('P9 PROVIDER_FREE_MISMATCH');
  }
  return { status, findings: findings.list, block: 0 };
}

function record(
  state: RefState,
  command: AllocateCommand,
  { adapter, owner, provider, vportId, caller }: Accepted,
  answer: ScriptedAnswer,
): number {
  const ordinal = state.blocks.length + 1;
  const elements = answer.elements.map(({ page, length }) => ({ page, pages: Math.ceil(length / PAGE) }));
  for (const { page, pages } of elements) state.memory.owner.fill(ordinal, page, page + pages);
  state.blocks.push({
    ordinal,
    state: 'live',
    caller,
    adapter,
    owner,
    onVPort: adapter.sriov,
    ownerId: adapter.sriov ? vportId : command.queueId,
    binding: owner?.binding ?? ('closed' in caller ? caller : null),
    length: command.length,
    elements,
    provider,
    context: answer.context,
    taken: provider.scripted?.held.get(answer.context)?.length ?? elements[0]!.pages,
    named: provider.scripted !== null,
    buffersOut: 0,
  });
  return ordinal;
}

/** NdisFreeSharedMemory. */
export function free(state: RefState, command: FreeCommand): Observation {
  const findings = new Findings();
  const refuse = (finding: string, block = 0): Observation => {
    findings.decide(finding);
    return { status: null, findings: findings.list, block };
  };
  const block = state.blocks[command.pick % Math.max(1, state.blocks.length)];
  if (command.irql !== 0) return refuse('F1 IRQL_VIOLATION');
  if (command.what === 'shared' && block !== undefined && block.named) return refuse('F5 WRONG_HANDLE_KIND');
  if (command.what !== 'block' || block === undefined) return refuse('F3 INVALID_FREE');
  if (block.state === 'freed') return refuse('F4 DOUBLE_FREE', block.ordinal);
  if (!command.sameHandle) return refuse('F2 FREE_HANDLE_MISMATCH', block.ordinal);
  if (block.buffersOut > 0) findings.remark('F6 FREE_WITH_BUFFERS_OUT');
  if (block.state === 'orphan') {
    findings.remark('F8 FREE_OUT_OF_CONTEXT');
    findings.remark('ORPHAN_RECOVERED');
  } else {
    const [dma, within] = phaseOf(block);
    if (dma) findings.remark('F7 FREE_DURING_DMA');
    if (!within) findings.remark('F8 FREE_OUT_OF_CONTEXT');
  }
  release(state, block, findings);
  return { status: null, findings: findings.list, block: block.ordinal };
}

/** Whether DMA may still write, and whether the moment is one in which blocks are freed. */
function phaseOf({ adapter, owner, onVPort }: RefBlock): readonly [boolean, boolean] {
  if (owner === null) return [adapter.dma && !adapter.halting && !adapter.halted, adapter.halting];
  if (onVPort) {
    const vport = adapter.vports.find((one) => one === owner);
    return [vport?.dma === true, vport?.deleting === true];
  }
  const state = adapter.queues.find((one) => one === owner)?.state;
  return [state === 'Running' || state === 'StopDma', state === 'StopDma' || state === 'Freeing'];
}

/** The block goes back to its provider. */
export function release(state: RefState, block: RefBlock, findings: Findings): void {
  const { scripted } = block.provider;
  for (const { page, pages } of block.elements) state.memory.owner.fill(0, page, page + pages);
  block.state = 'freed';
  if (scripted === null) {
    state.memory.give(block.elements[0]!.page, block.elements[0]!.pages);
    return;
  }
  const before = scripted.heldPages;
  scripted.free(block.context, state.release);
  const exact = before - scripted.heldPages === block.taken;
  const stillHeld = block.elements.some(({ page }) => scripted.isHeld(page));
  if (!exact || stillHeld) findings.remark('P9 PROVIDER_FREE_MISMATCH');
}
