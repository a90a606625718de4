import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { CustomerView } from '../../../engine/api/contract.ts';
import { AnswerBadge } from '../../parts/answers.tsx';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { Part } from './part.tsx';

/** What is known of a customer now: each value with its age and source, places, devices, segments. */
export function Known({ customer }: { readonly customer: CustomerView }) {
  const t = useTranslations('customers');
  const { values, zone, places, devices, segments, aliases, suppressed } = customer;
  return (
    <>
      <Part title={t('context')}>
        {Object.keys(values).length === 0 ? (
          <Text c="dimmed">{t('nothing')}</Text>
        ) : (
          <Values values={values} zone={zone} />
        )}
        {aliases.length > 0 && (
          <Text size="sm" mt="sm" className="any-text">
            <Text span size="sm" c="dimmed">
              {t('aliases')}
            </Text>{' '}
            {aliases.join(', ')}
          </Text>
        )}
      </Part>
      <Part title={t('places')}>
        {places.length === 0 ? (
          <Text c="dimmed">{t('nowhere')}</Text>
        ) : (
          places.map(({ id, name, since }) => (
            <Group key={id} justify="space-between" gap="xs">
              <Text size="sm" className="any-text">
                {name}
              </Text>
              <Text size="sm" c="dimmed">
                {t.rich('sinceRich', { time: () => <ZonedTime at={since} zone={zone} /> } as never)}
              </Text>
            </Group>
          ))
        )}
      </Part>
      {devices.length > 0 && (
        <Part title={t('devices')}>
          <Stack gap="sm">
            {devices.map((device) => (
              <div key={device.id}>
                <Group gap="xs">
                  <Text size="sm" fw={600} className="any-text">
                    {device.id}
                  </Text>
                  {device.leads && (
                    <Badge size="sm" variant="light" tt="none">
                      {t('leads')}
                    </Badge>
                  )}
                  <Text size="xs" c="dimmed">
                    {t.rich('heardRich', { time: () => <ZonedTime at={device.heardAt} zone={zone} /> } as never)}
                  </Text>
                </Group>
                <Values values={device.values} zone={zone} />
              </div>
            ))}
          </Stack>
        </Part>
      )}
      {Object.keys(segments).length > 0 && (
        <Part title={t('segments')}>
          {Object.entries(segments).map(([name, answer]) => (
            <Group key={name} justify="space-between" mb={4}>
              <Text size="sm" className="any-text">
                {name}
              </Text>
              <AnswerBadge answer={answer} />
            </Group>
          ))}
        </Part>
      )}
      {Object.keys(suppressed).length > 0 && (
        <Part title={t('suppressed')}>
          {Object.entries(suppressed).map(([address, { reason, at, isInForce }]) => (
            <Text key={address} size="sm" className="any-text" opacity={isInForce ? 1 : 0.6}>
              {address} · {reason} · <ZonedTime at={at} zone={zone} />
            </Text>
          ))}
        </Part>
      )}
    </>
  );
}

function Values({ values, zone }: { readonly values: CustomerView['values']; readonly zone: string }) {
  const t = useTranslations('customers');
  const words = useSignalWords();
  return (
    <dl className="known-values">
      {Object.entries(values)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, { v, at, source, isKnown }]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed" className="any-text">
              {words.field(name)}
            </Text>
            <Text component="dd" size="sm" className="any-text">
              <Text span size="sm" td={isKnown ? undefined : 'line-through'}>
                {words.value(name, v)}
              </Text>
              <Text size="xs" c="dimmed">
                {isKnown ? '' : `${t('stale')} · `}
                {words.kind(source)} · <ZonedTime at={at} zone={zone} />
              </Text>
            </Text>
          </div>
        ))}
    </dl>
  );
}
