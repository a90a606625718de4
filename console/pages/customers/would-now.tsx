import { Box, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { TriggerExplanation } from '../../../engine/api/contract.ts';
import { AnswerBadge } from '../../parts/answers.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { noteAskedWhy } from '../../queries/asked-why.ts';
import { explainQuery } from '../../queries/customers.ts';
import { whyLink } from './address.ts';
import { Part } from './part.tsx';
import { useSentence } from './use-sentence.ts';

/** What each trigger would do if the customer's last signal came now. */
export function WouldNow({ id, zone }: { readonly id: string; readonly zone: string }) {
  const t = useTranslations('customers');
  const query = useQuery(explainQuery(id));
  const isAnswered = query.data !== undefined;
  useEffect(() => {
    if (isAnswered) noteAskedWhy();
  }, [isAnswered]);
  return (
    <Part title={t('wouldNow')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('wouldNowHint')}
      </Text>
      <FourStates query={query}>
        {({ triggers, signal }) => <Answers triggers={triggers} zone={zone} id={id} signal={signal?.id} />}
      </FourStates>
    </Part>
  );
}

/** What each trigger says, in one sentence. With a signal's id, each leads to why. */
export function Answers({
  triggers,
  zone,
  id,
  signal,
}: {
  readonly triggers: readonly TriggerExplanation[];
  readonly zone: string;
  readonly id: string;
  readonly signal?: string | undefined;
}) {
  const sentence = useSentence(zone);
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {triggers.map((trigger) => (
        <Group key={trigger.trigger} wrap="nowrap" align="flex-start" gap="sm" component="li">
          <AnswerBadge answer={trigger.answer} />
          <Box>
            <Text size="sm" fw={550} className="any-text">
              {signal === undefined ? (
                trigger.trigger
              ) : (
                <Link {...whyLink(id, signal, trigger.trigger)} className="row-link">
                  {trigger.trigger}
                </Link>
              )}
            </Text>
            <Text size="sm" c="dimmed" className="any-text">
              {sentence(trigger)}
            </Text>
          </Box>
        </Group>
      ))}
    </Stack>
  );
}
