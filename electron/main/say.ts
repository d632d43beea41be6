import { type Sentence } from '../../core/words/sentence.ts';
import { wordIn } from '../contract/portuguese/page-templates.ts';
import { PORTUGUESE } from './portuguese/portuguese-templates.ts';

/** Words what is to be said to the person; what is text already stays as it is. */
export type Say = (said: Sentence | string) => string;

/** @param language the window's, asked every time: it can be changed */
export const sayIn =
  (language: () => 'en' | 'pt'): Say =>
  (said) =>
    typeof said === 'string' ? said : wordIn(said, language(), PORTUGUESE);
