import i18next from 'i18next';

/** Options of i18next that are no values, and change what it finds. */
const MEANINGFUL = ['defaultValue', 'context', 'ns', 'lng', 'ordinal', 'returnObjects'] as const;
/** `{{name}}`; with a format or anything else in it, the words are i18next's business. */
const PLACEHOLDER = /\{\{\s*([A-Za-z]\w*)\s*\}\}/;

/** Text and names of values by turns, text first. */
type Template = readonly string[];

/**
 * Words with plain placeholders, taken apart once: i18next looks a word up, follows its plural and takes it apart each
 * time that it is asked, which costs a panel in a live stream more than all its numbers.
 */
export class Templates {
  private readonly plural: Intl.PluralRules;
  /** Null for words that are i18next's business. */
  private readonly known = new Map<string, Template | null>();

  constructor(private readonly language: string) {
    this.plural = new Intl.PluralRules(language);
  }

  /** The words with their values; null where i18next has to say them. */
  fill(key: string, values: unknown): string | null {
    if (!isValues(values)) return null;
    const { count } = values;
    const template = this.templateOf(key, typeof count === 'number' ? count : null);
    if (template === null) return null;
    let words = template[0] ?? '';
    for (let part = 1; part < template.length; part += 2) {
      const value = values[template[part] ?? ''];
      if (typeof value !== 'string' && typeof value !== 'number') return null;
      words += String(value) + (template[part + 1] ?? '');
    }
    return words;
  }

  private templateOf(key: string, count: number | null): Template | null {
    const full = count === null ? key : `${key}_${this.plural.select(count)}`;
    let template = this.known.get(full);
    if (template === undefined) this.known.set(full, (template = this.takenApart(full, key)));
    return template;
  }

  private takenApart(full: string, key: string): Template | null {
    const words = this.wordsOf(full) ?? this.wordsOf(key);
    if (words === null) return null;
    const parts = words.split(PLACEHOLDER);
    const texts = parts.filter((_, part) => part % 2 === 0);
    return texts.some((text) => text.includes('{{') || text.includes('$t(')) ? null : parts;
  }

  private wordsOf(key: string): string | null {
    const words: unknown = i18next.getResource(this.language, 'translation', key);
    return typeof words === 'string' ? words : null;
  }
}

function isValues(values: unknown): values is Readonly<Record<string, unknown>> {
  return typeof values === 'object' && values !== null && !MEANINGFUL.some((option) => option in values);
}
