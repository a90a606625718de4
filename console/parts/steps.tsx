import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClockHour4,
  IconHandStop,
  IconHourglassOff,
  IconQuestionMark,
  IconSend2,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

/** Each way that a decision can end has a word, a colour and an icon of its own: what is held back has not failed. */
const STEPS = {
  queued: { color: 'blue', icon: IconSend2 },
  sent: { color: 'petrol', icon: IconCheck },
  'held-back': { color: 'gray', icon: IconHandStop },
  deferred: { color: 'indigo', icon: IconClockHour4 },
  expired: { color: 'yellow', icon: IconHourglassOff },
  failed: { color: 'red', icon: IconAlertTriangle },
  uncertain: { color: 'orange', icon: IconQuestionMark },
} as const satisfies Record<string, { readonly color: string; readonly icon: TablerIcon }>;

export type ShownStep = keyof typeof STEPS;

/** Every step that has a badge of its own. */
export const SHOWN_STEPS = Object.keys(STEPS) as readonly ShownStep[];

/** The step that a badge shows; undefined: it has none of its own. */
export function shownStep(step: string): ShownStep | undefined {
  return SHOWN_STEPS.find((one) => one === step);
}

/** The colour and the icon of a step. */
export function lookOfStep(step: ShownStep): { readonly color: string; readonly icon: TablerIcon } {
  return STEPS[step];
}

/** A step of a decision as a word, a colour and an icon. */
export function StepBadge({ step }: { readonly step: string }) {
  const t = useTranslations('shell');
  const known = shownStep(step);
  const Icon = known && STEPS[known].icon;
  return (
    <Badge
      variant="light"
      color={known ? STEPS[known].color : 'gray'}
      tt="none"
      miw={104}
      leftSection={Icon && <Icon size={13} aria-hidden />}
      // Every colour's light ground bears the page's own text colour; the icon and the ground tell them apart.
      styles={{ root: { flexShrink: 0 }, label: { color: 'var(--mantine-color-text)' } }}
      data-step={known ?? step}
    >
      {known ? t(`steps.${known}`) : step}
    </Badge>
  );
}
