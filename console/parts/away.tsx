import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { askReach, useAwaySince } from '../queries/reach.ts';

const ASK_AGAIN_MS = 2_000;

/**
 * Says since when the engine is away, above a page that stays as it is; once it answers, the page is brought up to
 * date.
 */
export function Away() {
  const t = useTranslations('shell');
  const format = useFormatter();
  const queries = useQueryClient();
  const since = useAwaySince();
  const wasAway = useRef(false);
  useEffect(() => {
    if (since === undefined) {
      if (wasAway.current) void queries.invalidateQueries();
      wasAway.current = false;
      return undefined;
    }
    wasAway.current = true;
    const timer = setInterval(() => void askReach(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [since, queries]);
  if (since === undefined) return null;
  return (
    <Alert color="yellow" icon={<IconPlugConnectedX size={18} />} m="lg" mb={0} role="status">
      {t('away', { time: format.dateTime(since, { timeStyle: 'medium' }) })}
    </Alert>
  );
}
