import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { Templates } from './word-templates.ts';

/** One `t` a language. */
const remembering = new Map<string, TFunction>();

function followLanguage(onChange: () => void): () => void {
  i18next.on('languageChanged', onChange);
  return () => i18next.off('languageChanged', onChange);
}
const currentLanguage = (): string => i18next.language;

/**
 * The words of the window's language. The `t` looks each word up once: panels that follow a running engine ask for the
 * same few hundred words many times a second, and a look-up costs microseconds. So does the hook of react-i18next, which
 * also waits for words that are loaded later; here all of them are there from the start.
 */
export function useTranslation(): { readonly t: TFunction; readonly i18n: typeof i18next } {
  const language = useSyncExternalStore(followLanguage, currentLanguage);
  let t = remembering.get(language);
  if (t === undefined) remembering.set(language, (t = rememberWords(language, i18next.getFixedT(language))));
  return { t, i18n: i18next };
}

/** Words that take values are put together each time, from pieces that are remembered; all others are remembered whole. */
function rememberWords(language: string, t: TFunction): TFunction {
  const words = new Map<string, unknown>();
  const templates = new Templates(language);
  return new Proxy(t, {
    apply(target, self: unknown, args: Parameters<TFunction>): unknown {
      const [key, values] = args;
      if (typeof key !== 'string' || args.length > 2) return Reflect.apply(target, self, args);
      if (args.length === 2) return templates.fill(key, values) ?? Reflect.apply(target, self, args);
      let word = words.get(key);
      if (word === undefined) words.set(key, (word = Reflect.apply(target, self, args)));
      return word;
    },
  });
}
