import { type SCENARIO_SENTENCES } from '../../files/scenario-sentences.ts';
import { type SCHEMA_SENTENCES } from '../../files/schema-sentences.ts';

export const SCENARIO_PORTUGUESE: Readonly<Record<keyof typeof SCENARIO_SENTENCES, string>> = {
  inPlace: '{{file}}, linha {{line}}, coluna {{column}}: {{what}}',
  ofMember: '{{member}}: {{what}}',
  ofMachine: 'machine.{{field}}: {{what}}',
  json: 'JSON: {{what}}',
  tooLarge: 'esperava-se um cenário de no máximo {{most}} bytes',
  noScenario: 'esperava-se { e um cenário',
  noSteps: 'esperava-se uma lista de passos',
  fewerSteps: 'esperavam-se no máximo {{most}}',
  somethingElse: 'esperava-se outra coisa',
  noCommands: 'esperavam-se comandos no passo, já que se fala de uma chamada',
  earlierCall: 'esperava-se uma chamada até {{calls}}',
};

export const SCHEMA_PORTUGUESE: Readonly<Record<keyof typeof SCHEMA_SENTENCES, string>> = {
  found: 'esperava-se {{expected}}; foi encontrado {{found}}',
  nothing: 'nada',
  value: '{{value}}',
  unknownKey: 'chave desconhecida {{keys}}; talvez {{likely}}',
  either: '{{one}} ou {{other}}',
  members: 'esperavam-se membros, como { kind: allocate }',
  bytes: 'um número de bytes, como 4096 ou 64 KiB',
  usage: 'um uso, como 4 ou Receive',
  flags: 'um número com as flags, ou CONTIGUOUS',
  preferredNode: 'um nó NUMA, ou any',
  irql: 'um IRQL, como 0 ou DISPATCH_LEVEL',
  status: 'um status, como RESOURCES, ou none',
  ruleId: 'uma regra do catálogo, como A17',
  ruleOrNone: 'uma regra do catálogo, como A17, ou none',
  diagnosticOrNone: 'um diagnóstico, como DOUBLE_FREE, ou none',
  remark: 'uma regra ou um diagnóstico',
  id: 'esperavam-se letras minúsculas, dígitos e hífens, como two-handles',
  oneOf: 'um destes: {{names}}',
  blockOrBlocks: 'esperava-se block ou blocks, um dos dois',
  block: 'esperava-se um bloco (block)',
  span: 'um número, ou { atLeast: …, atMost: …, above: …, below: … }',
  member: 'um membro ou argumento, como {{names}}',
  rightOrWhen: 'esperava-se right ou when, não os dois',
  textOrTexts: 'um texto, ou { "en": …, "pt": … }',
  unknownCommand: 'esperava-se um comando, talvez um destes: {{likely}}; foi encontrado {{found}}',
};
