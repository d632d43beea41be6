import { type PAGE_SENTENCES } from '../page-sentences.ts';

export const PAGE_PORTUGUESE: Readonly<Record<keyof typeof PAGE_SENTENCES, string>> = {
  noBlock: 'esperava-se um bloco chamado {{id}}',
  settings: 'configuração: esperava-se JSON ({{why}})',
  inSettings: 'configuração, campo {{field}}: {{what}}',
  unreadable: 'ilegível',
  inSession: 'sessão, byte {{at}}: {{what}}',
  base64: 'sessão, linha {{line}}: esperava-se base64',
};
