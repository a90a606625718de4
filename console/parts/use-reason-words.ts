import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { catalogQuery } from '../queries/catalog.ts';
import { useLanguage } from './language.tsx';
import { usePlaceNames } from './use-place-names.ts';
import { type ReasonTranslator, type StoredReason, wordReason } from './word-reason.ts';

/** Returns what words reasons for the person who looks, and sending rules by the names of their gates. */
export function useReasonWords(): {
  readonly word: (reason: StoredReason) => string;
  readonly rule: (gate: string) => string;
} {
  const t = useTranslations('reasons') as unknown as ReasonTranslator;
  const { language } = useLanguage();
  const zone = useTimeZone() ?? 'UTC';
  const { data } = useQuery(catalogQuery(language));
  const place = usePlaceNames();
  return useMemo(() => {
    const channel = (name: string) => data?.channels.find((one) => one.name === name)?.title ?? name;
    return {
      word: (reason: StoredReason) => wordReason(reason, t, { language, zone, channel, place }),
      rule: (gate: string) => (t.has(`rules.${gate}`) ? t(`rules.${gate}`) : gate),
    };
  }, [t, language, zone, data, place]);
}
