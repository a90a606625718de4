import { Alert, Badge, Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FoundCustomers } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { Empty, Failure, FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { OWN_ZONE } from '../../parts/shown-zone.tsx';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { findCustomersQuery } from '../../queries/customers.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { type CustomersAddress, customerLink, useCustomersAddress } from './address.ts';

const TYPING_MS = 200;

/** Finds customers: by what is typed, by place and by segment; else the newest. */
export function Customers() {
  const t = useTranslations('customers');
  const address = useCustomersAddress();
  const [q, place, segment] = [address.param('q'), address.param('place'), address.param('segment')];
  const query = useInfiniteQuery(findCustomersQuery({ q: q.trim(), place, segment }));
  const found = query.data?.pages.flatMap(({ customers }) => customers) ?? [];
  const isMasked = query.data?.pages[0]?.among === 'ids';
  return (
    <Page title={t('title')}>
      <Stack>
        <SearchForm address={address} found={found} isSettled={!query.isFetching} />
        {isMasked && <Alert color="gray">{t('idsOnly')}</Alert>}
        <FourStates query={query}>
          {(data) => (
            <>
              <Text c="dimmed" size="sm" role="status">
                {q === '' && place === '' && segment === ''
                  ? t('newest')
                  : t(query.hasNextPage ? 'foundMore' : 'found', { count: found.length })}
              </Text>
              {found.length === 0 ? <Nobody address={address} /> : <FoundTable customers={found} />}
              {query.hasNextPage && (
                <Group>
                  <Button
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t('more')}
                  </Button>
                  <Text size="sm" c="dimmed">
                    {t('looked', { count: data.pages.reduce((sum, { looked }) => sum + looked, 0) })}
                  </Text>
                </Group>
              )}
              {query.isFetchNextPageError && query.error && (
                <Failure error={query.error} retry={() => void query.fetchNextPage()} />
              )}
            </>
          )}
        </FourStates>
      </Stack>
    </Page>
  );
}

function SearchForm({
  address,
  found,
  isSettled,
}: {
  readonly address: CustomersAddress;
  readonly found: FoundCustomers['customers'];
  readonly isSettled: boolean;
}) {
  const t = useTranslations('customers');
  const navigate = useNavigate();
  const [typed, setTyped] = useState(address.param('q'));
  const put = useDebouncedCallback((q: string) => address.put({ q }), TYPING_MS);
  const { data } = useQuery(definitionsQuery);
  const documents = data?.documents ?? [];
  const places = documents
    .filter(({ kind }) => kind === 'place')
    .map(({ name, body }) => ({
      value: name,
      label: String(recordOf(recordOf(body).properties).name ?? recordOf(body).name ?? name),
    }));
  const workspace = recordOf(documents.find(({ kind }) => kind === 'workspace')?.body);
  const segments = Object.keys(recordOf(workspace.segments));
  const [isAwaited, setAwaited] = useState(false);
  const isCurrent = isSettled && address.param('q') === typed;
  // Enter opens the one who fits, or the one whose id was typed; it waits for the answer to what is typed now.
  useEffect(() => {
    if (!isAwaited || !isCurrent) return;
    setAwaited(false);
    const one = found.length === 1 ? found[0] : found.find(({ customer }) => customer === typed.trim());
    if (one) void navigate(customerLink(one.customer));
  }, [isAwaited, isCurrent, found, typed, navigate]);
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    address.put({ q: typed });
    setAwaited(true);
  };
  return (
    <form onSubmit={open}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('search')}
          description={t('searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            put(value);
          }}
          w={520}
          maw="100%"
          maxLength={200}
          autoFocus
          data-autofocus
        />
        <Button type="submit">{t('find')}</Button>
        <Select
          aria-label={t('anyPlace')}
          placeholder={t('anyPlace')}
          data={places}
          value={address.param('place') || null}
          onChange={(place) => address.put({ place: place ?? '' })}
          searchable
          clearable
          limit={100}
          w={200}
        />
        {segments.length > 0 && (
          <Select
            aria-label={t('anySegment')}
            placeholder={t('anySegment')}
            data={segments}
            value={address.param('segment') || null}
            onChange={(segment) => address.put({ segment: segment ?? '' })}
            searchable
            clearable
            w={200}
          />
        )}
      </Group>
    </form>
  );
}

function FoundTable({ customers }: { readonly customers: FoundCustomers['customers'] }) {
  const t = useTranslations('customers');
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.customer')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('columns.reached')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('columns.places')}</Table.Th>
            <Table.Th>{t('columns.lastAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {customers.map(({ customer, name, email, phone, places, lastAt, by, identified }) => (
            <Table.Tr key={customer}>
              <Table.Td>
                <Link {...customerLink(customer)} className="row-link any-text">
                  {name ?? customer}
                </Link>
                <Group gap={6}>
                  {name !== undefined && (
                    <Text size="xs" c="dimmed" className="any-text" component="span">
                      {customer}
                    </Text>
                  )}
                  {!identified && (
                    <Badge size="xs" variant="light" color="gray" tt="none">
                      {t('anonymous')}
                    </Badge>
                  )}
                  {by !== undefined && by !== 'id' && (
                    <Text size="xs" c="dimmed" component="span" className="any-text">
                      {t('by', { field: by.replace(/^customer\./, '') })}
                    </Text>
                  )}
                </Group>
              </Table.Td>
              <Table.Td visibleFrom="sm" fz="sm" className="any-text">
                {[email, phone].filter(Boolean).join(' · ')}
              </Table.Td>
              <Table.Td visibleFrom="sm" fz="sm" className="any-text">
                {places.map((place) => place.name).join(', ')}
              </Table.Td>
              <Table.Td fz="sm" c="dimmed">
                <ZonedTime at={lastAt} zone={OWN_ZONE} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Nobody fits: says what was asked, and leaves the filters with one click. */
function Nobody({ address }: { readonly address: CustomersAddress }) {
  const t = useTranslations('customers');
  const q = address.param('q').trim();
  const isFiltered = address.param('place') !== '' || address.param('segment') !== '';
  return (
    <Empty
      title={q === '' ? t('nobodyFiltered') : t('nobody', { q })}
      hint={isFiltered && q !== '' ? t('nobodyFiltered') : t('nobodyHint')}
      action={
        isFiltered ? (
          <Button variant="light" onClick={() => address.put({ place: '', segment: '' })}>
            {t('clearFilters')}
          </Button>
        ) : undefined
      }
    />
  );
}
