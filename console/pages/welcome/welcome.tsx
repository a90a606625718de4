import { Anchor, Card, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { AnyDocument } from '../../parts/definitions.ts';
import { Page } from '../../parts/page.tsx';
import { hasAskedWhy } from '../../queries/asked-why.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { resultQuery } from '../../queries/results.ts';
import { STEPS, stepsDone } from './steps.ts';

/** Looks again so often while something is left to do. */
const LOOK_EVERY_MS = 3_000;
const ADDRESSES = {
  signal: '/now',
  place: '/places',
  trigger: '/triggers',
  message: '/now',
  reason: '/customers',
} as const;

/** The first steps; each ticks itself when the engine has seen it. */
export function Welcome() {
  const t = useTranslations('welcome');
  const options = { refetchInterval: LOOK_EVERY_MS };
  const { data: definitions } = useQuery({ ...definitionsQuery, ...options });
  const { data: signals } = useQuery({ ...resultQuery('signals-by-kind'), ...options });
  const { data: funnel } = useQuery({ ...resultQuery('funnel'), ...options });
  const done = stepsDone({
    documents: definitions?.documents as readonly AnyDocument[] | undefined,
    signals,
    funnel,
    hasAskedWhy: hasAskedWhy(),
  });
  return (
    <Page title={t('title')}>
      <Stack maw={640}>
        <Text>{t('lead')}</Text>
        <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
          {STEPS.map((step) => (
            <Card key={step} withBorder component="li" padding="md">
              <Group wrap="nowrap" align="flex-start">
                <ThemeIcon
                  color={done.has(step) ? 'teal' : 'gray'}
                  variant={done.has(step) ? 'filled' : 'light'}
                  radius="xl"
                  role="img"
                  aria-label={t(done.has(step) ? 'done' : 'open')}
                >
                  {done.has(step) ? <IconCheck size={16} /> : <IconCircleDashed size={16} />}
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
          ))}
        </Stack>
      </Stack>
    </Page>
  );
}
