import { useMemo } from 'react';
import { useTranslations } from 'use-intl';

/** The columns that the results pages have a heading for under another name. */
const ALSO: Readonly<Record<string, string>> = {
  gate: 'columns.rule',
  first_channel: 'columns.firstChannel',
  went_on: 'columns.wentOn',
  price_each: 'columns.price',
  cost_of_success: 'columns.costOfSuccess',
  sent_as_next: 'columns.asNext',
  within_days: 'columns.withinDays',
  people_trigger: 'columns.ofFirst',
  people_other: 'columns.ofSecond',
  day_at: 'buckets.day',
  from_ms: 'columns.ageFrom',
  until_ms: 'columns.ageUntil',
  is_before: 'columns.isBefore',
};

interface Translator {
  (key: string): string;
  has(key: string): boolean;
}

/** Returns what words the columns of the engine's questions, as the results pages do; others keep their names. */
export function useColumnWords(): (column: string) => string {
  const t = useTranslations('results') as unknown as Translator;
  return useMemo(
    () => (column: string) => {
      const keys = [`measures.${column}`, `facts.${column}`, ALSO[column] ?? `columns.${column}`];
      const found = keys.find((key) => t.has(key));
      return found === undefined ? column : t(found);
    },
    [t],
  );
}
