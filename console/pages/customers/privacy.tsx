import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Failure } from '../../parts/four-states.tsx';
import { eraseCustomer, exportAddress } from '../../queries/customers.ts';
import { Part } from './part.tsx';

/** Export and erasure; an erasure is confirmed by typing the id. */
export function Privacy({
  id,
  mayExport,
  mayErase,
}: {
  readonly id: string;
  readonly mayExport: boolean;
  readonly mayErase: boolean;
}) {
  const t = useTranslations('customers.privacy');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Part title={t('title')}>
      <Group gap="xs">
        {mayExport && (
          <Button
            component="a"
            href={exportAddress(id)}
            download={`${id}.ndjson`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('export')}
          </Button>
        )}
        {mayErase && (
          <Button variant="light" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
            {t('erase')}
          </Button>
        )}
      </Group>
      <Modal opened={isOpen} onClose={close} title={t('eraseTitle', { id })}>
        <Erase id={id} />
      </Modal>
    </Part>
  );
}

function Erase({ id }: { readonly id: string }) {
  const t = useTranslations('customers.privacy');
  const [typed, setTyped] = useState('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () => eraseCustomer(id),
    async onSuccess() {
      queries.removeQueries({ queryKey: ['customer', id] });
      queries.removeQueries({ queryKey: ['customers'] });
      await navigate({ to: '/customers' });
    },
  });
  return (
    <Stack>
      <Text size="sm">{t('eraseWhat')}</Text>
      <TextInput
        label={t('type')}
        description={id}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        data-autofocus
        classNames={{ description: 'any-text' }}
      />
      <Button color="red.9" disabled={typed !== id} loading={erase.isPending} onClick={() => erase.mutate()}>
        {t('eraseNow')}
      </Button>
      {erase.error && <Failure error={erase.error} retry={() => erase.reset()} />}
      {erase.data && (
        <Alert color="teal" role="status">
          {t('erased', { ids: erase.data.ids.join(', ') })}
        </Alert>
      )}
    </Stack>
  );
}
