import { Badge, Card, Group, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { EngineState, EngineView } from '../../../engine/api/contract.ts';
import { bytesAs } from '../../parts/bytes.ts';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';

/** From this share of its memory on Redis refuses signals. */
const FULL_PERCENT = 85;

/** Redis, ClickHouse, what is on its way between them, and the engines. */
export function StoresAndEngines({ state }: { readonly state: EngineState }) {
  const t = useTranslations('operations');
  const { redis, clickhouse, sink, engines } = state;
  const format = useFormatter();
  const percent = Math.round((redis.usedShare ?? 0) * 100);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Card withBorder component="section" aria-label={t('stores.title')}>
        <Title order={2} mb="sm">
          {t('stores.title')}
        </Title>
        <Stack gap="sm">
          <Store name="Redis" isUp={redis.isUp}>
            {redis.usedBytes !== undefined && (
              <Text size="sm" c="dimmed">
                {redis.limitBytes === undefined
                  ? t('stores.usedOnly', { used: bytesAs(format, redis.usedBytes) })
                  : t('stores.used', {
                      used: bytesAs(format, redis.usedBytes),
                      limit: bytesAs(format, redis.limitBytes),
                    })}
              </Text>
            )}
            {redis.limitBytes !== undefined && (
              <Progress
                value={percent}
                color={percent >= FULL_PERCENT ? 'red' : 'petrol'}
                size="sm"
                mt={4}
                aria-label={`Redis ${percent} %`}
              />
            )}
          </Store>
          <Store name="ClickHouse" isUp={clickhouse.isUp}>
            {sink && (
              <Text size="sm" c="dimmed">
                {t('stores.sink')}: {t('stores.entries', { count: sink.entries })}
                {sink.oldestMs !== undefined &&
                  sink.oldestMs >= 1_000 &&
                  `, ${t('stores.oldest', { seconds: Math.round(sink.oldestMs / 1_000) })}`}
              </Text>
            )}
          </Store>
        </Stack>
      </Card>
      <Card withBorder component="section" aria-label={t('engines.title')}>
        <Title order={2} mb="sm">
          {t('engines.title')}
        </Title>
        <Stack gap="sm">
          {engines.length === 0 && <Text c="dimmed">{t('engines.none')}</Text>}
          {engines.map((engine) => (
            <Engine key={engine.id} engine={engine} />
          ))}
        </Stack>
      </Card>
    </SimpleGrid>
  );
}

function Store({
  name,
  isUp,
  children,
}: {
  readonly name: string;
  readonly isUp: boolean;
  readonly children: React.ReactNode;
}) {
  const t = useTranslations('operations.stores');
  return (
    <div>
      <Group justify="space-between">
        <Text fw={600}>{name}</Text>
        <Badge variant="light" color={isUp ? 'petrol' : 'red'} tt="none">
          {t(isUp ? 'up' : 'away')}
        </Badge>
      </Group>
      {children}
    </div>
  );
}

function Engine({ engine: { host, roles, startedAt, heardAt, isAway } }: { readonly engine: EngineView }) {
  const t = useTranslations('operations');
  const time = useZonedTime(useShownZone());
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} className="any-text">
          {host}
        </Text>
        <Text size="xs" c={isAway ? 'var(--mantine-color-error)' : 'dimmed'}>
          {isAway ? t('engines.away', { time: time(heardAt) }) : t('engines.since', { time: time(startedAt) })}
        </Text>
      </Group>
      <Group gap={6} mt={4}>
        {roles.map((role) => (
          <Badge key={role} variant="light" color="gray" tt="none">
            {t(`roles.${role}`)}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
