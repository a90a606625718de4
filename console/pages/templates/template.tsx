import { Alert, Badge, Box, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { Page } from '../../parts/page.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { type Draft, useDraft } from '../../queries/drafts.ts';
import { channelsQuery, usePreviews } from '../../queries/templates.ts';
import { ContextBar } from './context-bar.tsx';
import { contextOf, looksIn } from './looks.ts';
import { Previews } from './previews.tsx';
import { SlotEditor } from './slot-editor.tsx';
import { faultsBySlot, otherProblems } from './slot-problems.ts';
import { readTemplate } from './template-draft.ts';
import { TestSend } from './test-send.tsx';

/** What stands in the address of a template's page. */
export interface TemplateSearch {
  readonly channel?: string;
  readonly locale?: string;
  readonly customer?: string;
  readonly looks?: string;
}

/** One template: its parts by channel and language, and beside them what becomes of them for whom. */
export function TemplatePage() {
  const { name = '' } = useParams({ strict: false }) as { readonly name?: string };
  const search = useSearch({ strict: false }) as TemplateSearch;
  const navigate = useNavigate();
  const { language } = useLanguage();
  const draft = useDraft('template', name);
  const channels = useQuery(channelsQuery(language));
  const change = (next: Partial<Record<keyof TemplateSearch, string | undefined>>) => {
    const given = Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '.', search: Object.fromEntries(given) as Record<string, string>, replace: true });
  };
  return (
    <Page title={name} actions={<DraftState draft={draft} />} fills>
      <FourStates query={channels}>
        {(kinds) => (draft.is === 'loading' ? null : <Bench key={name} {...{ name, draft, kinds, search, change }} />)}
      </FourStates>
    </Page>
  );
}

interface BenchProps {
  readonly name: string;
  readonly draft: Draft;
  readonly kinds: Parameters<typeof SlotEditor>[0]['kinds'];
  readonly search: TemplateSearch;
  readonly change: (next: Partial<Record<keyof TemplateSearch, string | undefined>>) => void;
}

function Bench({ name, draft, kinds, search, change }: BenchProps) {
  const t = useTranslations('templates');
  const { wordFault, wordProblems } = useEngineWords();
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
  const problems = wordProblems(found);
  const faults = faultsBySlot(problems, good?.unknown);
  const here = `${locale === undefined ? 'channels' : `locales.${locale}`}.${channel}.`;
  const shown = new Set([...faults.keys()].filter((slot) => slot.startsWith(here)));
  return (
    <Group align="stretch" gap="lg" wrap="nowrap" className="bench" style={{ flex: 1, minHeight: 0 }}>
      <Stack gap="md" className="bench-side">
        {facts.unreadable !== undefined && (
          <Alert color="red" role="alert">
            {t('unreadable', { said: facts.unreadable })}
          </Alert>
        )}
        <SlotEditor {...{ name, draft, facts, kinds, channel, locale, faults, change }} />
        <TestSend
          key={channel}
          template={facts.value}
          channel={channel}
          looks={looks}
          customer={search.customer}
          locale={locale}
        />
      </Stack>
      <Box style={{ flex: 1, minWidth: 0, overflowY: 'auto' }} component="section" aria-label={t('looks.title')}>
        <Stack gap="md">
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

function DraftState({ draft: { is, savedAt, stored, error } }: { readonly draft: Draft }) {
  const t = useTranslations('templates');
  const { wordFault } = useEngineWords();
  const format = useFormatter();
  if (is === 'loading') return null;
  const words =
    is === 'same-as-live'
      ? t(stored ? 'live' : 'notLive')
      : savedAt !== undefined && is === 'saved'
        ? t('saved', { time: format.dateTime(savedAt, { timeStyle: 'medium' }) })
        : error
          ? wordFault(error)
          : t('saving');
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {words}
      </Text>
      <Badge variant="light" color={is === 'same-as-live' ? 'gray' : 'indigo'} tt="none">
        {t('draft')}
      </Badge>
    </Group>
  );
}
