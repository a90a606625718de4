import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../parts/language.tsx';
import type { FactName } from './facts.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

interface Translator {
  (key: string): string;
  has(key: string): boolean;
}

/** Words facts and their values for the person who looks. */
export function useFactWords(): {
  readonly fact: (name: FactName) => string;
  readonly value: (name: string, value: unknown) => string;
} {
  const t = useTranslations('results') as unknown as Translator;
  const { language } = useLanguage();
  return useMemo(() => {
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    return {
      fact: (name) => t(`facts.${name}`),
      value(name, value) {
        if (value === null || value === undefined || value === '' || value === 'unknown') return t('unknown');
        const text = String(value);
        if (name === 'weekday') return weekday.format(MONDAY + (Number(text) - 1) * DAY_MS);
        if (name === 'hour') return `${text.padStart(2, '0')}:00`;
        if (name === 'temperature_band') return `${text.replace('-', '–')} °C`;
        const key = `said.${name}.${text}`;
        return t.has(key) ? t(key) : text;
      },
    };
  }, [t, language]);
}
