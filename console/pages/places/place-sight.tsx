import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { sightQuery } from '../../queries/places.ts';
import { useSettled } from './use-settled.ts';

/** How exact positions must be to find somebody in a place, by the engine's own rule. */
export function PlaceSight({ body }: { readonly body: unknown }) {
  const t = useTranslations('places.sight');
  const { data } = useQuery(sightQuery(useSettled(body, 300)));
  if (!data) return null;
  const { atOnceMetres, stayingMetres, passingMetres, triedMetres } = data;
  const missedAt = Math.max(atOnceMetres, passingMetres) + STEP;
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {t('title')}
      </Text>
      <Text size="sm">{atOnceMetres === 0 ? t('never') : t('atOnce', { metres: atOnceMetres })}</Text>
      {stayingMetres > atOnceMetres && <Text size="sm">{t('staying', { metres: stayingMetres })}</Text>}
      {passingMetres > 0 && passingMetres < triedMetres && (
        <Text size="sm">{t('passing', { metres: passingMetres })}</Text>
      )}
      <Text size="sm" fw={missedAt > triedMetres ? 400 : 600}>
        {missedAt > triedMetres ? t('all') : t('missed', { metres: missedAt })}
      </Text>
    </div>
  );
}

/** By so much the engine makes positions worse, one try after the other. */
const STEP = 5;
