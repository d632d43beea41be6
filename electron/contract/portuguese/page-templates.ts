import { GEOMETRY_SENTENCES } from '../../../core/memory/geometry-sentences.ts';
import { EVENT_SENTENCES } from '../../../core/session-file/event-sentences.ts';
import { FILE_SENTENCES } from '../../../core/session-file/file-sentences.ts';
import { type Sentence, type SentenceTable, wordSentence } from '../../../core/words/sentence.ts';
import { CONTRACT_SENTENCES } from '../contract-sentences.ts';
import { PAGE_SENTENCES } from '../page-sentences.ts';
import { CONTRACT_PORTUGUESE, GEOMETRY_PORTUGUESE } from './machine.ts';
import { PAGE_PORTUGUESE } from './page.ts';
import { EVENT_PORTUGUESE, FILE_PORTUGUESE } from './session-file.ts';

/** Tables of sentences that a page without the main process can say, with their Portuguese. */
export const PORTUGUESE_OF_PAGE: ReadonlyMap<SentenceTable, SentenceTable> = new Map<
  SentenceTable,
  SentenceTable
>([
  [FILE_SENTENCES, FILE_PORTUGUESE],
  [EVENT_SENTENCES, EVENT_PORTUGUESE],
  [GEOMETRY_SENTENCES, GEOMETRY_PORTUGUESE],
  [CONTRACT_SENTENCES, CONTRACT_PORTUGUESE],
  [PAGE_SENTENCES, PAGE_PORTUGUESE],
]);

/** A sentence in a language, with the Portuguese of these tables. */
export const wordIn = (
  sentence: Sentence,
  language: 'en' | 'pt',
  portuguese: ReadonlyMap<SentenceTable, SentenceTable>,
): string =>
  wordSentence(sentence, language, (table) => (language === 'pt' ? portuguese.get(table) : null) ?? table);
