import { Alert, Button, Center, Code, List, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { EngineAway, RequestRefused } from '../queries/request.ts';
import { useEngineWords } from './use-engine-words.ts';

/** Shows what was asked for: while it loads, where it fails, where there is nothing, and else as `children` say. */
export function FourStates<T>({
  query,
  isEmpty,
  empty,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly isEmpty?: (data: T) => boolean;
  readonly empty?: { readonly title: string; readonly hint?: string; readonly action?: ReactNode };
  readonly children: (data: T) => ReactNode;
}) {
  const { data, error, isPending, refetch } = query;
  if (error && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (isPending || data === undefined) return <Loading />;
  return (
    <>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {empty && isEmpty?.(data) ? <Empty {...empty} /> : children(data)}
    </>
  );
}

/** Nothing is there: says so, and what to do. */
export function Empty({
  title,
  hint,
  action,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Center py={64}>
      <Stack align="center" gap="xs" maw={460}>
        <Text fw={600}>{title}</Text>
        {hint && (
          <Text c="dimmed" ta="center">
            {hint}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

/** Stands where something is loaded. */
export function Loading() {
  const t = useTranslations('shell');
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label={t('loading')}>
      {[92, 76, 84, 60].map((width) => (
        <Skeleton key={width} height={18} width={`${width}%`} />
      ))}
    </Stack>
  );
}

/** What went wrong, in the API's words; an engine that is away is asked again by itself. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const t = useTranslations('shell');
  const { wordFault, wordProblems } = useEngineWords();
  // The line above every page says it, and since when.
  if (error instanceof EngineAway) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('refused')} mb="md" role="alert">
      <Text size="sm" className="any-text">
        {wordFault(error)}
      </Text>
      {error instanceof RequestRefused && error.problems.length > 0 && (
        <List size="sm" mt="xs">
          {wordProblems(error.problems).map(({ path, expected }) => (
            <List.Item key={`${path} ${expected}`} className="any-text">
              <Code>{path}</Code> {expected}
            </List.Item>
          ))}
        </List>
      )}
      {error instanceof RequestRefused && error.id && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('errorId', { id: error.id })}
        </Text>
      )}
      <Button size="xs" variant="default" mt="sm" onClick={retry}>
        {t('retry')}
      </Button>
    </Alert>
  );
}
