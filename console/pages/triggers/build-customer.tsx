import { Button, Card, Group, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { explainQuery } from '../../queries/customers.ts';
import { RequestRefused } from '../../queries/request.ts';

/** The customer whose answers stand beside the conditions; it stands in the address. */
export function useChosenCustomer(): string {
  return (useSearch({ strict: false }) as { readonly q?: string }).q ?? '';
}

/** Chooses a customer, and says what the live trigger says of them. */
export function BuildCustomer({ name, isLive }: { readonly name: string; readonly isLive: boolean }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const chosen = useChosenCustomer();
  const [typed, setTyped] = useState(chosen);
  const { data, error } = useQuery({ ...explainQuery(chosen, name), enabled: chosen !== '' && isLive });
  const choose = (q: string) =>
    void navigate({
      to: '.',
      search: (before: object) => ({ ...before, q: q === '' ? undefined : q }),
      replace: true,
    } as never);
  const says = data?.triggers[0]?.says;
  return (
    <Card withBorder component="section" aria-label={t('oneCustomer')}>
      <Title order={2} mb="xs">
        {t('oneCustomer')}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose(typed.trim());
        }}
      >
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            aria-label={t('customerId')}
            placeholder={t('customerId')}
            value={typed}
            maxLength={128}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            flex={1}
          />
          <Button type="submit" variant="default">
            {t('ask')}
          </Button>
        </Group>
      </form>
      {chosen !== '' && !isLive && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('askOnceLive')}
        </Text>
      )}
      {error && (
        <Text size="sm" c="red.8" mt="xs" role="alert" className="any-text">
          {error instanceof RequestRefused && error.status === 404 ? t('noSuchCustomer') : wordFault(error)}
        </Text>
      )}
      {says !== undefined && (
        <Text size="sm" mt="xs" className="any-text">
          {says}{' '}
          <Link to="/customers/$id" params={{ id: chosen }}>
            {t('why')}
          </Link>
        </Text>
      )}
    </Card>
  );
}
