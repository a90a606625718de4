import { Alert, Anchor, Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { AnyDocument } from '../../parts/definitions.ts';
import { Page } from '../../parts/page.tsx';
import { hasAskedWhy } from '../../queries/asked-why.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { skipSteps } from '../../queries/first-steps.ts';
import { resultQuery } from '../../queries/results.ts';
import { SampleCityCard } from './sample-city-card.tsx';
import { STEPS, type StepName, stepsDone } from './steps.ts';

/** Looks again so often while something is left to do. */
const LOOK_EVERY_MS = 2_000;
const ADDRESSES = {
  signal: '/now',
  place: '/places',
  trigger: '/triggers',
  message: '/now',
  reason: '/customers',
} as const;

/** The first steps; each ticks itself when the engine has seen it. Beside them: a city to look at meanwhile. */
export function Welcome() {
  const t = useTranslations('welcome');
  const navigate = useNavigate();
  const done = useStepsDone();
  const putAway = () => {
    skipSteps(true);
    void navigate({ to: '/now' });
  };
  return (
    <Page
      title={t('title')}
      actions={
        <Button variant="default" onClick={putAway}>
          {t('skip')}
        </Button>
      }
    >
      <Text mb="md">{t('lead')}</Text>
      {done.size === STEPS.length && (
        <Alert color="teal" icon={<IconCheck size={18} />} mb="md" role="status">
          {t('allDone')}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
          {STEPS.map((step) => (
            <Step key={step} step={step} isDone={done.has(step)} />
          ))}
        </Stack>
        <SampleCityCard />
      </SimpleGrid>
    </Page>
  );
}

function useStepsDone(): ReadonlySet<StepName> {
  const options = { refetchInterval: LOOK_EVERY_MS };
  const { data: definitions } = useQuery({ ...definitionsQuery, ...options });
  const { data: signals } = useQuery({ ...resultQuery('signals-by-kind'), ...options });
  const { data: funnel } = useQuery({ ...resultQuery('funnel'), ...options });
  return stepsDone({
    documents: definitions?.documents as readonly AnyDocument[] | undefined,
    signals,
    funnel,
    hasAskedWhy: hasAskedWhy(),
  });
}

function Step({ step, isDone }: { readonly step: StepName; readonly isDone: boolean }) {
  const t = useTranslations('welcome');
  return (
    <Card withBorder component="li" padding="md">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon
          color={isDone ? 'teal' : 'gray'}
          variant={isDone ? 'filled' : 'light'}
          radius="xl"
          role="img"
          aria-label={t(isDone ? 'done' : 'open')}
        >
          {isDone ? <IconCheck size={16} /> : <IconCircleDashed size={16} />}
        </ThemeIcon>
        <div>
          <Anchor component={Link} to={ADDRESSES[step]} fw={600} c="inherit">
            {t(`steps.${step}`)}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`hints.${step}`)}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
