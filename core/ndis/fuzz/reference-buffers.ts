import { type Command } from './commands.ts';
import { type Observation, PAGE, type RefBlock, type RefOwner, type RefState } from './reference-state.ts';

type CommandOf<Op extends Command['op']> = Extract<Command, { op: Op }>;

const done = (status: string | null, ...findings: readonly string[]): Observation => ({
  status,
  findings,
  block: 0,
});

export function receive(state: RefState, command: CommandOf<'receive'>): Observation {
  const adapter = state.adapters[command.adapter % state.adapters.length]!;
  if (adapter.halted) return done(null, 'ADAPTER_HALTED');
  const findings: string[] = [];
  let receiver: RefOwner | null = null;
  if (adapter.sriov) {
    const vport = adapter.vports.find((one) => one.id === command.id);
    if (vport === undefined) findings.push('UNKNOWN_VPORT');
    else if (command.id !== 0 && (vport.state !== 'Activated' || vport.deleting))
      findings.push('RECEIVE_OUTSIDE_RUNNING');
    receiver = vport ?? adapter.vports.find((one) => one.id === 0) ?? null;
  } else if (command.id !== 0) {
    const queue = adapter.queues.find((one) => one.id === command.id);
    if (queue === undefined) findings.push('Q16 UNKNOWN_QUEUE_AS_DEFAULT');
    else if (queue.state !== 'Running') findings.push('Q14 RECEIVE_OUTSIDE_RUNNING');
    receiver = queue ?? null;
  }
  const id = receiver?.id ?? 0;
  const mine = (block: RefBlock): boolean =>
    block.state === 'live' &&
    block.adapter === adapter &&
    block.ownerId === id &&
    block.onVPort === adapter.sriov;
  const end = command.offset + command.length;
  const block = segmentBlock(state, command, mine, end, findings);
  if (block !== null) block.buffersOut++;
  if (receiver !== null) receiver.listsOut++;
  state.lists.push({ id: ++state.lastList, adapter, owner: receiver, blocks: block === null ? [] : [block] });
  return { status: null, findings, block: block?.ordinal ?? 0 };
}

function segmentBlock(
  state: RefState,
  command: CommandOf<'receive'>,
  mine: (block: RefBlock) => boolean,
  end: number,
  findings: string[],
): RefBlock | null {
  const named = state.blocks[command.pick % Math.max(1, state.blocks.length)];
  const isNull = command.handle === 'null' || (command.handle === 'block' && named?.named !== true);
  if (isNull) {
    const fitting = state.blocks.find((block) => !block.named && mine(block) && end <= block.length);
    if (fitting === undefined) findings.push('Q15 BAD_SHARED_MEMORY_INFO');
    return fitting ?? null;
  }
  const block = command.handle === 'block' ? named : undefined;
  if (block !== undefined && mine(block) && end <= block.length) return block;
  findings.push('Q15 BAD_SHARED_MEMORY_INFO');
  const granted = (block?.elements ?? []).reduce((sum, { pages }) => sum + pages * PAGE, 0);
  if (block?.state === 'freed') findings.push('USE_AFTER_FREE');
  else if (block !== undefined && mine(block) && end <= granted) findings.push('ACCESS_PAST_LENGTH');
  return null;
}

export function returnList(state: RefState, { id }: CommandOf<'returnList'>): Observation {
  const list = state.lists.find((one) => one.id === id);
  if (list === undefined) return done(null, 'UNKNOWN_NET_BUFFER_LIST');
  state.lists.splice(state.lists.indexOf(list), 1);
  for (const block of list.blocks) block.buffersOut--;
  const observation = { status: null, findings: [] as string[], block: list.blocks[0]?.ordinal ?? 0 };
  if (list.owner === null) return observation;
  list.owner.listsOut--;
  const owners: readonly RefOwner[] = [...list.adapter.queues, ...list.adapter.vports];
  if (!owners.includes(list.owner)) observation.findings.push('Q16 UNKNOWN_QUEUE_AS_DEFAULT');
  return observation;
}
