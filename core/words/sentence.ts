/** English templates by their ids, each with a name in double braces where a value belongs. */
export type SentenceTable = Readonly<Record<string, string>>;

/** What belongs into a template: a number, a text as somebody wrote it, or another sentence. */
export type SentenceValue = string | number | Sentence;

/** One template of a table, and what belongs into it. */
interface TableSentence {
  readonly table: SentenceTable;
  readonly id: string;
  readonly values: Readonly<Record<string, SentenceValue>>;
}

/** What a library says itself, with the same in Portuguese. */
interface LibrarySentence {
  readonly en: string;
  readonly pt: string;
}

/** Something to be said to a person: data, until it is known in which language. */
export type Sentence = TableSentence | LibrarySentence;

/** The names of the values that a template wants. */
type ValueNames<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | ValueNames<Rest>
  : never;

type ValuesOf<Template extends string> = [ValueNames<Template>] extends [never]
  ? []
  : [values: Readonly<Record<ValueNames<Template>, SentenceValue>>];

/** Makes sentences of a table; each has to be given the values that its template wants. */
export const sentencesOf =
  <const Table extends SentenceTable>(table: Table) =>
  <Id extends keyof Table & string>(id: Id, ...[values]: ValuesOf<Table[Id]>): Sentence => ({
    table,
    id,
    values: values ?? {},
  });

export const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && ('table' in value || ('en' in value && 'pt' in value));

/**
 * A sentence as text.
 * @param templatesFor the templates of a table in that language
 */
export function wordSentence(
  sentence: Sentence,
  language: 'en' | 'pt',
  templatesFor: (table: SentenceTable) => SentenceTable,
): string {
  if (!('table' in sentence)) return sentence[language];
  const { table, id, values } = sentence;
  return (templatesFor(table)[id] ?? '').replaceAll(VALUE, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'object' ? wordSentence(value, language, templatesFor) : String(value);
  });
}

const VALUE = /\{\{(\w+)\}\}/g;

/** A sentence as the command line says it. */
export const englishOf = (sentence: Sentence): string => wordSentence(sentence, 'en', (table) => table);

/** An error that can be said in every language. */
export class SentenceError extends Error {
  constructor(readonly sentence: Sentence) {
    super(englishOf(sentence));
  }
}
