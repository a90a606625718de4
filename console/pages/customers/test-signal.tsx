import { Alert, Anchor, Button, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Failure } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { catalogQuery } from '../../queries/catalog.ts';
import { sendSignal } from '../../queries/customers.ts';
import { whyLink } from './address.ts';
import { Part } from './part.tsx';

/** Sends a real signal that is marked as a test, and says what that does. */
export function TestSignal({ id }: { readonly id: string }) {
  const t = useTranslations('customers');
  const queries = useQueryClient();
  const [made, setMade] = useKept<MadeSignal>(`test-signal:${id}`, FIRST);
  const send = useMutation({
    mutationFn: (value: object) => sendSignal(id, { kind: made.kind, value, test: true }),
    onSuccess: () =>
      Promise.all(['customer', 'story', 'explain'].map((name) => queries.invalidateQueries({ queryKey: [name, id] }))),
  });
  const value = readObject(made.value);
  return (
    <Part title={t('testSignal.title')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('testSignal.hint')}
        </Text>
        <SignalFields made={made} change={setMade} />
        <Button
          variant="default"
          loading={send.isPending}
          disabled={value === undefined}
          onClick={() => value && send.mutate(value)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('testSignal.send')}
        </Button>
        {send.data && (
          <Alert color="teal" role="status" className="any-text">
            {t('testSignal.sent', { signal: send.data.signal })}{' '}
            <Anchor component={Link} {...(whyLink(id, send.data.signal, '') as object)} size="sm">
              {t('testSignal.whyNow')}
            </Anchor>
          </Alert>
        )}
        {send.error && <Failure error={send.error} retry={() => send.reset()} />}
      </Stack>
    </Part>
  );
}

/** A signal that a person makes up: its kind, and its value as typed. */
export interface MadeSignal {
  readonly kind: string;
  readonly value: string;
}

export const FIRST: MadeSignal = {
  kind: 'event',
  value: '{ "name": "order-completed", "properties": { "total": 50 } }',
};

/** The fields in which a signal is made up; another kind begins with an example of its own. */
export function SignalFields({
  made,
  change,
}: {
  readonly made: MadeSignal;
  readonly change: (made: MadeSignal) => void;
}) {
  const t = useTranslations('customers.whatIf');
  const { data } = useQuery(catalogQuery(useLanguage().language));
  const kinds = (data?.signals ?? []).filter(({ detail }) => detail?.about === 'customer');
  const exampleOf = (kind: string) => {
    const examples = (kinds.find(({ name }) => name === kind)?.examples ?? []) as readonly {
      ok?: boolean;
      value?: unknown;
    }[];
    return JSON.stringify(examples.find(({ ok }) => ok)?.value ?? {}, null, 1);
  };
  return (
    <>
      <Select
        label={t('kind')}
        data={kinds.map(({ name, title }) => ({ value: name, label: title }))}
        value={made.kind}
        onChange={(kind) => kind !== null && change({ kind, value: exampleOf(kind) })}
        allowDeselect={false}
      />
      <Textarea
        label={t('value')}
        value={made.value}
        onChange={({ currentTarget: { value } }) => change({ ...made, value })}
        error={readObject(made.value) === undefined ? t('badValue') : undefined}
        autosize
        minRows={2}
        maxRows={10}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        spellCheck={false}
      />
    </>
  );
}

/** Reads a JSON object; undefined: it is none. */
export function readObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
