import { Badge } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** Each way that a decision can end has a colour and a word of its own: what is held back has not failed. */
const COLOURS = {
  queued: 'blue',
  sent: 'petrol',
  'held-back': 'gray',
  deferred: 'indigo',
  expired: 'yellow',
  failed: 'red',
  uncertain: 'orange',
} as const;

export type ShownStep = keyof typeof COLOURS;

/** A step of a decision as a word and a colour. */
export function StepBadge({ step }: { readonly step: string }) {
  const t = useTranslations('shell');
  const known = (Object.keys(COLOURS) as ShownStep[]).find((one) => one === step);
  return (
    <Badge variant="light" color={known ? COLOURS[known] : 'gray'} tt="none" miw={104}>
      {known ? t(`steps.${known}`) : step}
    </Badge>
  );
}
