import { Card, Group, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptBackTest, KeptReport } from '../../../engine/api/contract.ts';
import { type PairedSpan, spansBetween } from './spans-between.ts';

const HOUR_MS = 3_600_000;
const HEIGHT = 56;

/**
 * Matches over the period, hour by hour, of the draft and of the live version one below the other on the same scale.
 */
export function TestHours({
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
  const { spanMs, spans } = spansBetween(test.period, tested, live);
  const most = Math.max(1, ...spans.map(({ tested: a, live: b }) => Math.max(a.matches, b.matches)));
  const zone = tested.zone;
  const time = (at: number) =>
    format.dateTime(at, {
      dateStyle: 'medium',
      ...(spanMs < 24 * HOUR_MS && { timeStyle: 'short' as const }),
      timeZone: zone,
    });
  const rows = [
    ...(live ? [{ name: t('live', { version: test.liveVersion ?? 0 }), of: 'live' as const }] : []),
    { name: t(live ? 'draft' : 'tested'), of: 'tested' as const },
  ];
  return (
    <Card withBorder component="section" aria-label={t('hours')}>
      <Title order={2} mb="xs">
        {t(spanMs >= 24 * HOUR_MS ? 'days' : 'hours')}
      </Title>
      {rows.map(({ name, of }) => (
        <Bars key={of} name={name} of={of} spans={spans} most={most} time={time} />
      ))}
      <Group justify="space-between" mt={2}>
        <Text size="xs" c="dimmed">
          {time(test.period.from)}
        </Text>
        <Text size="xs" c="dimmed">
          {time(test.period.to)} · {zone}
        </Text>
      </Group>
    </Card>
  );
}

function Bars({
  name,
  of,
  spans,
  most,
  time,
}: {
  readonly name: string;
  readonly of: 'tested' | 'live';
  readonly spans: readonly PairedSpan[];
  readonly most: number;
  readonly time: (at: number) => string;
}) {
  const t = useTranslations('testing');
  const matches = spans.reduce((sum, span) => sum + span[of].matches, 0);
  const top = spans.reduce((best, span) => (span[of].matches > best[of].matches ? span : best), spans[0]!);
  const says =
    matches === 0
      ? t('hoursNone', { name })
      : t('hoursOf', { name, matches, time: time(top.at), most: top[of].matches });
  return (
    <>
      <Text size="xs" c="dimmed" className="any-text">
        {says}
      </Text>
      <svg
        viewBox={`0 0 ${spans.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label={says}
        className={`hour-bars hour-bars-${of}`}
      >
        {spans.map((span) => {
          const { matches: count, sends } = span[of];
          const height = (count / most) * HEIGHT;
          return (
            count > 0 && (
              <rect key={span.at} x={spans.indexOf(span) + 0.08} y={HEIGHT - height} width={0.84} height={height}>
                <title>{t('spanTitle', { time: time(span.at), matches: count, sends })}</title>
              </rect>
            )
          );
        })}
      </svg>
    </>
  );
}
