import { sentencesOf } from '../../core/words/sentence.ts';

/** What the schemas of lessons and scenarios expect of a value. */
export const SCHEMA_SENTENCES = {
  found: 'expected {{expected}}, found {{found}}',
  nothing: 'nothing',
  value: '{{value}}',
  unknownKey: 'unknown key {{keys}}, perhaps {{likely}}',
  either: '{{one}} or {{other}}',
  members: 'expected members, such as { kind: allocate }',
  bytes: 'bytes, such as 4096 or 64 KiB',
  usage: 'a usage, such as 4 or Receive',
  flags: 'flags as a number, or CONTIGUOUS',
  preferredNode: 'a NUMA node, or any',
  irql: 'an IRQL, such as 0 or DISPATCH_LEVEL',
  status: 'a status, such as RESOURCES, or none',
  ruleId: 'a rule of the catalogue, such as A17',
  ruleOrNone: 'a rule of the catalogue, such as A17, or none',
  diagnosticOrNone: 'a diagnostic, such as DOUBLE_FREE, or none',
  remark: 'a rule or a diagnostic',
  id: 'expected small letters, digits and dashes, such as two-handles',
  oneOf: 'one of {{names}}',
  blockOrBlocks: 'expected block or blocks',
  block: 'expected a block',
  span: 'a number, or { atLeast: …, atMost: …, above: …, below: … }',
  member: 'a member or argument, such as {{names}}',
  rightOrWhen: 'expected right or when, not both',
  textOrTexts: 'a text, or { "en": …, "pt": … }',
  unknownCommand: 'expected a command, perhaps one of {{likely}}, found {{found}}',
} as const;
export const sayOfSchema = sentencesOf(SCHEMA_SENTENCES);
