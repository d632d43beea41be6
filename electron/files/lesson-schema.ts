import { z } from 'zod';
import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { type LabConfig } from '../../core/lab/lab-config.ts';
import { EXERCISE_KINDS, type PracticeSpec } from '../../core/lessons/exercises/exercise.ts';
import { type Expectation, type Span } from '../../core/lessons/expectation.ts';
import { type Highlight, PANELS, type Question } from '../../core/lessons/lesson.ts';
import { HANDLE_KINDS, type LessonCall, type LessonCommand } from '../../core/lessons/lesson-command.ts';
import { byteCount } from '../../core/memory/units.ts';
import { NDIS_VERSIONS } from '../../core/ndis/constants.ts';
import { NDIS_SHARED_MEMORY_PARAMETERS } from '../../core/ndis/layouts/structures.ts';
import { QUEUE_STATES } from '../../core/ndis/receive-queues.ts';
import { DECORATOR_FORMS, parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { VPORT_STATES } from '../../core/lab/vport-state.ts';
import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { saidBy } from '../contract/said-issue.ts';
import { machineCommand } from '../contract/schemas.ts';
import * as field from './lesson-fields.ts';
import { sayOfSchema as say } from './schema-sentences.ts';

const { chosen, known, named, read } = field;

const words = known({ en: z.string().min(1).max(500), pt: z.string().min(1).max(500) });
const ID = /^[a-z][a-z0-9-]{0,39}$/;
const id = z
  .string()
  .refine((text) => ID.test(text), saidBy(say('id')))
  .meta({ pattern: ID.source });
const uint32 = z.number().int().min(0).max(0xffff_ffff);

/** What is stacked around a provider, the innermost first, as `core/providers/decorators/decorator-spec.ts` writes it. */
export const layers = z
  .array(
    read(
      say('oneOf', { names: DECORATOR_FORMS.join(', ') }),
      (value) => (typeof value === 'string' ? parseDecorator(value) : null),
      { type: 'string' },
    ),
  )
  .max(16);

/** What differs from the usual machine; a step's machine differs from the lesson's. */
export const machine = known({
  memoryBytes: field.size.optional(),
  nodeCount: z.number().int().min(1).max(64).optional(),
  seed: uint32.optional(),
  provider: z.enum(PROVIDER_CHOICES.map((choice) => choice.id)).optional(),
  policy: z.enum(POLICY_IDS).optional(),
  layers: layers.optional(),
  ndisVersion: z.literal(NDIS_VERSIONS).optional(),
  mode: z.enum(['vmq', 'sriov']).optional(),
  numQueues: z.number().int().min(1).max(1024).optional(),
  numVPorts: z.number().int().min(1).max(1024).optional(),
  checksLifetime: z.boolean().optional(),
}).transform(({ memoryBytes, ...rest }): Partial<LabConfig> => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  ...(memoryBytes !== undefined && { memoryBytes: byteCount(memoryBytes) }),
}));

const allocateCommand = known({
  kind: z.literal('allocate'),
  lengthBytes: field.size,
  times: z.number().int().min(1).max(4096).default(1),
  headerType: z.number().int().min(0).max(0xff).optional(),
  headerRevision: z.number().int().min(0).max(0xff).optional(),
  headerSize: z.number().int().min(0).max(0xffff).optional(),
  flags: field.flags.optional(),
  queueId: uint32.optional(),
  preferredNode: field.preferredNode.optional(),
  usage: field.usage.optional(),
  sgListBufferLength: field.size.optional(),
  vportId: uint32.optional(),
  irql: field.irql.optional(),
}).transform(({ kind, times, lengthBytes, ...members }): LessonCall => {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return { kind, times, request: { lengthBytes, ...Object.fromEntries(given) } };
});

const blockNumber = z.number().int().min(1).max(1_000_000);
const handle = z.enum(HANDLE_KINDS).default('allocation');

const freeCommand = known({
  kind: z.literal('free'),
  block: blockNumber.optional(),
  blocks: z.array(blockNumber).min(1).max(4096).optional(),
  handle,
  irql: field.irql.default(0),
})
  .refine(
    ({ block, blocks }) => (block === undefined) !== (blocks === undefined),
    saidBy(say('blockOrBlocks')),
  )
  .transform(({ kind, block, blocks, ...rest }): LessonCall => ({
    kind,
    blocks: blocks ?? (block === undefined ? [] : [block]),
    ...rest,
  }));

const receiveCommand = known({
  kind: z.literal('receive'),
  id: uint32,
  block: blockNumber,
  handle: z.enum(HANDLE_KINDS).default('sharedMemory'),
  offsetBytes: field.size.default(0),
  lengthBytes: field.size,
}).transform((command): LessonCall => command);

/** Whatever a person can ask of the drivers, as `lab ndiskd` reads it. */
export const driverCommand = z
  .record(z.string(), z.unknown())
  .transform((value) => (value.kind === 'allocateQueue' ? { lookaheadBytes: 0, ...value } : value))
  .pipe(machineCommand)
  .transform((command, context): LessonCall => {
    if (command.kind !== 'receive') return { kind: 'machine', command };
    context.addIssue({ code: 'custom', ...saidBy(say('block')) });
    return z.NEVER;
  });

export const CALLS: Readonly<Record<string, z.ZodType<LessonCall>>> = {
  allocate: allocateCommand,
  free: freeCommand,
  receive: receiveCommand,
  openQueue: known({ kind: z.literal('openQueue') }).transform((command): LessonCall => command),
};
const COMMANDS: Readonly<Record<string, z.ZodType<LessonCommand>>> = {
  ...CALLS,
  registerScript: known({ kind: z.literal('registerScript'), script: z.string() }).transform(
    (command): LessonCommand => command,
  ),
};
/** The drivers' requests one by one, apart from those that a lesson writes in a way of its own. */
const driverForms = [
  ...machineCommand.options.filter(({ shape }) =>
    ['receive', 'allocateQueue'].every((kind) => !shape.kind.safeParse(kind).success),
  ),
  known({ kind: z.literal('allocateQueue'), lookaheadBytes: z.number().int().min(0).default(0) }),
];
const command = chosen(
  ({ kind }) => named(COMMANDS, kind) ?? driverCommand,
  [...Object.values(COMMANDS), ...driverForms],
);

const span = read<Span>(
  say('span'),
  (value) => {
    if (typeof value === 'number') return { min: value, max: value, openMin: false, openMax: false };
    const parsed = spanMembers.safeParse(value);
    if (!parsed.success) return null;
    const { atLeast, above, atMost, below } = parsed.data;
    if ((atLeast ?? above ?? atMost ?? below) === undefined) return null;
    return {
      min: above ?? atLeast ?? -Infinity,
      max: below ?? atMost ?? Infinity,
      openMin: above !== undefined,
      openMax: below !== undefined,
    };
  },
  field.SPAN_FORM,
);
const bound = z.union([z.number(), field.size]).optional();
const spanMembers = known({ atLeast: bound, above: bound, atMost: bound, below: bound });
/** A span of bytes may be written as one size. */
const byteSpan = z
  .unknown()
  .transform((value) => (typeof value === 'string' ? (field.size.safeParse(value).data ?? value) : value))
  .pipe(span)
  .meta(field.BYTE_SPAN_FORM);

const callNumber = z.number().int().min(0).max(200).default(0);

/** Leaves out what was not given, so that only what is there is looked at. */
const given = <Members extends Record<string, unknown>>(members: Members) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Members]: Exclude<Members[Key], undefined>;
  };

const callExpectation = known({
  call: callNumber,
  status: field.status.optional(),
  rule: field.ruleOrNone.optional(),
  diagnostic: field.diagnosticOrNone.optional(),
  remark: field.remark.optional(),
  elements: span.optional(),
  node: z.number().int().min(0).optional(),
  provider: z.string().optional(),
  grantedBytes: byteSpan.optional(),
  nullSharedMemoryHandle: z.boolean().optional(),
  handedBack: z.boolean().optional(),
}).transform((members): Expectation => ({ kind: 'call', ...given(members) }));

const countExpectation = known({ count: z.string().max(500), is: span }).transform(
  ({ count, is }): Expectation => ({ kind: 'count', filter: count, span: is }),
);
const memoryExpectation = known({
  memory: known({
    liveBlocks: span.optional(),
    usedBytes: byteSpan.optional(),
    freeBytes: byteSpan.optional(),
    largestFreeBytes: byteSpan.optional(),
    freeExtents: span.optional(),
    fragmentation: span.optional(),
  }),
}).transform(({ memory }): Expectation => ({ kind: 'memory', ...given(memory) }));
const queueExpectation = known({ queue: uint32, state: z.enum([...QUEUE_STATES, 'none']) }).transform(
  ({ queue, state }): Expectation => ({ kind: 'queue', id: queue, state }),
);
const vportExpectation = known({ vport: uint32, state: z.enum(VPORT_STATES) }).transform(
  ({ vport, state }): Expectation => ({ kind: 'vport', id: vport, state }),
);

export const expectation = chosen(
  (value): z.ZodType<Expectation> => {
    if ('count' in value) return countExpectation;
    if ('memory' in value) return memoryExpectation;
    if ('queue' in value) return queueExpectation;
    return 'vport' in value ? vportExpectation : callExpectation;
  },
  [callExpectation, countExpectation, memoryExpectation, queueExpectation, vportExpectation],
);

/** Names that can be marked: members of the structure and arguments of the calls. */
const FIELDS = [
  'Header.Type',
  'Header.Revision',
  'Header.Size',
  ...NDIS_SHARED_MEMORY_PARAMETERS.members.map(({ name }) => name),
  'NdisHandle',
  'AllocationHandle',
  'IRQL',
];
const fieldName = read(
  say('member', { names: FIELDS.slice(2, 7).join(', ') }),
  (value) => FIELDS.find((name) => name === value) ?? null,
  { enum: FIELDS },
);

const HIGHLIGHTS: Readonly<Record<string, z.ZodType<Highlight>>> = {
  field: known({ field: fieldName, call: callNumber }).transform((rest) => ({ kind: 'field', ...rest })),
  arrow: known({ arrow: z.number().int().min(1).max(20), call: callNumber }).transform((rest) => ({
    kind: 'arrow',
    ...rest,
  })),
  row: known({ row: z.number().int().min(0).max(200) }).transform(({ row }) => ({ kind: 'row', call: row })),
  block: known({ block: blockNumber }).transform((rest) => ({ kind: 'block', ...rest })),
  free: known({ free: z.literal(true) }).transform(() => ({ kind: 'free' })),
  status: known({ status: field.status }).transform((rest) => ({ kind: 'status', ...rest })),
  panel: known({ panel: z.enum(PANELS) }).transform((rest) => ({ kind: 'panel', ...rest })),
};
const highlight = chosen((value) => {
  const kind = Object.keys(HIGHLIGHTS).find((name) => name in value);
  return HIGHLIGHTS[kind ?? 'panel']!;
}, Object.values(HIGHLIGHTS));

const prompt = words.nullable().default(null);
const choice = known({ ...words.shape, right: z.boolean().default(false), when: expectation.optional() })
  .refine(({ right, when }) => !(right && when !== undefined), saidBy(say('rightOrWhen')))
  .transform(({ en, pt, right, when }) => ({ text: { en, pt }, right, when: when ?? null }));

const engineQuestion = known({
  kind: z.enum(['status', 'extent', 'elements']),
  call: callNumber,
  prompt,
}).transform((question): Question => question);
const ruleQuestion = known({
  kind: z.literal('rule'),
  call: callNumber,
  prompt,
  rules: z.array(field.ruleId).min(1).max(8),
}).transform((question): Question => question);
const choiceQuestion = known({
  kind: z.literal('choice'),
  prompt: words,
  choices: z.array(choice).min(2).max(8),
}).transform((question): Question => question);
const question = chosen(
  (value): z.ZodType<Question> => {
    if (value.kind === 'choice') return choiceQuestion;
    return value.kind === 'rule' ? ruleQuestion : engineQuestion;
  },
  [engineQuestion, ruleQuestion, choiceQuestion],
);

const practice = known({
  kind: z.enum(EXERCISE_KINDS),
  rules: z.array(field.ruleId).max(100).default([]),
}).transform((spec): PracticeSpec => spec);

const step = known({
  id,
  title: words,
  by: z.enum(['lab', 'learner']).default('lab'),
  machine: machine.optional(),
  commands: z.array(command).max(200).default([]),
  highlight: z.array(highlight).max(20).default([]),
  question: question.optional(),
  expect: z.array(expectation).max(50).default([]),
});
export type StepMatter = z.infer<typeof step>;

/** The front matter of a lesson file. */
export const lessonMatter = known({
  id,
  number: z.number().int().min(1).max(999),
  minutes: z.number().int().min(1).max(60),
  title: words,
  summary: words,
  machine: machine.default({}),
  scripts: z.record(id, z.string().max(65_536)).default({}),
  steps: z.array(step).min(1).max(100),
  practice: z.array(practice).max(20).default([]),
});
export type LessonMatter = z.infer<typeof lessonMatter>;
