import { Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { DocumentPath } from '../document/contract.ts';
import { isMapping } from '../schema-form/fits.ts';
import { writeOpenScalar } from '../schema-form/open-scalar.ts';
import { useConditionFacts } from './conditions-context.ts';

const ICONS = { yes: IconCheck, no: IconX, unknown: IconQuestionMark } as const;

/** What a condition says of the chosen customer, and how often it said so in the last 24 hours. */
export function ConditionAnswer({ path, value }: { readonly path: DocumentPath; readonly value: unknown }) {
  // One test alone may be known by its own path, by that of its field, or by both.
  const [operator = ''] = isMapping(value) ? Object.keys(value) : [];
  const ofTest = useConditionFacts([...path, operator]);
  const ofField = useConditionFacts(path);
  const { answer, saw, counts: counted } = { ...ofTest, ...ofField };
  const counts = counted && counted.yes + counted.no + counted.unknown > 0 ? counted : undefined;
  const t = useTranslations('builder');
  if (!answer && !counts) return null;
  const Icon = answer && ICONS[answer];
  return (
    <Group gap={8} wrap="nowrap" className="condition-facts">
      {answer && Icon && (
        <Tooltip label={saw === undefined ? t('sawNothing') : t('saw', { value: shortOf(saw) })} withArrow>
          <span className={`answer answer-${answer}`} role="img" aria-label={t(`answers.${answer}`)}>
            <Icon size={13} stroke={2.5} aria-hidden />
          </span>
        </Tooltip>
      )}
      {counts && <Counts {...counts} />}
    </Group>
  );
}

function Counts({ yes, no, unknown }: { readonly yes: number; readonly no: number; readonly unknown: number }) {
  const t = useTranslations('builder');
  const all = yes + no + unknown;
  return (
    <Tooltip label={t('lastDay', { yes, no, unknown })} withArrow multiline maw={260}>
      <span className="answer-bar" role="img" aria-label={t('lastDay', { yes, no, unknown })}>
        <svg width="56" height="8" aria-hidden="true">
          <rect className="bar-yes" width={(56 * yes) / all} height="8" />
          <rect className="bar-no" x={(56 * yes) / all} width={(56 * no) / all} height="8" />
          <rect className="bar-unknown" x={(56 * (yes + no)) / all} width={(56 * unknown) / all} height="8" />
        </svg>
        <Text span size="xs" c="dimmed">
          {t('percent', { share: yes / all })}
        </Text>
      </span>
    </Tooltip>
  );
}

function shortOf(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : writeOpenScalar(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
