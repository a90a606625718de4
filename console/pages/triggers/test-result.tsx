import { Card, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptBackTest, KeptReport, WithSaid } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { useClauses } from '../../parts/sentence/use-clauses.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { withKeys } from '../../parts/with-keys.ts';
import { TestGoals, TestVariants } from './test-brought.tsx';
import { TestFigures } from './test-figures.tsx';
import { TestHours } from './test-hours.tsx';
import { TestMap } from './test-map.tsx';
import { TestPeople } from './test-people.tsx';

/** The results of a test: figures, both on the map and the clock, whom it adds and loses, and what was in the way. */
export function TestResult({ test }: { readonly test: WithSaid<KeptBackTest> }) {
  const { wordSentence } = useEngineWords();
  const t = useTranslations('testing');
  const format = useFormatter();
  const { tested, live } = test;
  if (!tested) return null;
  const time = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: tested.zone });
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Card withBorder>
          <FiguresTable test={test} tested={tested} live={live} />
          <Text size="xs" c="dimmed" mt="xs">
            {t('signals', {
              tested: tested.signals.tested,
              customers: tested.customers,
              from: time(test.period.from),
              to: time(test.period.to),
            })}
          </Text>
        </Card>
        <TestPeople test={test} />
      </SimpleGrid>
      <TestMap test={test} />
      <TestHours test={test} tested={tested} live={live} />
      <WhyNot report={tested} when={recordOf(test.document).when} />
      <Gates report={tested} />
      <TestGoals tested={tested} live={live} />
      <TestVariants tested={tested} live={live} />
      {tested.notes.length > 0 && (
        <Card withBorder>
          <Title order={2} mb="xs">
            {t('notes')}
          </Title>
          <List size="sm">
            {withKeys(tested.notes).map(([key, note]) => (
              <List.Item key={key}>{wordSentence(note, test.said)}</List.Item>
            ))}
          </List>
        </Card>
      )}
    </Stack>
  );
}

const FIGURES: readonly (readonly [
  name: 'woken' | 'matches' | 'sends' | 'heldBack' | 'people' | 'reached',
  of: (report: KeptReport) => number,
])[] = [
  ['woken', ({ woken }) => woken.times],
  ['matches', ({ matches }) => matches],
  ['sends', ({ sends }) => sends],
  ['heldBack', ({ heldBack }) => heldBack],
  ['people', ({ matchedCustomers }) => matchedCustomers],
  ['reached', ({ sentCustomers }) => sentCustomers],
];

function FiguresTable({
  test,
  tested,
  live,
}: {
  readonly test: KeptBackTest;
  readonly tested: KeptReport;
  readonly live: KeptReport | undefined;
}) {
  const t = useTranslations('testing');
  const format = useFormatter();
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {live && <Table.Th ta="right">{t('live', { version: test.liveVersion ?? 0 })}</Table.Th>}
            <Table.Th ta="right">{t(live ? 'draft' : 'tested')}</Table.Th>
            {live && <Table.Th ta="right">{t('change')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {FIGURES.map(([name, of]) => (
            <Table.Tr key={name}>
              <Table.Th fw={500}>{t(`figures.${name}`)}</Table.Th>
              {live && <Table.Td ta="right">{format.number(of(live))}</Table.Td>}
              <Table.Td ta="right" fw={650}>
                {format.number(of(tested))}
              </Table.Td>
              {live && (
                <Table.Td ta="right" c="dimmed">
                  {format.number(of(tested) - of(live), { signDisplay: 'exceptZero' })}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function WhyNot({ report, when }: { readonly report: KeptReport; readonly when: unknown }) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const clauses = useClauses(when);
  // A part that is said otherwise than it was counted keeps the words that it was counted by.
  const isSaid = clauses?.length === report.conditions.length;
  if (report.conditions.length === 0) return null;
  return (
    <TestFigures title={t('whyNot')} columns={[t('condition'), t('no'), t('unknown'), t('alone')]}>
      {withKeys(report.conditions).map(([key, { condition, no, unknown, alone }], i) => (
        <Table.Tr key={key}>
          <Table.Td className="any-text">{isSaid ? clauses[i] : condition}</Table.Td>
          <Table.Td ta="right">{format.number(no)}</Table.Td>
          <Table.Td ta="right">{format.number(unknown)}</Table.Td>
          <Table.Td ta="right">{format.number(alone)}</Table.Td>
        </Table.Tr>
      ))}
    </TestFigures>
  );
}

function Gates({ report }: { readonly report: KeptReport }) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const { word, rule } = useReasonWords();
  if (report.gates.length === 0) return null;
  return (
    <TestFigures title={t('gates')} columns={[t('gate'), t('held'), t('deferred'), t('would')]}>
      {report.gates.map(({ gate, held, deferred, would, example, code, args }) => (
        <Table.Tr key={gate}>
          <Table.Td>
            <Text size="sm">{rule(gate)}</Text>
            <Text size="xs" c="dimmed" className="any-text">
              {word({ code, args, reason: example })}
            </Text>
          </Table.Td>
          <Table.Td ta="right">{format.number(held)}</Table.Td>
          <Table.Td ta="right">{format.number(deferred)}</Table.Td>
          <Table.Td ta="right">{format.number(would)}</Table.Td>
        </Table.Tr>
      ))}
    </TestFigures>
  );
}
