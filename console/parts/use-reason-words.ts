import { useMemo } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { useLanguage } from './language.tsx';
import { type ReasonTranslator, type StoredReason, wordReason } from './word-reason.ts';

/** Returns what words reasons for the person who looks, and sending rules by the names of their gates. */
export function useReasonWords(): {
  readonly word: (reason: StoredReason) => string;
  readonly rule: (gate: string) => string;
} {
  const t = useTranslations('reasons') as unknown as ReasonTranslator;
  const { language } = useLanguage();
  const zone = useTimeZone() ?? 'UTC';
  return useMemo(
    () => ({
      word: (reason: StoredReason) => wordReason(reason, t, { language, zone }),
      rule: (gate: string) => (t.has(`rules.${gate}`) ? t(`rules.${gate}`) : gate),
    }),
    [t, language, zone],
  );
}
