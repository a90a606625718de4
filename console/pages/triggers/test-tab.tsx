import { Alert, Button, Card, Checkbox, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptBackTest, WithSaid } from '../../../engine/api/contract.ts';
import { Failure } from '../../parts/four-states.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import {
  askBackTest,
  backTestQuery,
  backTestsQuery,
  cancelBackTest,
  runBackTestAgain,
  useFollowedTest,
} from '../../queries/back-tests.ts';
import { useDraft } from '../../queries/drafts.ts';
import { RequestRefused } from '../../queries/request.ts';
import { TestLaunch } from './test-launch.tsx';
import { TestResult } from './test-result.tsx';

const PERIODS = ['24h', '3d', '7d', '14d'] as const;
type TestedPeriod = (typeof PERIODS)[number];

interface TestSearch {
  readonly run?: string;
  readonly last?: TestedPeriod;
}

/** What a trigger would have done on past days, beside the live one; and the way from there to a dry run, and live. */
export function TestTab({ name }: { readonly name: string }) {
  const t = useTranslations('testing');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const draft = useDraft('trigger', name);
  const { run, last = '24h' } = useSearch({ strict: false }) as TestSearch;
  const [assumes, setAssumes] = useState(true);
  const [fault, setFault] = useState<Error>();
  const { data: all } = useQuery(backTestsQuery);
  const earlier = (all?.backTests ?? []).filter(({ trigger }) => trigger === name);
  const shown = run ?? earlier[0]?.id;
  const query = useQuery({ ...backTestQuery(shown ?? ''), enabled: shown !== undefined });
  const test = shown === undefined ? undefined : query.data;
  useFollowedTest(test);
  const isDraft = draft.text !== draft.liveText;
  const isUnderWay = test?.state === 'waiting' || test?.state === 'running';

  const go = (search: TestSearch) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...search }), replace: true } as never);
  const show = async (asking: Promise<KeptBackTest>) => {
    setFault(undefined);
    try {
      const asked = await asking;
      queries.setQueryData(backTestQuery(asked.id).queryKey, asked);
      queries.removeQueries({ queryKey: ['back-test', asked.id, 'people'] });
      queries.removeQueries({ queryKey: ['back-test', asked.id, 'matches'] });
      await queries.invalidateQueries({ queryKey: backTestsQuery.queryKey });
      go({ run: asked.id });
    } catch (cause) {
      setFault(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  const ask = () =>
    void show(
      askBackTest({
        name,
        ...(isDraft && { text: draft.text }),
        last,
        assume: assumes ? ['consent', 'reach'] : [],
      }),
    );

  return (
    <Stack gap="md">
      <Card withBorder>
        <Text c="dimmed" mb="sm">
          {t('intro')} {t(isDraft ? 'testsDraft' : 'testsLive')}
        </Text>
        <Group align="flex-end" gap="md">
          <Select
            label={t('period')}
            data={PERIODS.map((period) => ({ value: period, label: t(`periods.${period}`) }))}
            value={last}
            onChange={(value) => value && go({ last: value as TestedPeriod })}
            allowDeselect={false}
            w={200}
          />
          <Checkbox
            label={t('assume')}
            checked={assumes}
            onChange={({ currentTarget }) => setAssumes(currentTarget.checked)}
            mb={8}
          />
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            onClick={ask}
            disabled={isUnderWay || draft.is === 'loading'}
          >
            {t('run')}
          </Button>
          <Earlier tests={earlier} shown={shown} choose={(id) => go({ run: id })} />
        </Group>
        {fault && <Failure error={fault} retry={ask} />}
      </Card>
      {query.error instanceof RequestRefused && query.error.status === 404 && (
        <Alert color="yellow" role="status">
          {t('gone')}
        </Alert>
      )}
      {test && (
        <TestState
          test={test}
          cancel={() =>
            void cancelBackTest(test.id).then(() => queries.invalidateQueries({ queryKey: ['back-test', test.id] }))
          }
          again={() => void show(runBackTestAgain(test.id))}
        />
      )}
      {test?.state === 'done' && test.tested && <TestResult test={test} />}
      <TestLaunch name={name} draft={draft} />
    </Stack>
  );
}

function Earlier({
  tests,
  shown,
  choose,
}: {
  readonly tests: readonly KeptBackTest[];
  readonly shown: string | undefined;
  readonly choose: (id: string) => void;
}) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const labelOf = ({ askedAt, person }: KeptBackTest) => {
    const when = format.dateTime(askedAt, { dateStyle: 'short', timeStyle: 'short' });
    return person === undefined ? t('byProgram', { when }) : t('byPerson', { when, person });
  };
  return (
    <Select
      label={t('earlier')}
      placeholder={t('noEarlier')}
      data={tests.map((test) => ({ value: test.id, label: labelOf(test) }))}
      value={tests.some(({ id }) => id === shown) ? (shown ?? null) : null}
      onChange={(id) => id && choose(id)}
      disabled={tests.length === 0}
      w={250}
    />
  );
}

/** How far a test has come, or why it has no result. */
function TestState({
  test: { state, ahead = 0, progress, error = '', said },
  cancel,
  again,
}: {
  readonly test: WithSaid<KeptBackTest>;
  readonly cancel: () => void;
  readonly again: () => void;
}) {
  const t = useTranslations('testing');
  const { wordSentence } = useEngineWords();
  if (state === 'done') return null;
  if (state === 'waiting' || state === 'running') {
    const { done = 0, of = 0 } = progress ?? {};
    const says =
      state === 'waiting'
        ? t('states.waiting', { ahead })
        : of === 0
          ? t('states.starting')
          : t('states.running', { done, of });
    return (
      <Card withBorder>
        <Group justify="space-between" mb={6}>
          <Text size="sm" role="status">
            {says}
          </Text>
          <Button size="xs" variant="default" leftSection={<IconX size={14} />} onClick={cancel}>
            {t('cancel')}
          </Button>
        </Group>
        <Progress value={of === 0 ? 0 : (100 * done) / of} aria-label={says} />
      </Card>
    );
  }
  return (
    <Alert color={state === 'failed' ? 'red' : 'yellow'} role="status">
      <Group justify="space-between">
        <Text size="sm" className="any-text">
          {state === 'failed' ? t('states.failed', { error: wordSentence(error, said) }) : t(`states.${state}`)}
        </Text>
        <Button size="xs" variant="default" onClick={again}>
          {t('again')}
        </Button>
      </Group>
    </Alert>
  );
}
