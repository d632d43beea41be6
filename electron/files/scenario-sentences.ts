import { sentencesOf } from '../../core/words/sentence.ts';

/** Where in a scenario something is wrong, and what its schema cannot say. */
export const SCENARIO_SENTENCES = {
  inPlace: '{{file}}, line {{line}}, column {{column}}: {{what}}',
  ofMember: '{{member}}: {{what}}',
  ofMachine: 'machine.{{field}}: {{what}}',
  json: 'JSON: {{what}}',
  tooLarge: 'expected a scenario of at most {{most}} bytes',
  noScenario: 'expected { and a scenario',
  noSteps: 'expected a list of steps',
  fewerSteps: 'expected at most {{most}}',
  somethingElse: 'expected something else',
  noCommands: 'expected commands in the step, since a call is spoken of',
  earlierCall: 'expected a call up to {{calls}}',
} as const;
export const sayOfScenario = sentencesOf(SCENARIO_SENTENCES);
