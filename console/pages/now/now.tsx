import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';

/** What happens this minute. */
export function Now() {
  const t = useTranslations('now');
  return (
    <Page title={t('title')}>
      <Text>{t('waiting')}</Text>
    </Page>
  );
}
