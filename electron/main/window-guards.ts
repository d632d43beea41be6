import { app, type Session } from 'electron';
import { type Sentence } from '../../core/words/sentence.ts';
import { APP_ORIGIN } from '../contract/origin.ts';
import { sayOfMain as say } from './main-sentences.ts';

/** Clipboard writing serves the copy commands; everything else a page can ask for is refused (security.md 5). */
const ALLOWED_PERMISSIONS = new Set(['clipboard-sanitized-write']);

const isOwnUrl = (url: string): boolean => {
  try {
    // URL.origin is 'null' for schemes that the URL standard does not know.
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === APP_ORIGIN;
  } catch {
    return false;
  }
};

/** Refuses navigation, new windows and webviews of every page that ever exists (security.md 11 to 14). */
export function guardWebContents(onRefused: (what: Sentence) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }, url: string): void => {
      if (isOwnUrl(url)) return;
      event.preventDefault();
      onRefused(say('navigation', { url }));
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      onRefused(say('webview'));
    });
    contents.setWindowOpenHandler(({ url }) => {
      onRefused(say('window', { url }));
      return { action: 'deny' };
    });
  });
}

export function guardPermissions(session: Session, onRefused: (what: Sentence) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    const allowed = ALLOWED_PERMISSIONS.has(permission);
    if (!allowed) onRefused(say('permission', { permission }));
    answer(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
}
