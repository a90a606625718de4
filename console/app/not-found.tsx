import { Center, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';

/** What stands at an address that has no page. */
export function NotFound() {
  const t = useTranslations('shell');
  return (
    <Center mih="60vh">
      <Stack align="center" gap="xs">
        <Title order={1}>{t('notFound')}</Title>
        <Text c="dimmed">{t('notFoundHint')}</Text>
        <Link to="/now">{t('pages.now')}</Link>
      </Stack>
    </Center>
  );
}
