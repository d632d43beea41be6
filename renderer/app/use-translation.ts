import i18next, { type TFunction } from 'i18next';
import { useTranslation as useLibrary } from 'react-i18next';

/** One `t` a language. */
const remembering = new Map<string, TFunction>();

/**
 * The library's hook, with a `t` that looks each word up once: panels that follow a running engine ask for the same few
 * hundred words many times a second, and a look-up costs microseconds.
 */
export function useTranslation(): { readonly t: TFunction; readonly i18n: typeof i18next } {
  const { i18n } = useLibrary();
  const { language } = i18n;
  let t = remembering.get(language);
  if (t === undefined) remembering.set(language, (t = rememberWords(i18next.getFixedT(language))));
  return { t, i18n };
}

/** Words that take values are put together each time; all others are remembered. */
function rememberWords(t: TFunction): TFunction {
  const words = new Map<string, unknown>();
  return new Proxy(t, {
    apply(target, self: unknown, args: Parameters<TFunction>): unknown {
      const [key] = args;
      if (args.length > 1 || typeof key !== 'string') return Reflect.apply(target, self, args);
      let word = words.get(key);
      if (word === undefined) words.set(key, (word = Reflect.apply(target, self, args)));
      return word;
    },
  });
}
