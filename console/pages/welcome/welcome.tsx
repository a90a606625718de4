import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';

/** The first steps. */
export function Welcome() {
  const t = useTranslations('welcome');
  return (
    <Page title={t('title')}>
      <Text>{t('lead')}</Text>
    </Page>
  );
}
