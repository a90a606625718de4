import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { checkQuery } from '../../queries/check.ts';
import type { Draft } from '../../queries/drafts.ts';
import { publishTrigger } from '../../queries/publish-trigger.ts';
import { sessionQuery } from '../../queries/session.ts';

/** A draft is checked so long after the last key. */
export const CHECK_AFTER_MS = 300;

/** Makes the draft live, and says how long that took. */
export function BuildPublish({ name, draft }: { readonly name: string; readonly draft: Draft }) {
  const t = useTranslations('triggers');
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const mayPublish = session?.may.includes('publish') ?? false;
  const [settled] = useDebouncedValue(draft.text, CHECK_AFTER_MS);
  const { data: report } = useQuery(checkQuery('trigger', name, settled, mayPublish));
  const publish = useMutation({
    async mutationFn() {
      await draft.flush();
      const began = performance.now();
      await publishTrigger(name, draft.text, draft.baseVersion);
      return performance.now() - began;
    },
    async onSuccess(tookMs) {
      await draft.discard();
      await queries.invalidateQueries({ queryKey: ['definitions'] });
      notifications.show({ message: t('isLive', { seconds: tookMs / 1_000 }), color: 'petrol' });
    },
    onError: (error) => notifications.show({ message: error.message, color: 'red' }),
  });
  const isSame = draft.stored !== undefined && draft.text === draft.liveText;
  const problems = report?.problems.length ?? 0;
  return (
    <Button
      onClick={() => publish.mutate()}
      loading={publish.isPending}
      disabled={isSame || problems > 0 || !mayPublish}
      {...(!mayPublish && { title: t('mayNotPublish') })}
    >
      {t('publish')}
    </Button>
  );
}
