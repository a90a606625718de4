import { Badge } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ListedState } from './listed-triggers.ts';

const COLOURS = { draft: 'gray', live: 'petrol', shadow: 'violet', paused: 'orange' } as const;

/** How a trigger stands, as a word and a colour. */
export function TriggerState({ state }: { readonly state: ListedState }) {
  const t = useTranslations('triggers');
  return (
    <Badge variant="light" color={COLOURS[state]} tt="none" miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
}
