export const LESSON_LANGUAGES = ['en', 'pt'] as const;
export type LessonLanguage = (typeof LESSON_LANGUAGES)[number];

/** The same in every language of a lesson: one line, or Markdown where a member says so. */
export type Words = Readonly<Record<LessonLanguage, string>>;
