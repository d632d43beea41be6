import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { type Sentence } from '../../core/words/sentence.ts';
import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';
import { bundlePath } from './bundle-path.ts';
import { sayOfMain as say } from './main-sentences.ts';

/** security.md 7: nothing but the app's own files, no inline script, no eval. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

/** Has to run before the app is ready: only then can a scheme become standard and secure. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * The fixed map from URL path to file, read once: a request can only ever name an entry of it, so there is no path to
 * normalise and nothing to escape from.
 */
export function listBundle(folder: string, prefix = ''): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      for (const [url, file] of listBundle(path, `${prefix}/${name}`)) files.set(url, file);
    } else files.set(`${prefix}/${name}`, path);
  }
  return files;
}

/** Serves the built renderer over app://lab and refuses every other request of the session. */
export function serveApp(session: Session, folder: string, onRefused: (what: Sentence) => void): void {
  const files = listBundle(folder.endsWith(sep) ? folder.slice(0, -1) : folder);
  session.protocol.handle(APP_SCHEME, async (request) => {
    const path = bundlePath(request.url);
    const file = path === null ? undefined : files.get(path);
    if (file === undefined) {
      onRefused(say('request', { url: request.url }));
      return new Response('Not in this program', { status: 404, headers: headersFor('txt') });
    }
    return new Response(new Uint8Array(await readFile(file)), {
      headers: headersFor(file.split('.').pop() ?? ''),
    });
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = details.url.startsWith(`${APP_SCHEME}://${APP_HOST}/`) || details.url.startsWith('devtools:');
    if (!own) onRefused(say('request', { url: details.url }));
    answer({ cancel: !own });
  });
}

const headersFor = (ending: string): Record<string, string> => ({
  'Content-Type': TYPES[ending] ?? 'text/plain; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
});
