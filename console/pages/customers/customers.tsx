import { Button, Group, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';

/** Finds a customer. */
export function Customers() {
  const t = useTranslations('customers');
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim() !== '') void navigate({ to: '/customers/$id', params: { id: id.trim() } });
  };
  return (
    <Page title={t('title')}>
      <form onSubmit={find}>
        <Group align="flex-end">
          <TextInput
            label={t('search')}
            value={id}
            onChange={({ currentTarget }) => setId(currentTarget.value)}
            w={420}
            maw="100%"
            data-autofocus
          />
          <Button type="submit">{t('find')}</Button>
        </Group>
      </form>
      <Text c="dimmed" mt="md">
        {t('hint')}
      </Text>
    </Page>
  );
}
