import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';

/** Path of a request in the bundle's map, or null for another host and for a URL that cannot be parsed. */
export function bundlePath(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== `${APP_SCHEME}:` || parsed.host !== APP_HOST) return null;
  return parsed.pathname === '/' ? '/index.html' : parsed.pathname;
}
