import { z } from 'zod';
import { englishOf, isSentence, type Sentence } from '../../core/words/sentence.ts';

/** What a schema's own check says, for `refine` and for issues that it adds. */
export const saidBy = (
  sentence: Sentence,
): { readonly message: string; readonly params: { readonly sentence: Sentence } } => ({
  message: englishOf(sentence),
  params: { sentence },
});

/** What is wrong at a place of a value. */
export interface SaidIssue {
  readonly issue: z.core.$ZodIssue;
  readonly sentence: Sentence;
}

type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly issues: readonly SaidIssue[] };

const portuguese = z.locales.ptBR().localeError;

/** Parses a value so that what is wrong with it can be said in every language: the library words its own checks. */
export function parseSaid<Value>(schema: z.ZodType<Value>, value: unknown): Parsed<Value> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const again = schema.safeParse(value, { error: portuguese }).error?.issues ?? [];
  const issues = parsed.error.issues.map((issue, index) => {
    const own: unknown = issue.code === 'custom' ? issue.params?.sentence : undefined;
    const pt = again[index]?.message ?? issue.message;
    return { issue, sentence: isSentence(own) ? own : { en: issue.message, pt } };
  });
  return { ok: false, issues };
}
