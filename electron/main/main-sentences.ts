import { sentencesOf } from '../../core/words/sentence.ts';

/** What the main process says itself, beside the words of its dialogs. */
export const MAIN_SENTENCES = {
  replaced: 'the session was replaced meanwhile',
  noBranch: 'there is no branch {{id}} here',
  cancelled: 'cancelled',
  anotherWay: 'the session did not repeat itself: event by event it went another way',
  doesNotSayHow: 'the file does not say how its session came about',
  ofScript: 'script {{name}}: {{what}}',
  notRegistered: 'NDIS refused to register it',
  more: '{{file}}: {{count}} more, the last one {{what}}',
  absolutePath: 'expected the absolute path of a file',
  recentFiles: 'recent files',
  oneOfRecents: 'expected one of {{count}} files',
  shorterScript: 'expected a script of at most {{most}} bytes',
  noLesson: 'there is no lesson {{id}}',
  settings: 'settings: {{what}}',
  refused: 'refused: {{what}}',
  navigation: 'navigation to {{url}}',
  webview: 'webview',
  window: 'window for {{url}}',
  permission: 'permission {{permission}}',
  request: '{{url}}',
  frameGone: 'the sending frame is gone',
  notMainFrame: 'the sender is not the main frame of the window',
  foreignPage: 'the sender is not a page of this program',
  acknowledgement: 'stream: expected an acknowledgement { type, epoch, nextSeq }',
  nextSeq: 'stream, field nextSeq: expected from {{least}} to {{most}}',
  option: '--{{option}}: expected {{unit}}, a whole number from {{least}} to {{most}}',
  mebibytes: 'MiB',
  milliseconds: 'milliseconds',
} as const;
export const sayOfMain = sentencesOf(MAIN_SENTENCES);
