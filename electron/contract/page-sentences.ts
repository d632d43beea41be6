import { sentencesOf } from '../../core/words/sentence.ts';

/** What can be wrong with a page that carries a session. */
export const PAGE_SENTENCES = {
  noBlock: 'expected a block named {{id}}',
  settings: 'settings: expected JSON ({{why}})',
  inSettings: 'settings, field {{field}}: {{what}}',
  unreadable: 'unreadable',
  inSession: 'session, byte {{at}}: {{what}}',
  base64: 'session, line {{line}}: expected base64',
} as const;
export const sayOfPage = sentencesOf(PAGE_SENTENCES);
