import { Paper, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { CatalogIndex } from '../conditions/catalog-index.ts';
import type { Choices } from '../schema-form/contract.ts';
import type { SentenceWords } from './contract.ts';
import { sayTrigger } from './say-trigger.ts';

/** A trigger in one sentence, which changes with it. */
export function TriggerSentence({
  value,
  index,
  choices,
}: {
  readonly value: unknown;
  readonly index: CatalogIndex;
  readonly choices: Choices;
}) {
  const t = useTranslations('sentence');
  const locale = useLocale();
  const speaker = useMemo(
    () => ({ words: t as unknown as SentenceWords, index, choices, locale, said: new WeakMap<object, string>() }),
    [index, choices, locale, t],
  );
  const text = useMemo(() => sayTrigger(value, speaker), [value, speaker]);
  return (
    <Paper className="trigger-sentence" p="md" mb="md" role="note" aria-label={t('label')}>
      <Text className="any-text">{text}</Text>
    </Paper>
  );
}
