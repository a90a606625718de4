import { Alert, Button, Card, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RequestRefused } from '../../queries/request.ts';
import { choosePassword, sessionQuery } from '../../queries/session.ts';

const SHORTEST_PASSWORD = 10;

/** Changes one's own password; asks for the one so far where there is one. */
export function PasswordForm({ hasPassword }: { readonly hasPassword: boolean }) {
  const t = useTranslations('settings');
  const login = useTranslations('login');
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'done' | 'wrong'>('open');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    try {
      await choosePassword(password, hasPassword ? current : undefined);
    } catch (cause) {
      if (!(cause instanceof RequestRefused)) throw cause;
      setState('wrong');
      return;
    }
    setCurrent('');
    setPassword('');
    setState('done');
    await queries.invalidateQueries(sessionQuery);
  };
  return (
    <Card withBorder padding="lg">
      <Title order={2} mb={4}>
        {login('password')}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {t('passwordHint')}
      </Text>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          {state === 'done' && (
            <Alert color="teal" role="status">
              {t('passwordDone')}
            </Alert>
          )}
          {hasPassword && (
            <PasswordInput
              label={t('passwordNow')}
              value={current}
              onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
              autoComplete="current-password"
              error={state === 'wrong' ? t('passwordWrong') : undefined}
            />
          )}
          <PasswordInput
            label={t('passwordNew')}
            description={login('chooseHint')}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            autoComplete="new-password"
            error={password !== '' && password.length < SHORTEST_PASSWORD ? login('tooShort') : undefined}
          />
          <Button
            type="submit"
            w="fit-content"
            loading={state === 'busy'}
            disabled={password.length < SHORTEST_PASSWORD || (hasPassword && current === '')}
          >
            {t('passwordChange')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
