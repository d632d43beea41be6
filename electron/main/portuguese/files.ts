import { type EVENT_TEXT_SENTENCES } from '../../files/event-text-sentences.ts';
import { type READING_SENTENCES } from '../../files/reading-sentences.ts';

export const READING_PORTUGUESE: Readonly<Record<keyof typeof READING_SENTENCES, string>> = {
  inFile: '{{file}}: {{what}}',
  atByte: '{{file}}, byte {{at}}: {{what}}',
  ofFile: '{{file}}, {{what}}',
  inLine: 'linha {{line}}: {{what}}',
  tooLarge: 'esperavam-se no máximo {{most}} bytes, mas o arquivo tem {{found}}',
  unreadable: 'esperava-se um arquivo que pudesse ser lido ({{why}})',
  noTrace: 'o arquivo não existe; esperava-se um rastro',
  traceIsFolder: 'isto é uma pasta; esperava-se o arquivo de um rastro',
  traceIsForbidden: 'o arquivo não pode ser lido; falta a permissão de leitura',
  gzipEnds: 'os dados compactados terminam cedo demais; esperava-se um arquivo gzip inteiro',
  gzipDamaged: 'os dados compactados estão danificados; esperava-se um arquivo gzip inteiro',
};

export const EVENT_TEXT_PORTUGUESE: Readonly<Record<keyof typeof EVENT_TEXT_SENTENCES, string>> = {
  inPlace: 'linha {{line}}, {{place}}: esperava-se {{expected}}',
  badMember: 'linha {{line}}, {{place}}: {{what}}',
  column: 'coluna {{column}}',
  columnOfField: 'coluna {{column}}, campo {{field}}',
  noEvents: 'linha 2: esperavam-se eventos depois da primeira linha',
  nextSeq: '{{next}}, o evento que segue o anterior, e foi encontrado {{found}}',
  record: 'uma sequência de 64 dígitos hexadecimais',
  side: 'uma sequência de grupos de 8 dígitos hexadecimais, ou nada',
  possibleEvent: 'um evento que uma máquina possa ter gravado ({{why}})',
  jsonObject: 'um objeto JSON ({{why}})',
  thisColumn: 'esta coluna, como uma exportação a escreve',
  event: 'esperava-se um evento',
  version: 'esperava-se a versão 2 ou posterior: as anteriores não podem ser reabertas',
};
