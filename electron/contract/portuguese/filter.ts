import { type FILTER_EXPECTATIONS, type FILTER_MISTAKES } from '../../../core/query/filter-sentences.ts';

/** The same words as the page's own, which it shows beside the filter. */
export const EXPECTATIONS_PORTUGUESE: Readonly<Record<keyof typeof FILTER_EXPECTATIONS, string>> = {
  anything: 'um campo, um valor ou um operador',
  shorter: 'no máximo {{most}} caracteres',
  flatter: 'no máximo {{most}} níveis',
  connective: '&& ou || ou o fim',
  closing: ')',
  field: 'um campo',
  fieldLike: 'um campo, como {{names}}',
  operator: '==, !=, <, <=, >, >=, ~ ou in',
  value: 'um valor',
  valueOf: 'um valor de {{field}} ({{names}})',
  text: 'um texto',
  listEnd: ', ou }',
  rangeOrList: '.. e o limite superior, ou { e valores',
  nameField: 'um campo com nomes antes de ~',
  addressOperator: '== ou in',
  addressRange: '.. e o limite superior, ou ..+ e um comprimento',
  handleOperator: '==',
  number: 'um número',
  unitOfBytes: 'KiB, MiB ou GiB depois do número',
  unitOfTime: 'ns, us, ms ou s depois do número',
  noUnit: 'nenhuma unidade depois do número',
  address: 'um endereço como {{example}}',
  bits: 'no máximo 64 bits',
};

export const MISTAKES_PORTUGUESE: Readonly<Record<keyof typeof FILTER_MISTAKES, string>> = {
  expected: 'esperava-se {{what}}',
  found: 'esperava-se {{what}}; foi encontrado "{{found}}"',
  foundEnd: 'esperava-se {{what}}; foi encontrado o fim',
};
