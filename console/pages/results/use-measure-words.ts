import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { MACHINES, Measure } from './steps.ts';

type Named = Measure | 'woken' | (typeof MACHINES)[number]['column'];

/** Words what is counted, and writes its numbers: a value in the workspace's currency. */
export function useMeasureWords(currency: string | undefined) {
  const t = useTranslations('results');
  const format = useFormatter();
  return useMemo(
    () => ({
      name: (measure: Named) => t(`measures.${measure}`),
      write(measure: Named, value: number): string {
        if (measure !== 'value') return format.number(value);
        const money = currency === undefined ? {} : ({ style: 'currency', currency } as const);
        return format.number(value, { ...money, maximumFractionDigits: 2 });
      },
    }),
    [t, format, currency],
  );
}
