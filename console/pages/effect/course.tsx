import { Card, Stack, Table, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import type { FoundEffect } from './say-effect.ts';

const WIDTH = 720;
const HEIGHT = 160;

/** How the difference became known: a band that narrows, with the same as a table. */
export function Course({ points, zone }: { readonly points: FoundEffect['course']; readonly zone: string }) {
  const t = useTranslations('effect');
  const format = useFormatter();
  const time = useZonedTime(zone);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return null;
  const least = Math.min(0, ...points.map(({ low }) => low ?? 0));
  const most = Math.max(0, ...points.map(({ high }) => high ?? 0));
  const x = (at: number) => ((at - first.at) / (last.at - first.at)) * WIDTH;
  const y = (number: number) => HEIGHT - ((number - least) / (most - least || 1)) * HEIGHT;
  const line = (all: readonly (readonly [number, number])[]) => all.map(([a, b]) => `${x(a)},${y(b)}`).join(' ');
  const upper = points.map(({ at, high }) => [at, high ?? most] as const);
  const lower = points.map(({ at, low }) => [at, low ?? least] as const);
  const hundred = (number: number | null) =>
    number === null ? '' : format.number(number * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return (
    <Card withBorder component="section" aria-label={t('course')}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('course')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('courseHint')}
        </Text>
        <svg viewBox={`0 -12 ${WIDTH + 60} ${HEIGHT + 24}`} width="100%" aria-hidden="true" focusable="false">
          <polygon points={line([...upper, ...lower.reverse()])} fill="var(--mantine-color-anchor)" opacity={0.25} />
          <polyline
            points={line(points.map(({ at, estimate }) => [at, estimate] as const))}
            fill="none"
            stroke="var(--mantine-color-anchor)"
            strokeWidth={2}
          />
          <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} stroke="var(--mantine-color-dimmed)" strokeDasharray="3 3" />
          {[0, least, most].map((mark) => (
            <text key={mark} x={WIDTH + 8} y={y(mark) + 4} fontSize={12} fill="var(--mantine-color-text)">
              {mark === 0 ? '0' : hundred(mark)}
            </text>
          ))}
        </svg>
        <details>
          <summary>{t('asTable')}</summary>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('when')}</Table.Th>
                <Table.Th>{t('difference')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {points.map(({ at, low, high }) => (
                <Table.Tr key={at}>
                  <Table.Td>{time(at)}</Table.Td>
                  <Table.Td>{t('bounds', { low: hundred(low), high: hundred(high) })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </details>
      </Stack>
    </Card>
  );
}
