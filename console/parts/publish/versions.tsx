import { Alert, Badge, Button, Grid, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { restoreVersion, type VersionView, versionQuery, versionsQuery } from '../../queries/changes.ts';
import { type DraftKind, textOfDocument } from '../../queries/drafts.ts';
import { askAnew } from '../../queries/known.ts';
import { sessionQuery } from '../../queries/session.ts';
import { Failure, FourStates } from '../four-states.tsx';
import { TextDiff } from './text-diff.tsx';
import './publish.css';
import { useAuthor } from '../use-author.ts';

/** The versions of a document: each with author, time and note, compared, and made live again. */
export function Versions({ kind, name }: { readonly kind: DraftKind; readonly name: string }) {
  const t = useTranslations('changes');
  const query = useQuery(versionsQuery(kind, name));
  const navigate = useNavigate();
  const { version: chosen } = useSearch({ strict: false }) as { readonly version?: string };
  return (
    <FourStates query={query} isEmpty={({ versions }) => versions.length === 0} empty={{ title: t('noVersions') }}>
      {({ versions }) => {
        const shown = versions.find(({ version }) => String(version) === chosen) ?? versions[0]!;
        return (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap={2} component="nav" aria-label={t('versions')}>
                {versions.map((version) => (
                  <VersionRow
                    key={version.version}
                    version={version}
                    isShown={version === shown}
                    onShow={() =>
                      void navigate({
                        to: '.',
                        search: (before: object) => ({ ...before, version: String(version.version) }),
                        replace: true,
                      } as never)
                    }
                  />
                ))}
              </Stack>
              <Text size="xs" c="dimmed" mt="sm">
                {t('versionsHint')}
              </Text>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 8 }}>
              <ShownVersion kind={kind} name={name} shown={shown} versions={versions} />
            </Grid.Col>
          </Grid>
        );
      }}
    </FourStates>
  );
}

function VersionRow({
  version: { version, is, author, note, publishedAt },
  isShown,
  onShow,
}: {
  readonly version: VersionView;
  readonly isShown: boolean;
  readonly onShow: () => void;
}) {
  const t = useTranslations('changes');
  const sayAuthor = useAuthor();
  const format = useFormatter();
  return (
    <UnstyledButton className="version-row" aria-pressed={isShown} onClick={onShow}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text fw={600} size="sm">
          {publishedAt === undefined
            ? t('version', { version })
            : format.dateTime(publishedAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </Text>
        {is !== 'earlier' && (
          <Badge variant="light" color={is === 'live' ? 'petrol' : 'gray'} tt="none">
            {t(is)}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" className="any-text">
        {t('version', { version })} {author === undefined ? t('unknownAuthor') : t('by', { who: sayAuthor(author) })}
      </Text>
      {note !== undefined && (
        <Text size="sm" className="any-text">
          {note}
        </Text>
      )}
    </UnstyledButton>
  );
}

function ShownVersion({
  kind,
  name,
  shown,
  versions,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly shown: VersionView;
  readonly versions: readonly VersionView[];
}) {
  const t = useTranslations('changes');
  const live = versions.find(({ is }) => is === 'live');
  const before = versions.slice(versions.indexOf(shown) + 1).find(({ is }) => is !== 'removed');
  // The live one is compared with the one before it, each other with the live one.
  const other = shown === live ? before : live;
  const texts = useTexts(kind, name, [shown.is === 'removed' ? before?.version : shown.version, other?.version]);
  if (texts === undefined) return null;
  const [mine = '', theirs = ''] = texts;
  const isComparedBefore = shown === live;
  const title = isComparedBefore
    ? before
      ? t('comparedBefore', { version: shown.version })
      : t('first')
    : t('compared', { version: shown.version });
  return (
    <Stack gap="md">
      <Text fw={600}>{title}</Text>
      <TextDiff
        before={isComparedBefore ? theirs : shown.is === 'removed' ? mine : theirs}
        after={shown.is === 'removed' ? '' : mine}
        label={title}
      />
      {shown.is === 'earlier' && (
        <RestoreForm key={shown.version} kind={kind} name={name} version={shown.version} live={live?.version ?? 0} />
      )}
    </Stack>
  );
}

/** The texts of versions; undefined while one of them is on its way. */
function useTexts(
  kind: DraftKind,
  name: string,
  versions: readonly (number | undefined)[],
): readonly string[] | undefined {
  const [first, second] = versions;
  const one = useQuery({ ...versionQuery(kind, name, first ?? 0), enabled: first !== undefined });
  const other = useQuery({ ...versionQuery(kind, name, second ?? 0), enabled: second !== undefined });
  if (one.isLoading || other.isLoading) return undefined;
  return [one.data ? textOfDocument(one.data) : '', other.data ? textOfDocument(other.data) : ''];
}

/** Publishes an earlier version anew; what that changes is shown above. */
function RestoreForm({
  kind,
  name,
  version,
  live,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly version: number;
  readonly live: number;
}) {
  const t = useTranslations('changes');
  const [note, setNote] = useState('');
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const mayPublish = session?.may.includes('publish') ?? false;
  const restore = useMutation({
    mutationFn: () =>
      restoreVersion(kind, name, version, { expectedVersion: live, ...(note.trim() !== '' && { note }) }),
    async onSuccess() {
      await askAnew(queries);
      notifications.show({ message: t('restored', { version }), color: 'petrol' });
    },
  });
  if (!mayPublish) return <Alert color="yellow">{t('mayNot', { roles: t('rolesToPublish') })}</Alert>;
  return (
    <Stack gap="sm">
      {restore.error && <Failure error={restore.error} retry={() => restore.mutate()} />}
      <Group align="flex-end" wrap="wrap">
        <TextInput
          label={t('note')}
          value={note}
          maxLength={2_000}
          flex={1}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Button onClick={() => restore.mutate()} loading={restore.isPending}>
          {t('restore', { version })}
        </Button>
      </Group>
    </Stack>
  );
}
