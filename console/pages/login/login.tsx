import { Alert, Button, Card, Center, Code, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { RequestRefused } from '../../queries/request.ts';
import { choosePassword, sessionQuery, signIn, signInOnce, waysQuery } from '../../queries/session.ts';

const SHORTEST_PASSWORD = 10;
/** Why a provider's sign-in came to nothing, as the API tells it in the address. */
const REFUSALS = ['away', 'late', 'denied', 'no-role', 'taken'] as const;

/** Signs in by name and password, or once by the link that the engine printed. */
export function Login() {
  const t = useTranslations('login');
  const { to, once, later, refused } = useSearch({ from: '/login' });
  const refusal = REFUSALS.find((code) => code === refused);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const enter = async () => {
    // Asked anew: what was known is that nobody is signed in.
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ href: to ?? '/', replace: true });
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Card w={400} maw="100%" withBorder padding="xl" radius="lg">
        <Stack gap="md">
          <img src="/icon.svg" alt="" width={40} height={40} />
          {refusal && <Alert color="red">{t(`refusals.${refusal}`)}</Alert>}
          {once === undefined ? (
            <ByPassword enter={enter} to={to ?? '/'} />
          ) : (
            <ByLink token={once} isLater={later === true} enter={enter} />
          )}
        </Stack>
      </Card>
    </Center>
  );
}

function ByPassword({ enter, to }: { readonly enter: () => Promise<void>; readonly to: string }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('login');
  const { data: ways } = useQuery(waysQuery);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(name, password);
      await enter();
    } catch (cause) {
      const isWrong = cause instanceof RequestRefused && cause.status === 401;
      setProblem(isWrong ? t('wrong') : wordFault(cause as Error));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Title order={1}>{t('title')}</Title>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={t('name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
        />
        <PasswordInput
          label={t('password')}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={isBusy}>
          {t('signIn')}
        </Button>
        {ways?.openId && (
          <Button component="a" href={`/v1/session/openid?to=${encodeURIComponent(to)}`} variant="default">
            {t('byProvider')}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t('first')}
        </Text>
        <Command says={t('lost')} />
      </Stack>
    </form>
  );
}

/** `isLater`: the link, such as the demo's, asks for no password; the session lasts as any other. */
function ByLink({
  token,
  isLater,
  enter,
}: {
  readonly token: string;
  readonly isLater: boolean;
  readonly enter: () => Promise<void>;
}) {
  const t = useTranslations('login');
  const [state, setState] = useState<'asking' | 'refused' | 'choosing'>('asking');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    signInOnce(token).then(
      ({ mustChoosePassword }) => (mustChoosePassword && !isLater ? setState('choosing') : void enter()),
      () => setState('refused'),
    );
  }, [token, isLater, enter]);
  if (state === 'refused') return <Command says={t('once')} />;
  if (state === 'asking') return null;
  const problem =
    password !== '' && password.length < SHORTEST_PASSWORD
      ? t('tooShort')
      : again !== '' && again !== password
        ? t('differ')
        : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await choosePassword(password);
    await enter();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Title order={1}>{t('choose')}</Title>
        <PasswordInput
          label={t('password')}
          description={t('chooseHint')}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="new-password"
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t('again')}
          value={again}
          onChange={({ currentTarget }) => setAgain(currentTarget.value)}
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={problem}
        />
        <Button type="submit" loading={isBusy} disabled={password.length < SHORTEST_PASSWORD || again !== password}>
          {t('keep')}
        </Button>
      </Stack>
    </form>
  );
}

function Command({ says }: { readonly says: ReactNode }) {
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {says}
      </Text>
      <Code block>kairos user reset NAME</Code>
    </Stack>
  );
}
