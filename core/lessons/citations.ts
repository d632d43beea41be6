import { type Rule, RULES } from '../ndis/rules.ts';
import { DOC_PAGES, docPageAddress } from './doc-pages.ts';

/** Marks that name no page: the public headers, Microsoft's sample, and what this program decided by itself. */
const OTHER_MARKS = ['header', 'sample', 'model'] as const;

/** What stands behind a statement of a lesson. */
export type Citation =
  | { readonly kind: 'page'; readonly mark: string; readonly address: string }
  /** Its evidence says whether the rule is documented or a decision of the model. */
  | { readonly kind: 'rule'; readonly mark: string; readonly rule: Rule }
  | { readonly kind: (typeof OTHER_MARKS)[number]; readonly mark: string };

/** A source mark in Markdown, written like a footnote: `[^A17]`, `[^nf-ndis-ndisfreesharedmemory]`, `[^model]`. */
export const CITATION_MARK = /\[\^([^\]\s]{1,80})\]/g;

/** Every mark that can be written. */
export const KNOWN_MARKS: readonly string[] = [...OTHER_MARKS, ...RULES.map(({ id }) => id), ...DOC_PAGES];

/** What a mark stands for; null for one that nobody knows. */
export function citationOf(mark: string): Citation | null {
  const other = OTHER_MARKS.find((known) => known === mark);
  if (other !== undefined) return { kind: other, mark };
  const rule = RULES.find(({ id }) => id === mark);
  if (rule !== undefined) return { kind: 'rule', mark, rule };
  const address = docPageAddress(mark);
  return address === null ? null : { kind: 'page', mark, address };
}

/** The marks of a text, each once, in the order of their first appearance. */
export const marksIn = (markdown: string): readonly string[] => [
  ...new Set([...markdown.matchAll(CITATION_MARK)].map((match) => match[1] ?? '')),
];

/**
 * The first paragraph that states something and does not say where it is from; null when every one does. Paragraphs
 * that only say what to do or to look at are written as quotes (`>`); headings and code state nothing.
 */
export function unfoundedParagraph(markdown: string): string | null {
  const plain = markdown.replace(/^```[^\n]*\n[\s\S]*?^```/gm, '');
  const paragraph = plain
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .find((text) => text !== '' && !/^[>#]/.test(text) && marksIn(text).length === 0);
  return paragraph ?? null;
}
