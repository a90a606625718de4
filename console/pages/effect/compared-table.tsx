import { Badge, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Interval, reachOf } from './interval.tsx';
import { type Compared, useEffectFigures } from './say-effect.ts';

export interface ComparedRow {
  readonly name: string;
  readonly compared: Compared;
  readonly isMoney?: boolean;
}

/** Comparisons below each other, on one scale. */
export function ComparedTable({
  title,
  hint,
  rows,
  currency,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly rows: readonly ComparedRow[];
  readonly currency: string | undefined;
}) {
  const t = useTranslations('effect');
  const { amount, share, signed, money, bounds } = useEffectFigures(currency);
  const reach = reachOf(rows.map(({ compared }) => compared.relative));
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {hint && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {(['measure', 'message', 'control', 'relative', 'perWeek'] as const).map((name) => (
                  <Table.Th key={name}>{t(name)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ name, compared, isMoney = false }) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row" className="any-text">
                    {name}
                  </Table.Th>
                  <Table.Td>{(isMoney ? money : share)(compared.message)}</Table.Td>
                  <Table.Td>{(isMoney ? money : share)(compared.control)}</Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {compared.relative && (
                        <Interval bounds={compared.relative} reach={reach} isJudged={compared.seen !== 'unplanned'} />
                      )}
                      <Text size="sm">{compared.relative ? bounds(compared.relative, signed) : t('unknown')}</Text>
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {bounds(compared.perWeek, isMoney ? money : amount)}
                      {compared.seen !== 'unplanned' && (
                        <Badge variant="light" color={compared.seen === 'open' ? 'gray' : 'blue'} tt="none">
                          {t(`seen.${compared.seen}`)}
                        </Badge>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Card>
  );
}
