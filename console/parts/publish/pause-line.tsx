import { Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { PauseView } from '../../queries/changes.ts';

/** What is paused, since when, by whom and why. */
export function PauseLine({ pause: { what, author, reason, at } }: { readonly pause: PauseView }) {
  const t = useTranslations('changes');
  const format = useFormatter();
  const [kind = 'all', ...name] = what.split(':');
  return (
    <div className="any-text">
      <Text size="sm" fw={600}>
        {t(`pausedWhat.${kind as 'all' | 'channel' | 'trigger'}`, { name: name.join(':') })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('pausedSince', { who: author, time: format.dateTime(at, { dateStyle: 'short', timeStyle: 'short' }) })}
        {reason !== '' && `: ${reason}`}
      </Text>
    </div>
  );
}
