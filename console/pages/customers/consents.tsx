import { Alert, Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CustomerView } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { Failure } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { catalogQuery } from '../../queries/catalog.ts';
import { sendSignal } from '../../queries/customers.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { Part } from './part.tsx';

const ANY = '*';

/** What a customer said yes and no to; who may, changes it by a consent signal, as an app does. */
export function Consents({ customer, maySend }: { readonly customer: CustomerView; readonly maySend: boolean }) {
  const t = useTranslations('customers');
  const words = useSignalWords();
  const consents = Object.entries(customer.consents);
  return (
    <Part title={t('consents')}>
      {consents.length === 0 && <Text c="dimmed">{t('noConsents')}</Text>}
      <Stack gap={6}>
        {consents.map(([name, { granted, at, source, proof }]) => (
          <Group key={name} justify="space-between" gap="xs">
            <div>
              <Text size="sm" className="any-text">
                {words.consent(name)}
              </Text>
              <Text size="xs" c="dimmed" className="any-text">
                {words.kind(source)} {proof !== undefined && `· ${t('confirmed')} `}·{' '}
                <ZonedTime at={at} zone={customer.zone} />
              </Text>
            </div>
            <Badge
              variant="light"
              tt="none"
              color={granted ? 'teal' : 'red'}
              styles={{ root: { flexShrink: 0 }, label: { color: 'var(--mantine-color-text)' } }}
            >
              {t(granted ? 'granted' : 'refused')}
            </Badge>
          </Group>
        ))}
      </Stack>
      {maySend && <Change id={customer.customer} />}
    </Part>
  );
}

function Change({ id }: { readonly id: string }) {
  const t = useTranslations('customers');
  const queries = useQueryClient();
  const { data: definitions } = useQuery(definitionsQuery);
  const { data: catalog } = useQuery(catalogQuery(useLanguage().language));
  const workspace = recordOf(definitions?.documents.find(({ kind }) => kind === 'workspace')?.body);
  const purposes = Object.keys(recordOf(workspace.purposes));
  const channels = (catalog?.channels ?? []).map(({ name, title }) => ({ value: name, label: title }));
  const [channel, setChannel] = useState<string>(ANY);
  const [purpose, setPurpose] = useState<string>(ANY);
  const change = useMutation({
    mutationFn: (granted: boolean) =>
      sendSignal(id, { kind: 'consent', value: { channel, purpose, granted, source: 'console' }, test: false }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customer', id] }),
  });
  return (
    <Stack gap="xs" mt="md">
      <Text size="sm" c="dimmed">
        {t('consentHint')}
      </Text>
      <Group gap="xs" align="flex-end">
        <Select
          label={t('purpose')}
          data={[{ value: ANY, label: t('anyPurpose') }, ...purposes]}
          value={purpose}
          onChange={(value) => setPurpose(value ?? ANY)}
          allowDeselect={false}
          w={150}
        />
        <Select
          label={t('channel')}
          data={[{ value: ANY, label: t('anyChannel') }, ...channels]}
          value={channel}
          onChange={(value) => setChannel(value ?? ANY)}
          allowDeselect={false}
          w={150}
        />
        <Button variant="default" loading={change.isPending} onClick={() => change.mutate(true)}>
          {t('grant')}
        </Button>
        <Button variant="default" loading={change.isPending} onClick={() => change.mutate(false)}>
          {t('refuse')}
        </Button>
      </Group>
      {change.isSuccess && (
        <Alert color="teal" role="status" py="xs">
          {t('consentSent')}
        </Alert>
      )}
      {change.error && <Failure error={change.error} retry={() => change.reset()} />}
    </Stack>
  );
}
