import { LESSON_LANGUAGES, type LessonLanguage } from '../../core/lessons/words.ts';
import { parsed, parseWhole, UsageError } from './arguments.ts';

export interface LessonArguments {
  readonly which:
    | { readonly kind: 'file'; readonly file: string }
    | { readonly kind: 'number'; readonly number: number }
    | { readonly kind: 'all' };
  readonly language: LessonLanguage;
  /** What is said goes with what is checked. */
  readonly text: boolean;
  readonly json: boolean;
  /** Seed of an exercise that is shown instead of the lesson; null plays the lesson. */
  readonly practice: number | null;
  readonly solution: boolean;
  /** Where a handout of the lesson is written; null for none. */
  readonly handout: string | null;
  /** No lesson at all: the JSON schema of the front matter. */
  readonly schema: boolean;
}

/** @throws UsageError naming the option and what was expected */
export function parseLessonArguments(args: readonly string[]): LessonArguments {
  const { values, positionals } = parsed(args, {
    all: { type: 'boolean' },
    schema: { type: 'boolean' },
    lang: { type: 'string' },
    text: { type: 'boolean' },
    json: { type: 'boolean' },
    practice: { type: 'string' },
    solution: { type: 'boolean' },
    handout: { type: 'string' },
  });
  const [file, extra] = positionals;
  const all = values.all === true;
  const schema = values.schema === true;
  if (extra !== undefined) throw new UsageError(`lesson: expected one lesson, found also "${extra}"`);
  if ([file !== undefined, all, schema].filter(Boolean).length !== 1)
    throw new UsageError('lesson: expected a FILE, a NUMBER, --all or --schema');
  if (values.handout !== undefined && all)
    throw new UsageError('--handout: expected one lesson, found --all');
  const language = LESSON_LANGUAGES.find((known) => known === (values.lang ?? 'en'));
  if (language === undefined) {
    throw new UsageError(`--lang: expected ${LESSON_LANGUAGES.join(' or ')}, found "${String(values.lang)}"`);
  }
  return {
    which:
      file === undefined
        ? { kind: 'all' }
        : /^\d{1,3}$/.test(file)
          ? { kind: 'number', number: Number(file) }
          : { kind: 'file', file },
    language,
    text: values.text === true,
    json: values.json === true,
    practice: values.practice === undefined ? null : parseWhole('--practice', String(values.practice)),
    solution: values.solution === true,
    schema,
    handout: values.handout === undefined ? null : String(values.handout),
  };
}
