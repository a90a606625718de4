import { Badge } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

export type AnswerName = 'yes' | 'no' | 'unknown';

/** The name of a condition's answer; one that is missing is unknown, which is not no. */
export function answerName(answer: boolean | undefined): AnswerName {
  return answer === undefined ? 'unknown' : answer ? 'yes' : 'no';
}

const LOOKS = {
  yes: { color: 'teal', icon: IconCheck },
  no: { color: 'gray', icon: IconX },
  unknown: { color: 'yellow', icon: IconQuestionMark },
} as const;

/** Yes, no or unknown, each with a colour and an icon of its own. */
export function AnswerBadge({ answer }: { readonly answer: AnswerName }) {
  const t = useTranslations('customers');
  const { color, icon: Icon } = LOOKS[answer];
  return (
    <Badge
      color={color}
      variant="light"
      tt="none"
      miw={106}
      leftSection={<Icon size={13} aria-hidden />}
      // Every colour's light ground bears the page's own text colour; the icon and the ground tell them apart.
      styles={{ root: { flexShrink: 0 }, label: { color: 'var(--mantine-color-text)' } }}
      data-answer={answer}
    >
      {t(`answer.${answer}`)}
    </Badge>
  );
}
