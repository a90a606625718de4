import { Alert, Box, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { DefinitionText } from '../../parts/text-editor/definition-text.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useView } from '../../parts/view-buttons.tsx';
import type { Draft } from '../../queries/drafts.ts';
import { sessionQuery } from '../../queries/session.ts';
import { usePreviews } from '../../queries/templates.ts';
import { ContextBar } from './context-bar.tsx';
import { contextOf, looksIn } from './looks.ts';
import { Previews } from './previews.tsx';
import { SlotEditor } from './slot-editor.tsx';
import { faultsBySlot, marksOfSlots, otherProblems } from './slot-problems.ts';
import { readTemplate } from './template-draft.ts';
import { TestSend } from './test-send.tsx';

/** What stands in the address of a template's page. */
interface TemplateSearch {
  readonly channel?: string;
  readonly locale?: string;
  readonly customer?: string;
  readonly looks?: string;
}

/** A template's parts by channel and language, its text, and beside them what becomes of them for whom. */
export function Bench({
  name,
  draft,
  kinds,
}: {
  readonly name: string;
  readonly draft: Draft;
  readonly kinds: Parameters<typeof SlotEditor>[0]['kinds'];
}) {
  const t = useTranslations('templates');
  const changes = useTranslations('changes');
  const { wordFault, wordProblems } = useEngineWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as TemplateSearch;
  const change = (next: Partial<Record<keyof TemplateSearch, string | undefined>>) => {
    const given = Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '.', search: Object.fromEntries(given) as Record<string, string>, replace: true });
  };
  const { data: session } = useQuery(sessionQuery);
  const mayWrite = session?.may.includes('write') ?? false;
  const view = useView();
  const facts = useMemo(() => readTemplate(name, draft.text), [name, draft.text]);
  const looks = looksIn(search.looks);
  const channel = search.channel ?? facts.channels[0] ?? kinds[0]?.name ?? '';
  const { locale } = search;
  const contexts = looks.map((look) => {
    const context = contextOf(look, search.customer);
    // A language that is being written is what is looked at.
    return locale !== undefined && context.locale === undefined ? { ...context, locale } : context;
  });
  const { good, problems: found, error } = usePreviews(facts.value, contexts);
  const problems = useMemo(() => wordProblems(found), [found, wordProblems]);
  const faults = faultsBySlot(problems, good?.unknown);
  const marks = useMemo(() => marksOfSlots(problems), [problems]);
  const here = `${locale === undefined ? 'channels' : `locales.${locale}`}.${channel}.`;
  const shown = new Set([...faults.keys()].filter((slot) => slot.startsWith(here)));
  const text = (
    <DefinitionText kind="template" text={draft.text} setText={draft.setText} problems={marks} isReadOnly={!mayWrite} />
  );
  return (
    <Group align="stretch" gap="lg" wrap="nowrap" className="bench">
      <Stack gap="md" className={view === 'text' ? 'bench-side bench-wide' : 'bench-side'}>
        {session && !mayWrite && <Text c="dimmed">{changes('mayNotWrite')}</Text>}
        {facts.unreadable !== undefined && (
          <Alert color="red" role="alert">
            {t('unreadable', { said: facts.unreadable })}
          </Alert>
        )}
        {view === 'text' ? (
          text
        ) : (
          <SlotEditor {...{ name, draft, facts, kinds, channel, locale, faults, mayWrite, change }} />
        )}
        {mayWrite && (
          <TestSend
            key={channel}
            template={facts.value}
            channel={channel}
            looks={looks}
            customer={search.customer}
            locale={locale}
          />
        )}
      </Stack>
      <Box style={{ flex: 1, minWidth: 0, overflowY: 'auto' }} component="section" aria-label={t('looks.title')}>
        <Stack gap="md">
          {view === 'both' && text}
          <ContextBar looks={looks} customer={search.customer} change={change} />
          {error && (
            <Alert color="yellow" role="status">
              {problems.length === 0 ? wordFault(error) : t('lastGood')}
              {otherProblems(problems, shown).map(({ path, expected }) => (
                <Text key={`${path} ${expected}`} size="sm" className="any-text">
                  {path}: {t('problem', { expected })}
                </Text>
              ))}
            </Alert>
          )}
          {good && <Previews previews={good} looks={looks} channel={channel} />}
        </Stack>
      </Box>
    </Group>
  );
}
