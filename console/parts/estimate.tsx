import { Card, Group, Loader, SimpleGrid, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { EstimateAnswer } from '../../engine/api/contract.ts';
import type { DraftKeeper } from '../queries/draft-keeper.ts';
import { useSettledText } from '../queries/drafts.ts';
import { ESTIMATE_AFTER_MS, useEstimate } from '../queries/estimate.ts';
import { RequestRefused } from '../queries/request.ts';
import { Failure } from './four-states.tsx';

const FIGURES = ['woke', 'matched', 'sent', 'heldBack', 'people'] as const;

/** How often a trigger would have woken, matched and been sent in the last 24 hours, as its text stands now. */
export function Estimate({ name, draft }: { readonly name: string; readonly draft: DraftKeeper }) {
  const t = useTranslations('testing.estimate');
  const { data, error, isFetching, refetch } = useEstimate(name, useSettledText(draft, ESTIMATE_AFTER_MS));
  const hasProblems = error instanceof RequestRefused && error.problems.length > 0;
  return (
    <Card withBorder component="section" aria-label={t('title')}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2}>{t('title')}</Title>
        {isFetching && <Loader size="xs" aria-label={t('counting')} />}
      </Group>
      {data && !error && <Figures estimate={data} />}
      {hasProblems && <Text c="dimmed">{t('problems')}</Text>}
      {error && !hasProblems && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Text c="dimmed">{t('counting')}</Text>}
    </Card>
  );
}

function Figures({ estimate }: { readonly estimate: EstimateAnswer }) {
  const t = useTranslations('testing.estimate');
  const format = useFormatter();
  const { sampled, woke } = estimate;
  return (
    <>
      <SimpleGrid cols={3} spacing="sm" role="status" aria-live="polite">
        {FIGURES.map((figure) => (
          <div key={figure}>
            <Text fw={650} fz={20} lh={1.2}>
              {sampled && estimate[figure] > 0 ? '≈ ' : ''}
              {format.number(estimate[figure])}
            </Text>
            <Text size="xs" c="dimmed">
              {t(figure)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">
        {woke === 0 ? t('nothing') : sampled ? t('sampled', sampled) : t('exact')}
      </Text>
    </>
  );
}
