import { Table, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptReport } from '../../../engine/api/contract.ts';
import { TestFigures } from './test-figures.tsx';

interface OfTest {
  readonly tested: KeptReport;
  readonly live: KeptReport | undefined;
}

/** The goals that its customers met, by group; beside them those of the live version. */
export function TestGoals({ tested, live }: OfTest) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const goals = namesOf(
    [tested, live].flatMap((report) => report?.goals ?? []),
    ({ goal, group }) => JSON.stringify([goal, group]),
  );
  if (goals.length === 0) return null;
  const count = (report: KeptReport, one: (typeof goals)[number]) => {
    const { met = 0, value = 0 } =
      report.goals.find(({ goal, group }) => goal === one.goal && group === one.group) ?? {};
    return value === 0 ? format.number(met) : t('goalWorth', { met, value });
  };
  return (
    <TestFigures
      title={t('goals')}
      columns={[t('goal'), ...(live ? [t('liveShort')] : []), t(live ? 'draft' : 'tested')]}
    >
      {goals.map((one) => (
        <Table.Tr key={`${one.group} ${one.goal}`}>
          <Table.Td>
            <Text size="sm" className="any-text">
              {one.goal === 'unsubscribed' || one.goal === 'complained' ? t(`rails.${one.goal}`) : one.goal}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`goalGroups.${one.group}`)}
            </Text>
          </Table.Td>
          {live && <Table.Td ta="right">{count(live, one)}</Table.Td>}
          <Table.Td ta="right">{count(tested, one)}</Table.Td>
        </Table.Tr>
      ))}
    </TestFigures>
  );
}

/** Messages by variant; beside them those of the live version. */
export function TestVariants({ tested, live }: OfTest) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const variants = namesOf(
    [tested, live].flatMap((report) => Object.keys(report?.variants ?? {})),
    (name) => name,
  );
  if (variants.length === 0) return null;
  return (
    <TestFigures
      title={t('variants')}
      columns={[t('variant'), ...(live ? [t('liveShort')] : []), t(live ? 'draft' : 'tested')]}
    >
      {variants.map((name) => (
        <Table.Tr key={name}>
          <Table.Td className="any-text">{name}</Table.Td>
          {live && <Table.Td ta="right">{format.number(live.variants?.[name] ?? 0)}</Table.Td>}
          <Table.Td ta="right">{format.number(tested.variants?.[name] ?? 0)}</Table.Td>
        </Table.Tr>
      ))}
    </TestFigures>
  );
}

function namesOf<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one] as const)).values()];
}
