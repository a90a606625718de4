import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Measure } from './steps.ts';

/** Words what is counted, and writes its numbers: a value in the workspace's currency. */
export function useMeasureWords(currency: string | undefined) {
  const t = useTranslations('results');
  const format = useFormatter();
  return useMemo(
    () => ({
      name: (measure: Measure | 'woken') => t(`measures.${measure}`),
      write(measure: Measure | 'woken', value: number): string {
        if (measure !== 'value') return format.number(value);
        const money = currency === undefined ? {} : ({ style: 'currency', currency } as const);
        return format.number(value, { ...money, maximumFractionDigits: 2 });
      },
    }),
    [t, format, currency],
  );
}
