import { type TFunction } from 'i18next';
import { type Preferences } from '../../electron/contract/preferences.ts';
import { useTranslation } from './use-translation.ts';
import { usePreferences } from './commands/preferences.ts';

/** Up to here a number has its digits, also where there is little room. */
const SHORT_FROM = 100_000;

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export interface Format {
  readonly integer: (value: number) => string;
  /** The same where there is little room: from 100 000 on rounded, such as `1.8M`. */
  readonly short: (value: number) => string;
  /** A member of a structure: decimal or hexadecimal, as the person prefers. */
  readonly member: (value: number) => string;
  /** Two decimals, for ratios. */
  readonly ratio: (value: number) => string;
  readonly percent: (value: number) => string;
  /** `48 KiB`, `3.1 MiB`: at most one decimal, with the exact bytes in the tooltip; or exact, if that is preferred. */
  readonly bytes: (value: number) => string;
  /** `65 536 bytes`. */
  readonly exactBytes: (value: number) => string;
}

/** One a language and preference: making the number formats costs more than a panel's use of them. */
const formats = new Map<string, Format>();

/** Numbers in the words of the window's language, and as the person prefers them. */
export function useFormat(): Format {
  const { i18n, t } = useTranslation();
  const { units, numbers } = usePreferences();
  const key = `${i18n.language} ${units} ${numbers}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = createFormat(i18n.language, units, numbers, t)));
  return format;
}

function createFormat(
  language: string,
  units: Preferences['units'],
  numbers: Preferences['numbers'],
  t: TFunction,
): Format {
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return {
    integer: (value) => integer.format(value),
    short: (value) => (value < SHORT_FROM ? integer : compact).format(value),
    member: (value) => (numbers === 'hex' ? '0x' + value.toString(16) : integer.format(value)),
    ratio: (value) => two.format(value),
    percent: (value) => percent.format(value),
    bytes: (value) => {
      if (units === 'bytes') return `${integer.format(value)} B`;
      let unit = 0;
      let scaled = value;
      while (scaled >= 1024 && unit < UNITS.length - 1) {
        scaled /= 1024;
        unit++;
      }
      return `${one.format(scaled)} ${UNITS[unit] ?? ''}`;
    },
    exactBytes: (value) => t('units.bytes', { value: integer.format(value) }),
  };
}
