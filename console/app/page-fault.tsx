import { Button, Center, Code, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';

/** What stands in place of a page that failed: its own words, and a way to try again. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  const t = useTranslations('shell');
  const fault = error instanceof Error ? error : new Error(String(error));
  return (
    <Center mih="60vh" role="alert">
      <Stack align="center" gap="xs" maw={640}>
        <Title order={1}>{t('broken')}</Title>
        <Code block className="any-text">
          {fault.message}
        </Code>
        <Text c="dimmed" size="sm">
          {fault.name}
        </Text>
        <Button onClick={reset}>{t('retry')}</Button>
      </Stack>
    </Center>
  );
}
