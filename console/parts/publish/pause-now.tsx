import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { pausesQuery, pauseWhat, resumeWhat } from '../../queries/changes.ts';
import { useEngineWords } from '../use-engine-words.ts';

/** Pauses something, or lets it go on, at once. */
export function PauseNow({
  what,
  isPaused,
  reason,
  onDone,
}: {
  readonly what: string;
  readonly isPaused: boolean;
  readonly reason: string;
  readonly onDone?: () => void;
}) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('changes');
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => (isPaused ? resumeWhat(what) : pauseWhat(what, reason)),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: pausesQuery.queryKey });
      onDone?.();
    },
    onError: (fault) => void notifications.show({ message: wordFault(fault), color: 'red' }),
  });
  return (
    <Button
      color={isPaused ? 'petrol' : 'orange'}
      variant="filled"
      {...(!isPaused && { c: 'black' })}
      size="compact-md"
      loading={change.isPending}
      onClick={() => change.mutate()}
    >
      {t(isPaused ? 'resume' : what === 'all' ? 'pauseAll' : 'pause')}
    </Button>
  );
}
