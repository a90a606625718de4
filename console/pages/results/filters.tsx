import { Button, Group, MultiSelect, Pill, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { NAMED_PERIODS } from '../../parts/period.ts';
import { dateIn } from '../../parts/zone-days.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { questionQuery } from '../../queries/results.ts';
import { ATTRIBUTIONS, type ResultsAddress } from './address.ts';
import { useFactWords } from './fact-words.ts';
import { FACT_NAMES, type FactName, filterValue } from './facts.ts';

/** Which days, on which clock, of which trigger, with which facts: all of it stands in the address. */
export function Filters({
  address,
  noTrigger = false,
}: {
  readonly address: ResultsAddress;
  readonly noTrigger?: boolean;
}) {
  const t = useTranslations('results');
  const words = useFactWords();
  const { period, zone, trigger, attribution, filters, put } = address;
  const triggers = useTriggerNames(trigger);
  const days = { from: dateIn(zone, period.fromMs), to: dateIn(zone, period.toMs - 1) };
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={t('filters')}>
      <Select
        label={t('period')}
        w={170}
        allowDeselect={false}
        data={[
          ...NAMED_PERIODS.map((name) => ({ value: name, label: t(`periods.${name}`) })),
          { value: 'own', label: t('periods.own') },
        ]}
        value={period.name ?? 'own'}
        onChange={(name) => put(name === 'own' ? { ...days, period: '' } : { period: name ?? '', from: '', to: '' })}
      />
      {period.name === undefined &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(end)}
            value={days[end]}
            onChange={({ currentTarget: { value } }) => value !== '' && put({ ...days, [end]: value })}
          />
        ))}
      {!noTrigger && (
        <Select
          label={t('trigger')}
          w={220}
          searchable
          clearable
          placeholder={t('allTriggers')}
          data={triggers}
          value={trigger === '' ? null : trigger}
          onChange={(chosen) => put({ trigger: chosen ?? '' })}
          clearButtonProps={{ 'aria-label': t('allTriggers') }}
        />
      )}
      <Select
        label={t('zone')}
        w={190}
        searchable
        allowDeselect={false}
        data={zonesWith(zone)}
        value={zone}
        onChange={(chosen) => put({ zone: chosen ?? '' })}
      />
      <Select
        label={t('attribution')}
        w={170}
        allowDeselect={false}
        data={ATTRIBUTIONS.map((value) => ({ value, label: t(`attributions.${value}`) }))}
        value={attribution}
        onChange={(chosen) => put({ attribution: chosen === 'each' ? '' : (chosen ?? '') })}
      />
      <AddFilter address={address} />
      {Object.entries(filters).map(([name, text]) => (
        <Pill
          key={name}
          size="lg"
          withRemoveButton
          removeButtonProps={{
            'aria-label': t('removeFilter', { fact: words.fact(name as FactName) }),
            tabIndex: 0,
            'aria-hidden': false,
          }}
          onRemove={() => put({ [name]: '' })}
        >
          {words.fact(name as FactName)}:{' '}
          {text
            .split(',')
            .map((value) => words.value(name, value))
            .join(', ')}
        </Pill>
      ))}
    </Group>
  );
}

/** Leaves only the decisions with some values of a fact; the values are those of the period. */
function AddFilter({ address }: { readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const words = useFactWords();
  const [isOpen, setIsOpen] = useState(false);
  const [fact, setFact] = useState<FactName>('place');
  const { asked, filters, put } = address;
  const { [fact]: chosen = '', ...others } = { ...asked } as Record<string, string>;
  const { data } = useQuery({
    ...questionQuery({ name: 'results-funnel', params: { ...others, by: fact } }),
    enabled: isOpen,
  });
  const values = new Set(chosen === '' ? [] : chosen.split(','));
  for (const row of data?.rows ?? []) {
    const value = filterValue(row[fact]);
    if (value !== undefined) values.add(value);
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus withinPortal shadow="md" position="bottom-start">
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={16} />} onClick={() => setIsOpen(!isOpen)}>
          {t('addFilter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack w={260}>
          <Select
            label={t('fact')}
            comboboxProps={{ withinPortal: false }}
            allowDeselect={false}
            data={FACT_NAMES.filter((name) => name !== 'trigger').map((name) => ({
              value: name,
              label: words.fact(name),
            }))}
            value={fact}
            onChange={(next) => setFact((next ?? 'place') as FactName)}
          />
          <MultiSelect
            label={t('values')}
            comboboxProps={{ withinPortal: false }}
            searchable
            data={Array.from(values, (value) => ({ value, label: words.value(fact, value) }))}
            value={(filters[fact] ?? '').split(',').filter(Boolean)}
            onChange={(next) => put({ [fact]: next.join(',') })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function useTriggerNames(chosen: string): readonly string[] {
  const { data } = useQuery(definitionsQuery);
  const names = new Set((data?.documents ?? []).filter(({ kind }) => kind === 'trigger').map(({ name }) => name));
  if (chosen !== '') names.add(chosen);
  return [...names].sort();
}

function zonesWith(zone: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([zone, own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
