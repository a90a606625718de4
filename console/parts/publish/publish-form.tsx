import { Alert, Button, Code, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CheckReport } from '../../../engine/api/contract.ts';
import { conflictIn, publishTyped } from '../../queries/changes.ts';
import { checkQuery } from '../../queries/check.ts';
import type { Draft, DraftKind } from '../../queries/drafts.ts';
import { askAnew } from '../../queries/known.ts';
import { sessionQuery } from '../../queries/session.ts';
import { Failure } from '../four-states.tsx';
import { useEngineWords } from '../use-engine-words.ts';
import { TemplateLooks } from './template-looks.tsx';
import { TextDiff } from './text-diff.tsx';

/** What a publish would change, what is wrong with it, a note, and the button. */
export function PublishForm({
  kind,
  name,
  draft,
  isNameless,
  onPublished,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly draft: Draft;
  /** The draft stands by itself, apart from the document that it becomes. */
  readonly isNameless: boolean;
  readonly onPublished: () => void;
}) {
  const t = useTranslations('changes');
  const [note, setNote] = useState('');
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const check = useQuery(checkQuery(kind, name, draft.text, session?.may.includes('write') ?? false));
  const mayPublish = session?.may.includes('publish') ?? false;
  const publish = useMutation({
    async mutationFn() {
      const began = performance.now();
      await publishTyped([{ kind, name, text: draft.text, expectedVersion: draft.baseVersion }], note);
      return performance.now() - began;
    },
    async onSuccess(tookMs) {
      await Promise.all([askAnew(queries), isNameless ? draft.discard() : draft.refresh()]);
      notifications.show({ message: t('published', { seconds: tookMs / 1_000 }), color: 'petrol' });
      onPublished();
    },
    // The dialog shows both changes as soon as the draft knows of the other one.
    onError: (error) => void (conflictIn(error) && draft.refresh()),
  });
  const isShownElsewhere = !isNameless && conflictIn(publish.error) !== undefined;
  const others = [...new Set(draft.others.map(({ person }) => person))];
  const hasProblems = (check.data?.problems.length ?? 0) > 0;
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed" className="any-text">
          {t(`kinds.${kind}`)} {name}
          {draft.stored ? ` · ${t('version', { version: draft.stored.version })}` : ` · ${t('newDocument')}`}
        </Text>
      </Group>
      <TextDiff before={draft.liveText} after={draft.text} label={t('publishTitle', { name })} />
      {check.isPending && <Text c="dimmed">{t('checking')}</Text>}
      {check.data && <Report report={check.data} />}
      {check.data?.looks && <TemplateLooks looks={check.data.looks} leftOut={check.data.looksLeftOut ?? 0} />}
      {others.length > 0 && (
        <Alert color="blue" variant="light" className="any-text">
          {t('others', { people: others.join(', '), count: others.length })}
        </Alert>
      )}
      {!mayPublish && <Alert color="yellow">{t('mayNot', { roles: t('rolesToPublish') })}</Alert>}
      {publish.error && !isShownElsewhere && <Failure error={publish.error} retry={() => publish.mutate()} />}
      {mayPublish && (
        <TextInput
          label={t('note')}
          description={t('noteHint')}
          value={note}
          maxLength={2_000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      )}
      <Group justify="flex-end">
        <Button
          onClick={() => publish.mutate()}
          loading={publish.isPending}
          disabled={!mayPublish || hasProblems || !check.data}
          data-autofocus
        >
          {t('publish')}
        </Button>
      </Group>
    </Stack>
  );
}

function Report({ report: { problems, warnings } }: { readonly report: CheckReport }) {
  const t = useTranslations('changes');
  const { wordProblems } = useEngineWords();
  const list = (items: CheckReport['problems']) => (
    <List size="sm">
      {wordProblems(items).map(({ source, path, expected }) => (
        <List.Item key={`${source} ${path} ${expected}`} className="any-text">
          <Code>{path === '' ? source : path}</Code> {expected}
        </List.Item>
      ))}
    </List>
  );
  if (problems.length > 0) {
    return (
      <Alert color="red" title={t('problems')} role="alert">
        {list(problems)}
      </Alert>
    );
  }
  if (warnings.length === 0) return <Text size="sm">{t('checked')}</Text>;
  return (
    <Alert color="yellow" title={t('warnings')}>
      {list(warnings)}
    </Alert>
  );
}
