import { Alert, Anchor, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { Empty } from '../../parts/four-states.tsx';
import { dateIn } from '../../parts/zone-days.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type ComparedRow, ComparedTable } from './compared-table.tsx';
import { Course } from './course.tsx';
import { EffectSums } from './effect-sums.tsx';
import { SavePicture } from './save-picture.tsx';
import { type FoundEffect, useEffectFigures, useGoalName, useVerdict } from './say-effect.ts';

/** Of triggers that are compared together so many are named. */
const MOST_NAMED = 8;
/** The groups of decisions that are compared where all triggers are: the control group of one gets marketing. */
const GROUPS_OF_ALL = { message: 'message,control', control: 'workspace-control' } as const;

/** What was found: the sentence first, then the figures behind it. A skewed split has the alarm instead. */
export function FoundEffectView({
  answer,
  currency,
}: {
  readonly answer: EffectAnswer;
  readonly currency: string | undefined;
}) {
  const t = useTranslations('effect');
  const verdict = useVerdict(answer.triggers !== undefined);
  const named = useGoalName();
  const format = useFormatter();
  const time = useZonedTime(answer.zone);
  const { effect, plan, goal, others, zone, triggers } = answer;
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
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={verdict(effect.verdict)} role="alert">
          {t('skewedHint')}
        </Alert>
      ) : (
        <Text fz={{ base: 'xl', sm: 26 }} fw={600} role="status">
          {verdict(effect.verdict)}
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
      <Groups effect={effect} answer={answer} />
      {effect.compared && (
        <ComparedTable
          title={triggers ? t('all') : t('results', { goal: named(goal) })}
          currency={currency}
          rows={measured}
        />
      )}
      {effect.variants.length > 0 && (
        <ComparedTable title={t('variants')} hint={t('variantsHint')} currency={currency} rows={variants} />
      )}
      {effect.compared && guarded.length > 0 && (
        <ComparedTable title={t('others')} hint={t('othersHint')} currency={currency} rows={guarded} />
      )}
      {effect.compared && unripe.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('unripe', { names: format.list(unripe, { type: 'unit' }) })}
        </Text>
      )}
      <Course points={effect.course} zone={zone} />
      {plan.isPlanned && !isSkewed && <ProspectView effect={effect} />}
      <EffectSums answer={answer} />
    </Stack>
  );
}

function Groups({
  effect: { groups },
  answer: { trigger, triggers, plan, zone },
}: {
  readonly effect: FoundEffect;
  readonly answer: EffectAnswer;
}) {
  const t = useTranslations('effect');
  const format = useFormatter();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {(['message', 'control'] as const).map((name) => (
        <Card key={name} withBorder component="section" aria-label={t(name)}>
          <Text size="sm" c="dimmed">
            {t(name)}
          </Text>
          <Group gap="xl">
            {(['customers', 'converted'] as const).map((count) => (
              <Stack key={count} gap={0}>
                <Text size="xl" fw={600}>
                  {format.number(groups[name][count])}
                </Text>
                <Text size="sm">{t(count === 'customers' ? 'customers' : 'successes')}</Text>
              </Stack>
            ))}
          </Group>
          {plan && (
            <Anchor
              component={Link}
              to="/results/decisions"
              search={
                {
                  trigger,
                  group: triggers ? GROUPS_OF_ALL[name] : name,
                  from: dateIn(zone, plan.from),
                  to: dateIn(zone, plan.ripeAt),
                  zone,
                } as never
              }
              size="sm"
            >
              {t('decisionsOf')}
            </Anchor>
          )}
        </Card>
      ))}
    </SimpleGrid>
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
