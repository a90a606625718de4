import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { catalogQuery } from '../../queries/catalog.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import { recordOf } from '../definitions.ts';
import { useLanguage } from '../language.tsx';
import type { SentenceWords } from './contract.ts';
import { clausesOf, sayTests } from './say-conditions.ts';
import { sayWaker } from './say-trigger.ts';
import type { Speaker } from './say-value.ts';

/**
 * The conditions that must all hold, each as a clause in the reader's language; undefined until the catalog is there.
 */
export function useClauses(when: unknown): readonly string[] | undefined {
  const speaker = useSpeaker();
  return useMemo(() => speaker && clausesOf(when, speaker), [speaker, when]);
}

/** Returns what says in the reader's language what wakes a trigger; until the catalog is there, by its name. */
export function useWakerClause(): (waker: string, args: unknown) => string {
  const speaker = useSpeaker();
  return (waker, args) => (speaker ? sayWaker({ [waker]: args }, speaker) : waker);
}

/** Returns what says one test on a field, without the field; until the catalog is there, by the operator's name. */
export function useTestClause(): (field: string, operator: string, args: unknown) => string {
  const speaker = useSpeaker();
  return (field, operator, args) =>
    speaker ? sayTests({ [operator]: args }, speaker.index.fieldOf(field), speaker) : operator;
}

function useSpeaker(): Speaker | undefined {
  const t = useTranslations('sentence');
  const locale = useLocale();
  const { data: catalog } = useQuery(catalogQuery(useLanguage().language));
  const { data: definitions } = useQuery(definitionsQuery);
  return useMemo(() => {
    if (!catalog) return undefined;
    const titled = (parts: readonly { readonly name: string; readonly title: string }[]) =>
      parts.map(({ name, title }) => ({ value: name, label: title }));
    const places = (definitions?.documents ?? []).flatMap(({ kind, name, body }) => {
      const title = recordOf(recordOf(body).properties).name;
      return kind === 'place' ? [{ value: name, label: typeof title === 'string' && title !== '' ? title : name }] : [];
    });
    const choices = { channel: titled(catalog.channels), 'signal-kind': titled(catalog.signals), place: places };
    return { words: t as unknown as SentenceWords, index: indexCatalog(catalog), choices, locale };
  }, [catalog, definitions, t, locale]);
}
