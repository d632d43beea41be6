import { z } from 'zod';
import { type ScenarioCommand } from '../../core/scenarios/scenario.ts';
import { type Words } from '../../core/lessons/words.ts';
import { REGISTRABLE_PROVIDERS } from '../../core/providers/provider-choices.ts';
import { nearest } from '../../core/query/values.ts';
import { saidBy } from '../contract/said-issue.ts';
import { machineCommand } from '../contract/schemas.ts';
import { chosen, known, named, read } from './lesson-fields.ts';
import { CALLS, driverCommand, expectation, layers, machine } from './lesson-schema.ts';
import { sayOfSchema as say } from './schema-sentences.ts';

export const SCENARIO_FORMAT = 'ndis-lab-scenario';
export const SCENARIO_VERSION = 1;

/** The most of each that one file may hold. */
export const MOST = { steps: 1000, commands: 1000, expectations: 100, queues: 64, textLength: 500 } as const;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MOST.textLength;

/** One text for every language, or one for each. */
const text = read<Words>(
  say('textOrTexts'),
  (value) => {
    if (isText(value)) return { en: value, pt: value };
    const parsed = z.strictObject({ en: z.string(), pt: z.string() }).safeParse(value);
    return parsed.success && isText(parsed.data.en) && isText(parsed.data.pt) ? parsed.data : null;
  },
  { type: ['string', 'object'] },
);

const useProvider = known({
  kind: z.literal('useProvider'),
  provider: z.enum(REGISTRABLE_PROVIDERS),
  layers: layers.default([]),
}).transform((command): ScenarioCommand => command);

const COMMANDS: Readonly<Record<string, z.ZodType<ScenarioCommand>>> = { ...CALLS, useProvider };
const KINDS: readonly string[] = [
  ...Object.keys(COMMANDS),
  ...machineCommand.options.flatMap(({ shape: { kind } }) => ('value' in kind ? [kind.value] : kind.options)),
];

/** Names the commands that a misspelt one is most like; a list of all would bury them. */
const unknownCommand = z.unknown().transform((value, context): ScenarioCommand => {
  const kind = z.object({ kind: z.string() }).safeParse(value).data?.kind ?? '';
  const likely = nearest(kind.toLowerCase(), KINDS).join(', ');
  const said = saidBy(say('unknownCommand', { likely, found: JSON.stringify(kind) }));
  context.addIssue({ code: 'custom', ...said, path: ['kind'] });
  return z.NEVER;
});

const command = chosen(
  ({ kind }): z.ZodType<ScenarioCommand> => {
    if (!KINDS.some((known) => known === kind)) return unknownCommand;
    return named(COMMANDS, kind) ?? driverCommand;
  },
  [...Object.values(COMMANDS), driverCommand],
);

/** Everything but the steps: without it there is no machine to show anything of. */
export const scenarioHead = known({
  $schema: z.string().max(2000).optional(),
  format: z.literal(SCENARIO_FORMAT),
  version: z.literal(SCENARIO_VERSION),
  title: text,
  about: text.optional(),
  machine: machine.default({}),
  queues: z.number().int().min(0).max(MOST.queues).default(0),
});

export const scenarioStep = known({
  title: text,
  commands: z.array(command).max(MOST.commands).default([]),
  expect: z.array(expectation).max(MOST.expectations).default([]),
});
