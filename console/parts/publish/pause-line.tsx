import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { PauseView } from '../../queries/changes.ts';
import { useShownZone } from '../shown-zone.tsx';
import { useAuthor } from '../use-author.ts';
import { useZonedTime } from '../zoned-time.tsx';

/** What is paused, since when, by whom and why. */
export function PauseLine({ pause: { what, author, reason, at } }: { readonly pause: PauseView }) {
  const t = useTranslations('changes');
  const sayAuthor = useAuthor();
  const time = useZonedTime(useShownZone());
  const [kind = 'all', ...name] = what.split(':');
  return (
    <div className="any-text">
      <Text size="sm" fw={600}>
        {t(`pausedWhat.${kind as 'all' | 'channel' | 'trigger'}`, { name: name.join(':') })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('pausedSince', { who: sayAuthor(author), time: time(at) })}
        {reason !== '' && `: ${reason}`}
      </Text>
    </div>
  );
}
