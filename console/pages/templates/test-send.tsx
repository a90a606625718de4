import { Alert, Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { sessionQuery } from '../../queries/session.ts';
import { sendTest } from '../../queries/templates.ts';
import { contextOf, type Look } from './looks.ts';

const KEPT_AS = 'kairos-test-address';

/** Sends the draft to its author as one of the looks would have it. */
export function TestSend({
  template,
  channel,
  looks,
  customer,
  locale,
}: {
  readonly template: unknown;
  readonly channel: string;
  readonly looks: readonly Look[];
  readonly customer: string | undefined;
  readonly locale: string | undefined;
}) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('templates');
  const { data: session } = useQuery(sessionQuery);
  const [typed, type] = useState(() => localStorage.getItem(`${KEPT_AS}-${channel}`) ?? undefined);
  const [token, setToken] = useState('');
  const [chosen, choose] = useState<Look>();
  const to = typed ?? (session?.name.includes('@') ? session.name : '');
  const look = chosen !== undefined && looks.includes(chosen) ? chosen : looks[0]!;
  const isApp = channel === 'in-app';
  const send = useMutation({
    mutationFn: () => {
      localStorage.setItem(`${KEPT_AS}-${channel}`, to.trim());
      const context = contextOf(look, customer);
      return sendTest(template, {
        ...context,
        ...(locale !== undefined && context.locale === undefined && { locale }),
        channel,
        to: to.trim(),
        ...(isApp && { token: token.trim() }),
      });
    },
  });
  if (channel === 'webhook') return null;
  return (
    <Card withBorder component="section" aria-label={t('test.title')} style={{ flex: 'none' }}>
      <Title order={2} mb="xs">
        {t('test.title')}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack gap="xs">
          <TextInput
            label={t(isApp ? 'test.toApp' : 'test.to')}
            value={to}
            onChange={({ currentTarget: { value } }) => type(value)}
          />
          {isApp && (
            <TextInput
              label={t('test.token')}
              value={token}
              onChange={({ currentTarget: { value } }) => setToken(value)}
            />
          )}
          <Group align="flex-end" gap="xs">
            <Select
              label={t('test.look')}
              data={looks.map((value) => ({ value, label: t(`looks.${value}`) }))}
              value={look}
              onChange={(value) => choose(looks.find((one) => one === value))}
              allowDeselect={false}
              style={{ flex: 1 }}
            />
            <Button
              type="submit"
              leftSection={<IconSend size={16} />}
              loading={send.isPending}
              disabled={to.trim() === ''}
            >
              {t('test.send')}
            </Button>
          </Group>
          {send.error && (
            <Alert color="red" role="alert">
              {wordFault(send.error)}
            </Alert>
          )}
          {send.isSuccess && (
            <Text size="sm" role="status" className="any-text">
              {t('test.sent', { to: to.trim() })}
            </Text>
          )}
        </Stack>
      </form>
    </Card>
  );
}
