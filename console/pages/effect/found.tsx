import { Alert, Card, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { Empty } from '../../parts/four-states.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { Groups, VariantCounts } from './compared-groups.tsx';
import { type ComparedRow, ComparedTable } from './compared-table.tsx';
import { Course } from './course.tsx';
import { EffectSums } from './effect-sums.tsx';
import { SavePicture } from './save-picture.tsx';
import { type FoundEffect, useEffectFigures, useGoalName, useVerdict } from './say-effect.ts';

/** Of triggers that are compared together so many are named. */
const MOST_NAMED = 8;

/** What was found: the sentence first, then the figures behind it. A skewed split has the alarm instead. */
export function FoundEffectView({
  answer,
  currency,
}: {
  readonly answer: EffectAnswer;
  readonly currency: string | undefined;
}) {
  const t = useTranslations('effect');
  const verdict = useVerdict();
  const named = useGoalName();
  const format = useFormatter();
  const time = useZonedTime(answer.zone);
  const { effect, plan, goal, others, triggers } = answer;
  if (!effect || !plan || goal === undefined) {
    return <Empty title={t(triggers ? 'noGoalOfAll' : 'noGoal')} hint={t('noGoalHint')} />;
  }
  const isSkewed = effect.verdict.code === 'skewed';
  const guarded = others.flatMap((other) =>
    other.compared ? [{ name: named(other.goal), compared: other.compared.conversion }] : [],
  );
  const measured: readonly ComparedRow[] = effect.compared
    ? [
        { name: t('successes'), compared: effect.compared.conversion },
        { name: t('value'), compared: effect.compared.value, isMoney: true },
      ]
    : [];
  const variants = effect.variants.flatMap(({ variant, conversion, value }): ComparedRow[] => [
    { name: `${variant} · ${t('successes')}`, compared: conversion },
    { name: `${variant} · ${t('value')}`, compared: value, isMoney: true },
  ]);
  const unripe = others.flatMap((other) => (other.compared ? [] : [named(other.goal)]));
  return (
    <Stack gap="md">
      {isSkewed ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={verdict(answer)} role="alert">
          {t('skewedHint')}
        </Alert>
      ) : (
        <Text fz={{ base: 'xl', sm: 26 }} fw={600} role="status">
          {verdict(answer)}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('period', { from: time(plan.from), until: time(plan.until) })}
        {plan.isPlanned && !isSkewed && ` · ${t(effect.isFinal ? 'final' : 'running')}`}
      </Text>
      {triggers && <Text size="sm">{t('allHint', { count: triggers.length, names: namesOfFirst(triggers) })}</Text>}
      {!isSkewed && measured.length > 0 && (
        <SavePicture answer={answer} currency={currency} rows={[...measured, ...variants, ...guarded]} />
      )}
      <Groups groups={effect.groups} answer={answer} />
      {effect.compared && (
        <ComparedTable
          title={triggers ? t('all') : t('results', { goal: named(goal) })}
          currency={currency}
          rows={measured}
        />
      )}
      {effect.variants.length > 0 && (
        <>
          <ComparedTable title={t('variants')} hint={t('variantsHint')} currency={currency} rows={variants} />
          <VariantCounts variants={effect.variants} answer={answer} />
        </>
      )}
      {effect.compared && guarded.length > 0 && (
        <ComparedTable title={t('others')} hint={t('othersHint')} currency={currency} rows={guarded} />
      )}
      {effect.compared && unripe.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('unripe', { names: format.list(unripe, { type: 'unit' }) })}
        </Text>
      )}
      <Course answer={answer} />
      {plan.isPlanned && !isSkewed && <ProspectView effect={effect} />}
      <EffectSums answer={answer} />
    </Stack>
  );
}

function ProspectView({ effect: { prospect, isFinal } }: { readonly effect: FoundEffect }) {
  const t = useTranslations('effect');
  const { share } = useEffectFigures(undefined);
  const { detectable, worthwhile, daysForWorthwhile } = prospect;
  return (
    <Card withBorder component="section" aria-label={t('prospect')}>
      <Title order={2} size="h4">
        {t('prospect')}
      </Title>
      {detectable === null ? (
        <Text>{t('notKnown')}</Text>
      ) : (
        <>
          <Text>{t('detectable', { share: share(detectable) })}</Text>
          {daysForWorthwhile === 0 && <Text>{t('already', { share: share(worthwhile) })}</Text>}
          {daysForWorthwhile !== null && daysForWorthwhile > 0 && !isFinal && (
            <Text>{t('worthwhile', { share: share(worthwhile), days: Math.ceil(daysForWorthwhile) })}</Text>
          )}
        </>
      )}
    </Card>
  );
}

function namesOfFirst(names: readonly string[]): string {
  return names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ' …' : '');
}
