import { type TFunction } from 'i18next';
import { SCRIPT_ID_PREFIX } from '../../electron/contract/core.ts';

/** What people call a provider; a script bears the name that its author gave it. */
export const providerName = (t: TFunction, id: string): string =>
  id.startsWith(SCRIPT_ID_PREFIX)
    ? t('providers.script', { name: id.slice(SCRIPT_ID_PREFIX.length) })
    : t(`providers.name.${id}`, { defaultValue: id });
