import { Button, Card, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type AnyDocument, recordOf } from '../../parts/definitions.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useFirstFocus } from '../../parts/use-first-focus.ts';
import { useKept } from '../../parts/use-kept.ts';
import { beginDraft } from '../../queries/begin-draft.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { textOfDocument } from '../../queries/drafts.ts';
import { copyOf, firstTrigger, nameFor } from './first-trigger.ts';

/** Begins a trigger: from nothing, or as a copy of another one. It is a draft until it is published. */
export function NewTrigger() {
  const t = useTranslations('triggers');
  const query = useQuery(definitionsQuery);
  return (
    <Page title={t('new')}>
      <FourStates query={query}>
        {({ documents }) => <Begin documents={documents as readonly AnyDocument[]} />}
      </FourStates>
    </Page>
  );
}

function Begin({ documents }: { readonly documents: readonly AnyDocument[] }) {
  const { wordFault } = useEngineWords();
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const { q: from = null } = useSearch({ strict: false }) as { readonly q?: string };
  const triggers = documents.filter(({ kind }) => kind === 'trigger');
  const templates = documents.filter(({ kind }) => kind === 'template').map(({ name }) => name);
  const [summary, setSummary, forget] = useKept('new-trigger', '');
  const first = useFirstFocus<HTMLInputElement>();
  const [ownName, setOwnName] = useState<string>();
  const [copied, setCopied] = useState<string | null>(from);
  const [template, setTemplate] = useState<string | null>(null);
  const name = ownName ?? nameFor(summary);
  const isTaken = triggers.some((one) => one.name === name);
  const purposes = Object.keys(recordOf(recordOf(documents.find(({ kind }) => kind === 'workspace')?.body).purposes));
  const begin = useMutation({
    async mutationFn() {
      const original = triggers.find((one) => one.name === copied);
      const text = original
        ? copyOf(textOfDocument(original as never), { name, summary, template })
        : firstTrigger({ name, summary, template: template ?? templates[0] ?? '', purpose: purposes[0] ?? '' });
      await beginDraft('trigger', name, text);
      forget();
      await navigate({ to: '/triggers/$name/$tab', params: { name, tab: 'build' } });
    },
  });
  return (
    <Card withBorder maw={640}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '' && !isTaken) begin.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('summary')}
            description={t('summaryHint')}
            value={summary}
            maxLength={500}
            ref={first}
            onChange={({ currentTarget }) => setSummary(currentTarget.value)}
          />
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            maxLength={100}
            onChange={({ currentTarget }) => setOwnName(currentTarget.value)}
            error={isTaken ? t('nameTaken') : name !== '' && name !== nameFor(name) ? t('nameShape') : undefined}
          />
          <Select
            label={t('beginWith')}
            placeholder={t('beginFresh')}
            value={copied}
            onChange={setCopied}
            data={triggers.map((one) => one.name)}
            searchable
            clearable
          />
          <Select
            label={t('template')}
            placeholder={copied === null ? (templates[0] ?? '') : t('templateOfCopy')}
            value={template}
            onChange={setTemplate}
            data={templates}
            searchable
            clearable
          />
          {begin.error && (
            <Text c="red.8" size="sm" role="alert">
              {wordFault(begin.error)}
            </Text>
          )}
          <Group>
            <Button type="submit" loading={begin.isPending} disabled={name === '' || isTaken || name !== nameFor(name)}>
              {t('begin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
