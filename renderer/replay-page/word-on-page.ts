import { type Sentence } from '../../electron/contract/core.ts';
import { PORTUGUESE_OF_PAGE, wordIn } from '../../electron/contract/portuguese/page-templates.ts';

/** What is wrong with the page, in the language that it is shown in. */
export const wordOnPage = (sentence: Sentence, language: string): string =>
  wordIn(sentence, language === 'pt' ? 'pt' : 'en', PORTUGUESE_OF_PAGE);
