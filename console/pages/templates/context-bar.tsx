import { Autocomplete, Chip, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { customersLike } from '../../queries/templates.ts';
import { LOOKS, type Look, MOST_LOOKS } from './looks.ts';

const ASK_AFTER_MS = 200;

/** Whose message is looked at, and under which circumstances; up to four side by side. */
export function ContextBar({
  looks,
  customer = '',
  change,
}: {
  readonly looks: readonly Look[];
  readonly customer?: string | undefined;
  readonly change: (next: { readonly customer?: string; readonly looks?: string }) => void;
}) {
  const t = useTranslations('templates');
  const [typed, type] = useState(customer);
  const [asked] = useDebouncedValue(typed.trim(), ASK_AFTER_MS);
  const { data } = useQuery({ ...customersLike(asked), retry: false });
  return (
    <Group gap="md" align="flex-end">
      <Autocomplete
        label={t('customer')}
        placeholder={t('customerHint')}
        data={[...new Set((data?.customers ?? []).map((found) => found.customer))]}
        value={typed}
        onChange={type}
        onOptionSubmit={(chosen) => change({ customer: chosen })}
        onBlur={() => typed.trim() !== customer && change({ customer: typed.trim() })}
        onKeyDown={({ key }) => key === 'Enter' && change({ customer: typed.trim() })}
        w={300}
      />
      <Chip.Group
        multiple
        value={[...looks]}
        onChange={(chosen) => change({ looks: LOOKS.filter((look) => chosen.includes(look)).join(',') })}
      >
        <Group gap={6} role="group" aria-label={t('looks.title')}>
          {LOOKS.map((look) => (
            <Chip key={look} value={look} size="sm" disabled={looks.length >= MOST_LOOKS && !looks.includes(look)}>
              {t(`looks.${look}`)}
            </Chip>
          ))}
          {looks.length >= MOST_LOOKS && (
            <Text size="xs" c="dimmed">
              {t('mostLooks')}
            </Text>
          )}
        </Group>
      </Chip.Group>
    </Group>
  );
}
