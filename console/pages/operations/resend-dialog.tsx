import { Alert, Button, Card, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { PauseLine } from '../../parts/publish/pause-line.tsx';
import { PauseNow } from '../../parts/publish/pause-now.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { pausesQuery } from '../../queries/changes.ts';
import { type FailedFilter, type Resent, resendAll } from '../../queries/operations.ts';
import { sessionQuery } from '../../queries/session.ts';

/** What keeps messages that are on their way again from leaving, and how to let it go on. */
function WaitsForPauses({ channel }: { readonly channel: string | undefined }) {
  const t = useTranslations('operations.resend');
  const { data } = useQuery(pausesQuery);
  const { data: session } = useQuery(sessionQuery);
  const mayPause = session?.may.includes('pause') ?? false;
  const inTheWay = (data?.pauses ?? []).filter(({ what }) => what === 'all' || what === `channel:${channel}`);
  if (inTheWay.length === 0) return null;
  return (
    <Card withBorder padding="sm" role="status">
      <Text fw={600} mb="xs">
        {t('waits')}
      </Text>
      {inTheWay.map((pause) => (
        <Group key={pause.what} justify="space-between" wrap="nowrap" align="flex-start">
          <PauseLine pause={pause} />
          {mayPause && <PauseNow what={pause.what} isPaused reason="" />}
        </Group>
      ))}
    </Card>
  );
}

/** Sends failed messages again: first the number, then slice by slice with how far it is, at last how many left. */
export function ResendDialog({ filter, close }: { readonly filter: FailedFilter; readonly close: () => void }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('operations.resend');
  const queries = useQueryClient();
  const counted = useQuery({
    queryKey: ['resend-count', filter],
    queryFn: () => resendAll(filter, true),
    staleTime: 0,
    gcTime: 0,
  });
  const [soFar, setSoFar] = useState<Resent>();
  const send = useMutation({
    mutationFn: () => resendAll(filter, false, setSoFar),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('failed') }),
  });
  return (
    <Modal opened onClose={close} title={t('title')} closeOnClickOutside={!send.isPending} centered>
      <FourStates query={counted}>
        {({ count, tooLate, looked }) =>
          send.isSuccess ? (
            <Stack>
              <Text fw={600} role="status">
                {t('done', { count: send.data.count })}
              </Text>
              <WaitsForPauses channel={filter.channel} />
              <Group justify="flex-end">
                <Button onClick={close} data-autofocus>
                  {t('close')}
                </Button>
              </Group>
            </Stack>
          ) : (
            <Stack>
              <Text fw={600}>{t('number', { count })}</Text>
              {tooLate > 0 && <Text size="sm">{t('tooLate', { count: tooLate })}</Text>}
              <Text size="sm" c="dimmed">
                {t('promise')}
              </Text>
              {send.isPending && (
                <div role="status">
                  <Text size="sm">{t('running', { count: soFar?.count ?? 0 })}</Text>
                  <Progress
                    value={(100 * (soFar?.looked ?? 0)) / Math.max(1, looked)}
                    animated
                    mt={4}
                    aria-label={t('title')}
                  />
                </div>
              )}
              {send.error && (
                <Alert color="red" role="alert">
                  {wordFault(send.error)}
                </Alert>
              )}
              <Group justify="flex-end">
                <Button variant="default" onClick={close} disabled={send.isPending}>
                  {t('cancel')}
                </Button>
                <Button onClick={() => send.mutate()} loading={send.isPending} disabled={count === 0} data-autofocus>
                  {t('go', { count })}
                </Button>
              </Group>
            </Stack>
          )
        }
      </FourStates>
    </Modal>
  );
}
