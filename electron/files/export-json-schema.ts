import { z } from 'zod';
import { Op, RECORD_WORDS } from '../../core/events/record.ts';
import { RESERVED_NAMES } from '../../core/events/reserved-pages.ts';
import { JSON_LINES_FORMAT, JSON_LINES_VERSION } from '../../core/exports/event-pieces.ts';
import {
  IRQL_NAMES,
  NDIS_SHARED_MEMORY_USAGES,
  NDIS_VERSIONS,
  usageShortName,
} from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { RULES } from '../../core/ndis/rules.ts';
import { STATUS_CODE_COUNT, statusName } from '../../core/ndis/status.ts';
import { sessionInfo } from '../contract/schemas.ts';
import { described, either, type JsonSchema, members, oneOf, whole } from './json-schema.ts';

const DIALECT = 'http://json-schema.org/draft-07/schema#';
const NULL: JsonSchema = { type: 'null' };
const orNull = (schema: JsonSchema): JsonSchema => either(schema, NULL);
const text = (pattern: string): JsonSchema => ({ type: 'string', pattern });
/** Every member has to be there. */
const exactly = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema =>
  members(properties, ...Object.keys(properties));
const allOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const BYTE_COUNT = whole(0, Number.MAX_SAFE_INTEGER);
const COUNT = whole(0, 0xffff_ffff);
const USHORT = whole(0, 0xffff);
const BYTE = whole(0, 0xff);
const ADDRESS = text('^0x[0-9a-f]{16}$');
const named = (names: readonly (string | null)[]): JsonSchema =>
  oneOf(...names.filter((name) => name !== null));
const STATUS = named(Array.from({ length: STATUS_CODE_COUNT }, (_, code) => statusName(code)));
const RULE = named(RULES.map(({ id }) => id));
const DIAGNOSTIC = named(Array.from({ length: 256 }, (_, code) => diagnosticName(code)));
const RESERVED = described(
  'Pages that the provider holds back for no block from this event on, or releases.',
  allOf(
    exactly({
      why: described(
        'pool: for later blocks of the same queue. rounding: the policy rounds up. kept: taken, or not given back.',
        oneOf(...RESERVED_NAMES),
      ),
      physicalAddress: ADDRESS,
      lengthBytes: whole(1, Number.MAX_SAFE_INTEGER),
      takenBy: described('seq of the event that took them.', COUNT),
    }),
  ),
);
const PROVIDER = exactly({ code: whole(1, 0xff), id: { type: 'string', minLength: 1 } });

const HEADER = described(
  'The first line: what the lines behind it are about.',
  exactly({
    format: oneOf(JSON_LINES_FORMAT),
    version: oneOf(JSON_LINES_VERSION),
    ndisVersion: oneOf(...NDIS_VERSIONS),
    events: described('Lines that follow.', COUNT),
    providers: allOf(PROVIDER),
    settings: described('The machine and the bookmarks: with them the session can come back.', settings()),
  }),
);

const EVENT = described(
  'Every other line: one event. What an event has not is null.',
  exactly({
    seq: described('Rises by one from line to line, from 0.', COUNT),
    timeNs: described('Simulated nanoseconds from the start of the session.', { type: 'number', minimum: 0 }),
    op: oneOf(...Object.keys(Op)),
    provider: described('Id of the provider that was asked.', orNull({ type: 'string', minLength: 1 })),
    adapter: BYTE,
    queueId: USHORT,
    vportId: USHORT,
    usage: described(
      'NDIS_SHARED_MEMORY_USAGE without its common prefix, or the number where the enumeration has none.',
      orNull(
        either(named(NDIS_SHARED_MEMORY_USAGES.map((_, usage) => usageShortName(usage))), text('^\\d+$')),
      ),
    ),
    status: described('What the call returned.', orNull(STATUS)),
    rule: described('The rule that decided (core/ndis/rules.json).', orNull(RULE)),
    diagnostic: described('What the Lab has to say of the call.', orNull(DIAGNOSTIC)),
    irql: either(oneOf(...IRQL_NAMES), text('^IRQL \\d+$')),
    block: described('Ordinal of the block that the event is about.', orNull(whole(1, 0xffff_ffff))),
    allocationHandle: orNull(ADDRESS),
    sharedMemoryHandle: described('0x0 is NULL, memory of NDIS itself.', orNull(ADDRESS)),
    virtualAddress: orNull(ADDRESS),
    lengthBytes: described('As asked for.', BYTE_COUNT),
    grantedBytes: described('Whole pages.', BYTE_COUNT),
    node: orNull(BYTE),
    probes: described("Candidates that the provider's policy looked at.", COUNT),
    elements: described(
      'SCATTER_GATHER_LIST of the block.',
      allOf(exactly({ physicalAddress: ADDRESS, lengthBytes: whole(1, Number.MAX_SAFE_INTEGER) })),
    ),
    reserved: RESERVED,
    reason: described(
      'Why the request could not be served, in numbers.',
      orNull(
        exactly({ askedPages: COUNT, freePages: COUNT, largestFreePages: COUNT, neededListBytes: COUNT }),
      ),
    ),
    record: described(
      'The record word by word (core/events/record.ts), hexadecimal.',
      text(`^[0-9a-f]{${RECORD_WORDS * 8}}$`),
    ),
    side: described('Its words of the side table (core/events/side-table.ts).', text('^([0-9a-f]{8})*$')),
  }),
);

/** A line of the JSON Lines form. */
export const jsonLinesSchema = (): JsonSchema => ({
  $schema: DIALECT,
  title: 'A line of a session of NDIS Shared Memory Lab, exported as JSON Lines',
  anyOf: [{ $ref: '#/definitions/header' }, { $ref: '#/definitions/event' }],
  definitions: { header: HEADER, event: EVENT },
});

const NAME: JsonSchema = { type: 'string', minLength: 1 };
const MICROSECONDS = described('Simulated microseconds from the start of the session.', {
  type: 'number',
  minimum: 0,
});
const TRACK = {
  pid: described('1: a track a provider. 2: a track a queue, VPorts from 65536.', oneOf(1, 2)),
  tid: whole(0, 0x1_ffff),
};
const CALL_MEMBERS = {
  seq: COUNT,
  status: orNull(STATUS),
  rule: orNull(RULE),
  diagnostic: orNull(DIAGNOSTIC),
  lengthBytes: BYTE_COUNT,
  block: orNull(whole(1, 0xffff_ffff)),
};
const CALL = described(
  'What the call was and came to; `reserved` only where something is held back or released.',
  members({ ...CALL_MEMBERS, reserved: RESERVED }, ...Object.keys(CALL_MEMBERS)),
);
const SPAN = {
  cat: oneOf('block'),
  id: whole(1, 0xffff_ffff),
  ts: MICROSECONDS,
  ...TRACK,
  name: text('^block \\d+$'),
};

/** The Chrome trace form, as far as this program writes it. */
export const traceEventsSchema = (): JsonSchema => ({
  $schema: DIALECT,
  title: 'A session of NDIS Shared Memory Lab, exported as trace events for Perfetto and chrome://tracing',
  ...exactly({ displayTimeUnit: oneOf('ns'), traceEvents: allOf({ $ref: '#/definitions/traceEvent' }) }),
  definitions: {
    traceEvent: either(
      described(
        'The name of a track.',
        exactly({
          ph: oneOf('M'),
          ...TRACK,
          name: oneOf('process_name', 'thread_name'),
          args: exactly({ name: NAME }),
        }),
      ),
      described(
        'A call, once on the track of its provider and once on that of its queue.',
        exactly({
          ph: oneOf('X'),
          ts: MICROSECONDS,
          dur: { type: 'number', exclusiveMinimum: 0 },
          ...TRACK,
          name: NAME,
          args: CALL,
        }),
      ),
      described(
        'A call that did not succeed, or was reported on.',
        exactly({ ph: oneOf('i'), s: oneOf('t'), ts: MICROSECONDS, ...TRACK, name: NAME, args: CALL }),
      ),
      described(
        'Bytes of a provider that are in use from here on, or that it holds back and no block has.',
        exactly({
          ph: oneOf('C'),
          ts: MICROSECONDS,
          pid: oneOf(1),
          name: text('^(used|reserved) bytes, .+$'),
          args: exactly({ bytes: BYTE_COUNT }),
        }),
      ),
      described('A block begins to live.', exactly({ ph: oneOf('b'), ...SPAN })),
      described('A block has been given back.', exactly({ ph: oneOf('e'), ...SPAN })),
    ),
  },
});

/** What a session says of itself, as the program checks it when the session comes back. */
function settings(): JsonSchema {
  const schema = z.toJSONSchema(sessionInfo.omit({ epoch: true }), { target: 'draft-7', io: 'input' });
  // The dialect is said once, at the top.
  delete schema.$schema;
  return schema;
}
