import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { catalogQuery } from '../../queries/catalog.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import { useLanguage } from '../language.tsx';
import type { SentenceWords } from './contract.ts';
import { clausesOf } from './say-conditions.ts';
import { sayWaker } from './say-trigger.ts';

/**
 * The conditions that must all hold, each as a clause in the reader's language; undefined until the catalog is there.
 */
export function useClauses(when: unknown): readonly string[] | undefined {
  const t = useTranslations('sentence');
  const locale = useLocale();
  const { data: catalog } = useQuery(catalogQuery(useLanguage().language));
  return useMemo(() => {
    if (!catalog) return undefined;
    const words = t as unknown as SentenceWords;
    return clausesOf(when, { words, index: indexCatalog(catalog), choices: {}, locale });
  }, [catalog, when, t, locale]);
}

/** Returns what says in the reader's language what wakes a trigger; until the catalog is there, by its name. */
export function useWakerClause(): (waker: string, args: unknown) => string {
  const t = useTranslations('sentence');
  const locale = useLocale();
  const { data: catalog } = useQuery(catalogQuery(useLanguage().language));
  return (waker, args) =>
    catalog === undefined
      ? waker
      : sayWaker(
          { [waker]: args },
          { words: t as unknown as SentenceWords, index: indexCatalog(catalog), choices: {}, locale },
        );
}
