import i18next from 'i18next';
import en from './i18n/en.json';
import pt from './i18n/pt.json';

export const startWords = (language: 'en' | 'pt') =>
  i18next.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, pt: { translation: pt } },
    interpolation: { escapeValue: false },
  });

export async function setLanguage(language: 'en' | 'pt'): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'pt' ? 'pt-BR' : 'en';
}
