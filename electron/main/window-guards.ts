import { app, type Session } from 'electron';
import { APP_ORIGIN } from '../contract/origin.ts';

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
export function guardWebContents(onRefused: (what: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }, url: string): void => {
      if (isOwnUrl(url)) return;
      event.preventDefault();
      onRefused(`navigation to ${url}`);
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      onRefused('webview');
    });
    contents.setWindowOpenHandler(({ url }) => {
      onRefused(`window for ${url}`);
      return { action: 'deny' };
    });
  });
}

export function guardPermissions(session: Session, onRefused: (what: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    const allowed = ALLOWED_PERMISSIONS.has(permission);
    if (!allowed) onRefused(`permission ${permission}`);
    answer(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
}
