import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Failure } from '../../parts/four-states.tsx';
import { membersQuery } from '../../queries/segments.ts';

/** The customers who are in a segment now, when they are asked for. */
export function Members({ segment }: { readonly segment: string }) {
  const t = useTranslations('segments');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        mt="sm"
        size="xs"
        variant="subtle"
        leftSection={<IconUsers size={14} />}
        w="fit-content"
        display="block"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'hideMembers' : 'showMembers')}
      </Button>
      {isOpen && <MemberList segment={segment} />}
    </>
  );
}

function MemberList({ segment }: { readonly segment: string }) {
  const t = useTranslations('segments');
  const query = useInfiniteQuery(membersQuery(segment));
  const pages = query.data?.pages ?? [];
  const members = pages.flatMap(({ customers }) => customers);
  const looked = pages.reduce((sum, page) => sum + page.looked, 0);
  return (
    <Stack gap={4} mt="xs">
      {query.error && <Failure error={query.error} retry={() => void query.refetch()} />}
      {members.map(({ customer, name }) => (
        <Group key={customer} gap="sm" wrap="nowrap">
          <Link to="/customers/$id" params={{ id: customer }} className="row-link any-text">
            {customer}
          </Link>
          <Text size="sm" c="dimmed" className="any-text">
            {name}
          </Text>
        </Group>
      ))}
      <Text size="xs" c="dimmed" role="status">
        {query.data && t('looked', { members: members.length, looked })}
      </Text>
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
