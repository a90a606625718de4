import { Group, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { SqlParam } from './sql-params.ts';

type Values = Readonly<Record<string, string>>;

/** A field for each parameter of a question. */
export function SqlFields({
  params,
  values,
  setValues,
}: {
  readonly params: readonly SqlParam[];
  readonly values: Values;
  setValues(values: Values): void;
}) {
  const t = useTranslations('sql');
  if (params.length === 0) return null;
  return (
    <Group role="group" aria-label={t('params')} align="flex-start">
      {params.map(({ name, type }) => (
        <TextInput
          key={name}
          label={name}
          description={type.startsWith('Array(') ? t('listHint') : type}
          value={values[name] ?? ''}
          onChange={({ currentTarget: { value } }) => setValues({ ...values, [name]: value })}
        />
      ))}
    </Group>
  );
}
