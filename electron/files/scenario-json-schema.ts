import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { VPORT_STATES } from '../../core/lab/vport-state.ts';
import {
  PLAIN_COMMANDS,
  QUEUE_COMMANDS,
  REGISTRANTS,
  VPORT_COMMANDS,
} from '../../core/lab/machine-command.ts';
import { HANDLE_KINDS } from '../../core/lessons/lesson-command.ts';
import {
  IRQL_NAMES,
  NDIS_SHARED_MEMORY_USAGES,
  NDIS_VERSIONS,
  REGISTRATION_CONTEXTS,
} from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { QUEUE_STATES } from '../../core/ndis/receive-queues.ts';
import { RULES } from '../../core/ndis/rules.ts';
import { NDIS_STATUS_VALUES } from '../../core/ndis/status.ts';
import { BREAKABLE_RULES } from '../../core/providers/decorators/breakable-rules.ts';
import { FAULT_STATUSES } from '../../core/providers/decorators/decorator-spec.ts';
import { PROVIDER_CHOICES, REGISTRABLE_PROVIDERS } from '../../core/providers/provider-choices.ts';
import { described, either, type JsonSchema, list, members, oneOf, whole } from './json-schema.ts';
import { MOST, SCENARIO_FORMAT, SCENARIO_VERSION } from './scenario-schema.ts';

const defined = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

const ULONG = whole(0, 0xffff_ffff);
const TEXT: JsonSchema = { type: 'string', minLength: 1, maxLength: MOST.textLength };
const CALL = described('A command of the step, from 1; 0 is the last one.', whole(0, 200));
const BLOCK = whole(1, 1_000_000);
const SIZE = defined('size');
const SPAN = defined('span');
const BYTE_SPAN = either(SPAN, SIZE);
const DIAGNOSTICS = Array.from({ length: 255 }, (_, index) => diagnosticName(index + 1)).filter(
  (name) => name !== null,
);
const RULE_IDS = RULES.map(({ id }) => id);

/** A pattern for a name in capitals that takes small letters too. */
const anyCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);

/** How a layer is written (`core/providers/decorators/decorator-spec.ts`). */
const LAYER = ((): JsonSchema => {
  const size = '\\d+(\\.\\d+)?([kmgKMG][iI][bB])?';
  const status = FAULT_STATUSES.map(anyCase).join('|');
  const forms = [
    `(quota|fail-below)=${size}`,
    `fail-nth=[1-9]\\d*(:(${status}))?`,
    `fail-random=(0(\\.\\d+)?|1)(:(${status}))?`,
    `latency=\\d+(\\.\\d+)?`,
    `break=(${BREAKABLE_RULES.map(anyCase).join('|')})(:[1-9]\\d*)?`,
    'log-only',
  ];
  return { type: 'string', pattern: `^(${forms.join('|')})$` };
})();
const LAYERS = described(
  'Faults and other layers around the provider, the innermost first.',
  list(LAYER, 16),
);

const MACHINE = members({
  memoryBytes: SIZE,
  nodeCount: whole(1, 64),
  seed: ULONG,
  provider: oneOf(...PROVIDER_CHOICES.map(({ id }) => id)),
  policy: oneOf(...POLICY_IDS),
  layers: LAYERS,
  ndisVersion: oneOf(...NDIS_VERSIONS),
  mode: oneOf('vmq', 'sriov'),
  numQueues: whole(1, 1024),
  numVPorts: whole(1, 1024),
  checksLifetime: { type: 'boolean' },
});

const usageNames = NDIS_SHARED_MEMORY_USAGES.flatMap((name) => [
  name,
  name.replace('NdisSharedMemoryUsage', ''),
]);
const FLAGS = either(ULONG, oneOf('CONTIGUOUS'));
const NODE = either(ULONG, oneOf('any'));
const USAGE = either(ULONG, oneOf(...usageNames));
const IRQL = either(ULONG, oneOf(...IRQL_NAMES));
const HANDLE = oneOf(...HANDLE_KINDS);

const command = (
  description: string,
  kinds: readonly string[],
  properties: Readonly<Record<string, JsonSchema>> = {},
  ...required: readonly string[]
): JsonSchema =>
  described(description, members({ kind: oneOf(...kinds), ...properties }, 'kind', ...required));

const COMMANDS: readonly JsonSchema[] = [
  command(
    'NdisAllocateSharedMemory, so many times. What is left out is what a well-behaved caller passes.',
    ['allocate'],
    {
      lengthBytes: SIZE,
      times: whole(1, 4096),
      headerType: whole(0, 0xff),
      headerRevision: whole(0, 0xff),
      headerSize: whole(0, 0xffff),
      flags: FLAGS,
      queueId: ULONG,
      preferredNode: NODE,
      usage: USAGE,
      sgListBufferLength: SIZE,
      vportId: ULONG,
      irql: IRQL,
    },
    'lengthBytes',
  ),
  {
    ...command('NdisFreeSharedMemory of blocks by their number, which counts from 1.', ['free'], {
      block: BLOCK,
      blocks: list(BLOCK, 4096, 1),
      handle: HANDLE,
      irql: IRQL,
    }),
    oneOf: [{ required: ['block'] }, { required: ['blocks'] }],
  },
  command(
    'A received packet in a block.',
    ['receive'],
    { id: ULONG, block: BLOCK, handle: HANDLE, offsetBytes: SIZE, lengthBytes: SIZE },
    'id',
    'block',
    'lengthBytes',
  ),
  command('A queue that is completed and has a filter, or an activated VPort.', ['openQueue']),
  command(
    'The switch registers another provider, or other layers around it.',
    ['useProvider'],
    { provider: oneOf(...REGISTRABLE_PROVIDERS), layers: LAYERS },
    'provider',
  ),
  command('A request that names nothing but itself.', PLAIN_COMMANDS),
  command('A request about one queue.', QUEUE_COMMANDS, { id: ULONG }, 'id'),
  command('A request about one VPort.', VPORT_COMMANDS, { id: ULONG }, 'id'),
  command('OID_RECEIVE_FILTER_ALLOCATE_QUEUE.', ['allocateQueue'], { lookaheadBytes: whole(0, 65_536) }),
  command(
    'One completion for several queues.',
    ['completeAllocations'],
    { ids: list(ULONG, 1024, 1) },
    'ids',
  ),
  command(
    'OID_NIC_SWITCH_CREATE_VPORT.',
    ['createVPort'],
    { physicalFunction: { type: 'boolean' } },
    'physicalFunction',
  ),
  command('Takes a filter away.', ['clearFilter'], { id: ULONG, filterId: ULONG }, 'id', 'filterId'),
  command('Asks for the parameters of a filter.', ['filterParameters'], { filterId: ULONG }, 'filterId'),
  command('The protocol driver gives a list of buffers back.', ['returnBuffers'], { list: ULONG }, 'list'),
  command(
    'NdisSetOptionalHandlers with the handlers of a provider.',
    ['register'],
    {
      registrant: oneOf(...REGISTRANTS),
      context: oneOf(...REGISTRATION_CONTEXTS),
      supportsPfVPorts: { type: 'boolean' },
      irql: whole(0, 15),
    },
    'registrant',
    'context',
    'supportsPfVPorts',
    'irql',
  ),
];

const STATUS_NAMES = Object.keys(NDIS_STATUS_VALUES).map((name) => name.replace('NDIS_STATUS_', ''));

const EXPECTATIONS: readonly JsonSchema[] = [
  described(
    'What a call of the step came to.',
    members({
      call: CALL,
      status: oneOf(...STATUS_NAMES, 'none'),
      rule: oneOf(...RULE_IDS, 'none'),
      diagnostic: oneOf(...DIAGNOSTICS, 'none'),
      remark: oneOf(...RULE_IDS, ...DIAGNOSTICS),
      elements: SPAN,
      node: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      provider: { type: 'string' },
      grantedBytes: BYTE_SPAN,
      nullSharedMemoryHandle: { type: 'boolean' },
      handedBack: { type: 'boolean' },
    }),
  ),
  described(
    'How many events of the step a filter finds (core/query/README.md).',
    members({ count: { type: 'string', maxLength: 500 }, is: SPAN }, 'count', 'is'),
  ),
  described(
    'How the memory is after the step.',
    members(
      {
        memory: members({
          liveBlocks: SPAN,
          usedBytes: BYTE_SPAN,
          freeBytes: BYTE_SPAN,
          largestFreeBytes: BYTE_SPAN,
          freeExtents: SPAN,
          fragmentation: SPAN,
        }),
      },
      'memory',
    ),
  ),
  described(
    'The state of a queue.',
    members({ queue: ULONG, state: oneOf(...new Set([...QUEUE_STATES, 'none'])) }, 'queue', 'state'),
  ),
  described(
    `The state of a VPort: ${VPORT_STATES.join(', ')} or none.`,
    members({ vport: ULONG, state: { type: 'string' } }, 'vport', 'state'),
  ),
];

const BOUND = either({ type: 'number' }, SIZE);
const SPANS = either(
  { type: 'number' },
  {
    ...members({ atLeast: BOUND, above: BOUND, atMost: BOUND, below: BOUND }),
    minProperties: 1,
  },
);

/** The scenario format for editors, draft 7. What needs a look at other members, such as filters, only the reader sees. */
export const scenarioJsonSchema = (): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Scenario of NDIS Shared Memory Lab',
  ...members(
    {
      $schema: { type: 'string', maxLength: 2000 },
      format: oneOf(SCENARIO_FORMAT),
      version: oneOf(SCENARIO_VERSION),
      title: defined('text'),
      about: defined('text'),
      machine: described('What differs from the usual machine and its adapter.', MACHINE),
      queues: described('Queues (VPorts in SR-IOV mode) that are ready at the start.', whole(0, MOST.queues)),
      steps: list(defined('step'), MOST.steps, 1),
    },
    'format',
    'version',
    'title',
    'steps',
  ),
  definitions: {
    text: either(TEXT, members({ en: TEXT, pt: TEXT }, 'en', 'pt')),
    size: described(
      'Bytes, as a number or with a unit, such as "64 KiB".',
      either(whole(0, Number.MAX_SAFE_INTEGER), {
        type: 'string',
        pattern: '^\\d{1,12}(\\.\\d{1,6})?\\s*([bB]|[kmgKMG][iI][bB])$',
      }),
    ),
    span: described('A number, or how far it may go.', SPANS),
    step: members(
      {
        title: defined('text'),
        commands: list(defined('command'), MOST.commands),
        expect: list(defined('expectation'), MOST.expectations),
      },
      'title',
    ),
    command: either(...COMMANDS),
    expectation: either(...EXPECTATIONS),
  },
});
