import { recordBlock, recordProvider } from '../events/record.ts';
import { type ReplayCursor } from '../events/replay-cursor.ts';
import { formatAddress } from '../memory/units.ts';
import { NDIS_SHARED_MEMORY_USAGES } from '../ndis/constants.ts';
import { handleToAddress } from '../ndis/handles.ts';
import { describeEvent, type DescriptionContext, type EventDescription } from './describe-event.ts';
import { type AdapterSnapshot, machineAt, type QueueSnapshot, type VPortSnapshot } from './machine-at.ts';

/** More blocks than a person reads; the rest is counted. */
const BLOCKS_SHOWN = 64;

export interface DebuggerOptions {
  /** Events that have happened. */
  readonly events: number;
  /** Show every block, however many there are. */
  readonly allBlocks: boolean;
}

interface BlockRow {
  readonly event: EventDescription;
  readonly orphan: boolean;
}

/**
 * The queues and VPorts of every adapter with the shared memory that belongs to each, in the spirit of
 * `!ndiskd.rcvqueue -mem`. The columns are this program's own, since no sample of a non-empty section is published,
 * and the text says that it is simulated (domain notes 6.5 and 8).
 */
export function debuggerText(
  context: DescriptionContext,
  cursor: ReplayCursor,
  { events, allBlocks }: DebuggerOptions,
): string {
  const { session } = context;
  const adapters = machineAt(session, events);
  const rows = blockRows(context, cursor, events);
  const limit = allBlocks ? Infinity : BLOCKS_SHOWN;
  const lines = [
    '!ndiskd.netadapter -rcvqueues; !ndiskd.rcvqueue -mem',
    `*** SIMULATED by NDIS Shared Memory Lab: the layout of the memory section is not Windows' own ***`,
    `After ${events} events`,
  ];
  for (const adapter of adapters) lines.push('', ...adapterLines(adapter, rows, limit));
  const orphans = rows.filter(({ orphan }) => orphan);
  if (orphans.length > 0) {
    lines.push('', `ORPHANS (leaked: the owner is gone)`, ...memoryLines(orphans, limit));
  }
  return lines.join('\n') + '\n';
}

/** What is live at the cursor, by the events that made it. */
function blockRows(context: DescriptionContext, cursor: ReplayCursor, events: number): readonly BlockRow[] {
  const { session } = context;
  const seen = new Set<number>();
  for (const block of cursor.owners) if (block !== 0) seen.add(block);
  return [...seen]
    .sort((one, two) => one - two)
    .map((block) => ({
      event: describeEvent(context, session.seqOfBlock(block)),
      orphan: session.orphanedBefore(block, events),
    }));
}

function adapterLines(adapter: AdapterSnapshot, rows: readonly BlockRow[], limit: number): readonly string[] {
  const own = rows.filter(({ event, orphan }) => event.adapter === adapter.code && !orphan);
  const state = adapter.halted ? 'Halted' : adapter.halting ? 'Halting' : 'Running';
  const lines = [
    `MINIPORT ADAPTER ${adapter.code}`,
    field('State', state),
    field('DMA channel', adapter.dmaRegistered ? 'registered' : 'none'),
    field('Binding', adapter.bindingClosed ? 'closed' : 'open'),
    '',
    ...queueLines(
      null,
      adapter,
      own.filter(({ event }) => event.queueId === 0 && event.vportId === 0),
      limit,
    ),
  ];
  for (const queue of adapter.queues) {
    const blocks = own.filter(({ event }) => event.queueId === queue.id && event.vportId === 0);
    lines.push('', ...queueLines(queue, adapter, blocks, limit));
  }
  for (const vport of adapter.vports) {
    const blocks = own.filter(({ event }) => vport.id !== 0 && event.vportId === vport.id);
    lines.push('', ...vportLines(vport, blocks, limit));
  }
  return lines;
}

const field = (name: string, value: string | number): string => `    ${name.padEnd(20)}${value}`;

function queueLines(
  queue: QueueSnapshot | null,
  adapter: AdapterSnapshot,
  rows: readonly BlockRow[],
  limit: number,
): readonly string[] {
  const parameters = queue?.parameters ?? null;
  const filterIds = queue?.filterIds ?? adapter.defaultFilterIds;
  return [
    queue === null ? 'RECEIVE QUEUE 0 [Default]' : `RECEIVE QUEUE ${queue.id}`,
    field('QueueId', queue?.id ?? 0),
    field('Open', queue === null ? 'There is no associated Open' : 'allocated by this binding'),
    ...(queue === null ? [] : [field('State', queue.state)]),
    ...(parameters === null
      ? []
      : [
          field('Type', parameters.queueType === 1 ? 'VMQueue' : parameters.queueType),
          field('Flags', '0x' + parameters.flags.toString(16).padStart(8, '0')),
          field('Num buffers hint', parameters.suggestedBuffers),
          field('Lookahead size', parameters.lookaheadSize),
          field('Processor affinity', `0:${parameters.affinityMask.toString(16).padStart(16, '0')}`),
        ]),
    field('Num filters', filterIds.length === 0 ? 0 : `${filterIds.length} (ids ${filterIds.join(', ')})`),
    field('Buffers out', (queue?.lists ?? adapter.defaultLists).length),
    '    SHARED MEMORY ALLOCATIONS',
    ...memoryLines(rows, limit),
  ];
}

function vportLines(vport: VPortSnapshot, rows: readonly BlockRow[], limit: number): readonly string[] {
  return [
    `VPORT ${vport.id}${vport.id === 0 ? ' [Default]' : ''}`,
    field('State', vport.state),
    field('Attached to', vport.physicalFunction ? 'physical function' : 'virtual function'),
    field('Num filters', vport.filterIds.length),
    field('Buffers out', vport.lists.length),
    '    SHARED MEMORY ALLOCATIONS',
    ...memoryLines(rows, limit),
  ];
}

const USAGE_PREFIX = 'NdisSharedMemoryUsage';

function memoryLines(rows: readonly BlockRow[], limit: number): readonly string[] {
  if (rows.length === 0) return ['        (none)'];
  const columns = (cells: readonly string[]): string =>
    '        ' +
    cells
      .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
      .join(' ')
      .trimEnd();
  const lines = [
    columns(['Allocation handle', 'Virtual address', 'Length', 'Usage', 'SG', 'Provider', 'Call']),
  ];
  for (const { event } of rows.slice(0, limit)) {
    const usage = NDIS_SHARED_MEMORY_USAGES[event.usage] ?? String(event.usage);
    lines.push(
      columns([
        formatAddress(event.allocationHandle ?? 0n),
        formatAddress(event.virtualAddress ?? 0n),
        '0x' + event.lengthBytes.toString(16),
        usage.replace(USAGE_PREFIX, ''),
        String(event.elements.length),
        providerKind(event),
        String(event.seq),
      ]),
    );
  }
  if (rows.length > limit) lines.push(`        ... and ${rows.length - limit} more`);
  return lines;
}
const WIDTHS: readonly number[] = [18, 18, 10, 21, 4, 9, 0];

/** Provider 1 is NDIS's own. */
const providerKind = (event: EventDescription): string =>
  event.op === 'recordedAllocate' ? 'recorded' : event.provider === 1 ? 'default' : 'registered';

/** `dt` of the allocation handle: the members that published symbols name (domain notes 2.9), values where known. */
export function blockText(context: DescriptionContext, block: number, events: number): string {
  const { session } = context;
  const madeAt = session.seqOfBlock(block);
  if (madeAt < 0) return '';
  const event = describeEvent(context, madeAt);
  const words = session.log.wordsOf(madeAt);
  const at = session.log.offsetOf(madeAt);
  const first = event.elements[0]?.address ?? 0n;
  const rows: readonly (readonly [number, string, string])[] = [
    [0x00, 'MiniportLink', '_LIST_ENTRY'],
    [0x10, 'OpenLink', '_LIST_ENTRY'],
    [0x20, 'QueueLink', '_LIST_ENTRY'],
    [0x30, 'Flags', '(meaning not published)'],
    [0x38, 'Miniport', formatAddress(event.request?.ndisHandle ?? handleToAddress(context.adapterHandle))],
    [0x40, 'Open', event.queueId === 0 ? '(null)' : '(binding that allocated the queue)'],
    [0x48, 'ReceiveQueue', `queue ${event.queueId}`],
    [0x50, 'FreeSharedMemoryHandler', `NetFreeSharedMemory of provider ${recordProvider(words, at)}`],
    [0x58, 'SharedMemoryHandlerContext', `context of provider ${recordProvider(words, at)}`],
    [0x60, 'ProviderAllocationContext', `block ${recordBlock(words, at)}`],
    [0x68, 'PhysicalAddress', formatAddress(first)],
    [
      0x70,
      'SharedMemoryParameters',
      `_NDIS_SHARED_MEMORY_PARAMETERS, Length 0x${event.lengthBytes.toString(16)}`,
    ],
  ];
  const end = session.endOfBlock(block);
  const state =
    end >= 0 && end < events
      ? `freed at event ${end}`
      : session.orphanedBefore(block, events)
        ? 'orphan'
        : 'live';
  return [
    `dt ndis!_NDIS_SHARED_MEMORY_BLOCK ${formatAddress(event.allocationHandle ?? 0n)}   (SIMULATED, ${state})`,
    ...rows.map(
      ([offset, name, value]) =>
        `   +0x${offset.toString(16).padStart(3, '0')} ${name.padEnd(26)} : ${value}`,
    ),
    '',
  ].join('\n');
}
