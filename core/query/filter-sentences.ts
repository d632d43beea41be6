import { sentencesOf } from '../words/sentence.ts';

/** What a filter may lack at a place, in English: the command line's words. The window words the same codes itself. */
export const FILTER_EXPECTATIONS = {
  anything: 'a field, a value or an operator',
  shorter: 'at most {{most}} characters',
  flatter: 'at most {{most}} levels',
  connective: '&& or || or the end',
  closing: ')',
  field: 'a field',
  fieldLike: 'a field, such as {{names}}',
  operator: '==, !=, <, <=, >, >=, ~ or in',
  value: 'a value',
  valueOf: 'a value of {{field}} ({{names}})',
  text: 'a text',
  listEnd: ', or }',
  rangeOrList: '.. and the upper end, or { and values',
  nameField: 'a field with names before ~',
  addressOperator: '== or in',
  addressRange: '.. and the upper end, or ..+ and a length',
  handleOperator: '==',
  number: 'a number',
  unitOfBytes: 'KiB, MiB or GiB behind the number',
  unitOfTime: 'ns, us, ms or s behind the number',
  noUnit: 'no unit behind the number',
  address: 'an address such as {{example}}',
  bits: 'at most 64 bits',
} as const;

/** What a filter lacks, and what stands there instead. */
export const FILTER_MISTAKES = {
  expected: 'expected {{what}}',
  found: 'expected {{what}}, found "{{found}}"',
  foundEnd: 'expected {{what}}, found the end',
} as const;
export const sayOfFilter = sentencesOf(FILTER_MISTAKES);
