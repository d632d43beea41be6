import { micromark } from 'micromark';
import { CITATION_MARK, citationOf } from '../../../core/lessons/citations.ts';

/** Numbers the sources of a text in the order in which they are first named. */
export class SourceList {
  private readonly numbers = new Map<string, number>();

  numberOf(mark: string): number {
    const number = this.numbers.get(mark) ?? this.numbers.size + 1;
    this.numbers.set(mark, number);
    return number;
  }

  get marks(): readonly string[] {
    return [...this.numbers.keys()];
  }
}

/** A handout has the pictures of its steps and no others. */
const NO_IMAGES = { disable: { null: ['labelStartImage'] } };

/**
 * Markdown as HTML without anything of its own: HTML in the text is shown as text, links lead to the web or nowhere,
 * and nothing is loaded. Source marks become numbers that lead to the list of sources.
 */
export const markdownHtml = (markdown: string, sources: SourceList): string =>
  micromark(markdown, { extensions: [NO_IMAGES] }).replace(CITATION_MARK, (whole: string, mark: string) =>
    citationOf(mark) === null ? whole : citationHtml(sources.numberOf(mark)),
  );

const citationHtml = (number: number): string =>
  `&#8288;<sup><a href="#source-${number}">[${number}]</a></sup>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** A name in capitals, which a narrow column may break behind its underscores. */
export const nameHtml = (name: string): string => escapeHtml(name).replace(/_/g, '_<wbr>');
