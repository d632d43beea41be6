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

/** What was expected instead, and the values that belong into its sentence. */
export interface FilterProblem {
  readonly expected: keyof typeof FILTER_EXPECTATIONS;
  readonly values?: Readonly<Record<string, string | number>>;
  /** What stands there as written; null for the end of the filter, absent where naming it says nothing. */
  readonly found?: string | null;
}

/** Something that a filter's text does not say right: where, how long, and what was expected. Columns count from 1. */
export class FilterError extends Error {
  constructor(
    readonly column: number,
    readonly length: number,
    readonly problem: FilterProblem,
  ) {
    super(englishOf(problem));
  }
}

function englishOf({ expected, values = {}, found }: FilterProblem): string {
  const what = FILTER_EXPECTATIONS[expected].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  );
  if (found === undefined) return `expected ${what}`;
  return `expected ${what}, found ${found === null ? 'the end' : `"${found}"`}`;
}
