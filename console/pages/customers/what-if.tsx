import { Button, Group, NativeSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CustomerView } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { Failure } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { catalogQuery } from '../../queries/catalog.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { askWhatIf } from '../../queries/what-if.ts';
import { Part } from './part.tsx';
import { FIRST, type MadeSignal, readObject, SignalFields } from './test-signal.tsx';
import { Answers } from './would-now.tsx';

/** What would happen with a made-up signal, at another hour, in another weather, in a place, on another device. */
export function WhatIf({ customer }: { readonly customer: CustomerView }) {
  const t = useTranslations('customers.whatIf');
  const [made, setMade] = useKept<MadeSignal>(`what-if:${customer.customer}`, FIRST);
  const [weather, setWeather] = useState('');
  const [device, setDevice] = useState('');
  const [localTime, setLocalTime] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const { data } = useQuery(definitionsQuery);
  const places = (data?.documents ?? [])
    .filter(({ kind }) => kind === 'place')
    .map(({ name, body }) => ({ value: name, label: String(recordOf(recordOf(body).properties).name ?? name) }));
  const { data: catalog } = useQuery(catalogQuery(useLanguage().language));
  const valuesOf = (field: string) => {
    const { values, titles } = catalog?.fields.find(({ name }) => name === field)?.detail ?? {};
    return Array.isArray(values)
      ? values.map(String).map((one) => ({ value: one, label: String(recordOf(titles)[one] ?? one) }))
      : [];
  };
  const value = readObject(made.value);
  const ask = useMutation({
    mutationFn: (signal: object) =>
      askWhatIf({
        customer: customer.customer,
        signal: { kind: made.kind, value: { ...signal } },
        overrides: {
          ...(weather !== '' && { weather: { condition: weather } }),
          ...(device !== '' && { device }),
          ...(localTime !== '' && { localTime }),
          ...(place !== null && { place }),
        },
      }),
  });
  const choices = (values: ReturnType<typeof valuesOf>) => [{ value: '', label: t('asItIs') }, ...values];
  return (
    <Part title={t('title')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('hint')}
        </Text>
        <SignalFields made={made} change={setMade} />
        <Group gap="xs" grow>
          <TextInput
            label={t('at')}
            type="time"
            value={localTime}
            onChange={({ currentTarget }) => setLocalTime(currentTarget.value)}
          />
          <NativeSelect
            label={t('weather')}
            data={choices(valuesOf('weather.condition'))}
            value={weather}
            onChange={({ currentTarget }) => setWeather(currentTarget.value)}
          />
          <NativeSelect
            label={t('device')}
            data={choices(valuesOf('device.form'))}
            value={device}
            onChange={({ currentTarget }) => setDevice(currentTarget.value)}
          />
        </Group>
        <Select
          label={t('place')}
          placeholder={t('asItIs')}
          data={places}
          value={place}
          onChange={setPlace}
          searchable
          clearable
          limit={100}
        />
        <Button
          variant="default"
          loading={ask.isPending}
          disabled={value === undefined}
          onClick={() => value && ask.mutate(value)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('ask')}
        </Button>
        {ask.error && <Failure error={ask.error} retry={() => ask.reset()} />}
        {ask.data && (
          <div role="status">
            <Answers triggers={ask.data.triggers} zone={ask.data.zone} id={customer.customer} />
          </div>
        )}
      </Stack>
    </Part>
  );
}
