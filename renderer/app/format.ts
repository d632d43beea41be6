import { useMemo } from 'react';
import { useTranslation } from './use-translation.ts';
import { usePreferences } from './commands/preferences.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export interface Format {
  readonly integer: (value: number) => string;
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

/** Numbers in the words of the window's language, and as the person prefers them. */
export function useFormat(): Format {
  const { i18n, t } = useTranslation();
  const { units, numbers } = usePreferences();
  return useMemo(() => {
    const integer = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
    const one = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
    const two = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
    return {
      integer: (value) => integer.format(value),
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
  }, [i18n.language, t, units, numbers]);
}
