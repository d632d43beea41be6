import { type Sentence } from '../../core/words/sentence.ts';
import { codeOf, sentenceOfError } from './system-errors.ts';

// What parsers find, by their codes: they have words of their own in English alone.

const JSON_PORTUGUESE: Readonly<Record<string, string>> = {
  InvalidSymbol: 'símbolo inválido',
  InvalidNumberFormat: 'número inválido',
  PropertyNameExpected: 'falta o nome de um membro',
  ValueExpected: 'falta um valor',
  ColonExpected: 'falta :',
  CommaExpected: 'falta uma vírgula',
  CloseBraceExpected: 'falta }',
  CloseBracketExpected: 'falta ]',
  EndOfFileExpected: 'o texto devia terminar aqui',
  InvalidCommentToken: 'comentários não são permitidos',
  UnexpectedEndOfComment: 'o comentário não termina',
  UnexpectedEndOfString: 'o texto entre aspas não termina',
  UnexpectedEndOfNumber: 'o número não termina',
  InvalidUnicode: 'sequência Unicode inválida',
  InvalidEscapeCharacter: 'sequência de escape inválida',
  InvalidCharacter: 'caractere inválido',
};

/** @param code as jsonc-parser prints it, such as `PropertyNameExpected` */
export const sentenceOfJson = (code: string, en: string): Sentence => ({
  en,
  pt: JSON_PORTUGUESE[code] ?? 'o texto não é JSON',
});

const YAML_PORTUGUESE: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'uma referência não pode ter propriedades',
  BAD_ALIAS: 'referência inválida',
  BAD_COLLECTION_TYPE: 'lista ou membros no lugar errado',
  BAD_DIRECTIVE: 'diretiva inválida',
  BAD_DQ_ESCAPE: 'sequência de escape inválida',
  BAD_INDENT: 'recuo errado',
  BAD_PROP_ORDER: 'âncora ou etiqueta no lugar errado',
  BAD_SCALAR_START: 'um texto sem aspas não pode começar assim',
  BLOCK_AS_IMPLICIT_KEY: 'membros dentro de membros precisam de uma linha própria',
  BLOCK_IN_FLOW: 'um bloco não pode ficar entre chaves ou colchetes',
  DUPLICATE_KEY: 'o mesmo nome aparece duas vezes',
  KEY_OVER_1024_CHARS: 'o nome tem mais de 1024 caracteres',
  MISSING_CHAR: 'falta um sinal, como aspas, dois-pontos, vírgula ou chave',
  MULTILINE_IMPLICIT_KEY: 'o nome precisa caber em uma linha',
  MULTIPLE_ANCHORS: 'há mais de uma âncora',
  MULTIPLE_DOCS: 'há mais de um documento',
  MULTIPLE_TAGS: 'há mais de uma etiqueta',
  NON_STRING_KEY: 'o nome precisa ser um texto',
  RESOURCE_EXHAUSTION: 'a estrutura é profunda demais',
  TAB_AS_INDENT: 'o recuo precisa ser feito com espaços, não com tabulações',
  TAG_RESOLVE_FAILED: 'etiqueta desconhecida',
  UNEXPECTED_TOKEN: 'sinal inesperado',
};

export const sentenceOfYaml = ({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): Sentence => ({
  en: message,
  pt: YAML_PORTUGUESE[code] ?? 'o texto não é YAML',
});

const CSV_PORTUGUESE: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'as aspas fecham no meio de uma célula',
  CSV_MAX_RECORD_SIZE: 'a linha é longa demais',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'há texto depois das aspas que fecham uma célula',
  CSV_QUOTE_NOT_CLOSED: 'as aspas de uma célula não fecham',
  CSV_RECORD_INCONSISTENT_COLUMNS: 'a linha não tem tantas células quanto a primeira',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'a linha não tem tantas células quanto a primeira',
  INVALID_OPENING_QUOTE: 'aspas abrem no meio de uma célula',
};

/** What a table's reader has thrown: its own mistake, with the line that it knows of, or one of the system. */
export function sentenceOfCsv(error: unknown): Sentence {
  const pt = CSV_PORTUGUESE[codeOf(error)];
  if (pt === undefined || !(error instanceof Error)) return sentenceOfError(error);
  const line = 'lines' in error && typeof error.lines === 'number' ? `linha ${error.lines}: ` : '';
  return { en: error.message, pt: line + pt };
}
