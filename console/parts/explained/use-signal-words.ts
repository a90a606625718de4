import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { catalogQuery } from '../../queries/catalog.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import { useLanguage } from '../language.tsx';
import { sayField, saySignal, sayStored, type Told } from './say-signal.ts';

/** The words of the language for signals and what they leave behind. */
export interface SignalWords {
  /** A kind of signal: `Position`. */
  kind(name: string): string;
  /** What a signal said, in one line. */
  line(kind: string, value: Readonly<Record<string, unknown>>): string;
  /** A field of which a value is known. */
  field(name: string): string;
  /** A known value of a field. */
  value(field: string, value: unknown): string;
  /** A consent by its name `CHANNEL:PURPOSE`. */
  consent(name: string): string;
}

/** Reads the catalog in the reader's language; until it is there, names stand for themselves. */
export function useSignalWords(): SignalWords {
  const t = useTranslations('customers');
  const locale = useLocale();
  const { data } = useQuery(catalogQuery(useLanguage().language));
  return useMemo(() => {
    const told: Told = { index: indexCatalog(data), locale, say: t as unknown as Told['say'] };
    const kindOf = (name: string) => data?.signals.find((one) => one.name === name);
    const channelOf = (name: string) => data?.channels.find((one) => one.name === name)?.title ?? name;
    return {
      kind: (name) => kindOf(name)?.title ?? name,
      line: (kind, value) => saySignal(kindOf(kind)?.schema, value, told),
      field: (name) => sayField(name, told),
      value: (field, value) => sayStored(field, value, told),
      consent(name) {
        const [channel = '', ...purpose] = name.split(':');
        const wanted = purpose.join(':');
        return t('consentOf', {
          purpose: wanted === '*' ? t('anyPurpose') : wanted,
          channel: channel === '*' ? t('anyChannel') : channelOf(channel),
        });
      },
    };
  }, [data, locale, t]);
}
