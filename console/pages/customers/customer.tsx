import './customers.css';
import { Alert, Anchor, Badge, Box, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconLink, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { CustomerView } from '../../../engine/api/contract.ts';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { customerQuery } from '../../queries/customers.ts';
import { RequestRefused } from '../../queries/request.ts';
import { sessionQuery } from '../../queries/session.ts';
import { useCustomersAddress } from './address.ts';
import { Consents } from './consents.tsx';
import { Conversation } from './conversation.tsx';
import { Known } from './known.tsx';
import { Privacy } from './privacy.tsx';
import { Story } from './story.tsx';
import { TestSignal } from './test-signal.tsx';
import { WhatIf } from './what-if.tsx';
import { WouldNow } from './would-now.tsx';

/** One customer: what happened, where, and why; what is known, and what would happen now. */
export function CustomerPage() {
  const t = useTranslations('customers');
  const { id } = useCustomersAddress();
  const query = useQuery(customerQuery(id));
  if (query.error instanceof RequestRefused && query.error.status === 404) {
    return (
      <Page title={t('title')}>
        <Empty
          title={t('none', { id })}
          hint={t('noneHint')}
          action={
            <Button
              component={Link}
              {...({ to: '/customers', search: { q: id } } as object)}
              leftSection={<IconSearch size={16} />}
              variant="light"
            >
              {t('more')}
            </Button>
          }
        />
      </Page>
    );
  }
  return (
    <Page title={nameOf(query.data) ?? id} actions={<CopyLink />}>
      <FourStates query={query}>{(customer) => <Whole customer={customer} />}</FourStates>
    </Page>
  );
}

function CopyLink() {
  const t = useTranslations('customers');
  const shell = useTranslations('shell');
  return (
    <CopyButton value={window.location.href}>
      {({ copied, copy }) => (
        <Button variant="default" size="xs" leftSection={<IconLink size={14} aria-hidden />} onClick={copy}>
          {copied ? shell('copied') : t('copyLink')}
        </Button>
      )}
    </CopyButton>
  );
}

function Whole({ customer }: { readonly customer: CustomerView }) {
  const t = useTranslations('customers');
  const { data: session } = useQuery(sessionQuery);
  const may = (permission: NonNullable<typeof session>['may'][number]) => session?.may.includes(permission) ?? false;
  return (
    <Stack>
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {t(customer.identified ? 'identified' : 'anonymous')}
        </Badge>
        <Text size="sm" c="dimmed" className="any-text" span>
          {customer.customer}
        </Text>
        <Text size="sm" c="dimmed" span>
          {t.rich('lastSeenRich', { time: () => <ZonedTime at={customer.lastAt} zone={customer.zone} /> } as never)} ·{' '}
          {customer.zone}
        </Text>
      </Group>
      {customer.askedAs !== undefined && (
        <Alert color="gray" className="any-text">
          {t('askedAs', { asked: customer.askedAs })}
        </Alert>
      )}
      {customer.isMasked && <Alert color="gray">{t('masked')}</Alert>}
      <Box className="customer-columns">
        <Story id={customer.customer} zone={customer.zone} />
        <Stack>
          {may('personal') && <Conversation id={customer.customer} zone={customer.zone} />}
          <Known customer={customer} />
          <Consents customer={customer} maySend={may('personal')} />
          <WouldNow id={customer.customer} zone={customer.zone} />
          {may('write') && <WhatIf customer={customer} />}
          {may('personal') && <TestSignal id={customer.customer} />}
          {(may('personal') || may('operate')) && (
            <Privacy id={customer.customer} mayExport={may('personal')} mayErase={may('operate')} />
          )}
        </Stack>
      </Box>
      <Anchor component={Link} to="/customers" size="sm">
        {t('title')}
      </Anchor>
    </Stack>
  );
}

/** What people call the customer; undefined: nothing is known. */
function nameOf(customer: CustomerView | undefined): string | undefined {
  const name = customer?.values['customer.name']?.v;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
