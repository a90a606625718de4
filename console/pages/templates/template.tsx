import { Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { Page } from '../../parts/page.tsx';
import { DraftLine } from '../../parts/publish/draft-line.tsx';
import { PublishButton } from '../../parts/publish/publish-button.tsx';
import { Versions } from '../../parts/publish/versions.tsx';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { useDraft } from '../../queries/drafts.ts';
import { channelsQuery } from '../../queries/templates.ts';
import { Bench } from './bench.tsx';

const TABS = ['write', 'versions'] as const;
type TabName = (typeof TABS)[number];

/** One template: written beside what becomes of it, and its versions. */
export function TemplatePage() {
  const t = useTranslations('templates');
  const navigate = useNavigate();
  const { name = '', tab } = useParams({ strict: false }) as { readonly name?: string; readonly tab?: string };
  const { language } = useLanguage();
  const draft = useDraft('template', name);
  const channels = useQuery(channelsQuery(language));
  const chosen: TabName = tab === 'versions' ? 'versions' : 'write';
  const show = (next: string | null) =>
    void (next === 'versions'
      ? navigate({ to: '/templates/$name/$tab', params: { name, tab: next } })
      : navigate({ to: '/templates/$name', params: { name } }));
  return (
    <Page title={name} actions={<PublishButton kind="template" name={name} />} fills>
      {draft.is !== 'loading' && <DraftLine draft={draft} />}
      <Tabs value={chosen} onChange={show} keepMounted={false} className="bench-tabs">
        <Group justify="space-between" gap="xs" mb="md">
          <Tabs.List flex="1 1 auto">
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {chosen === 'write' && <ViewButtons />}
        </Group>
        <Tabs.Panel value="write" className="bench-panel">
          <FourStates query={channels}>
            {(kinds) => (draft.is === 'loading' ? null : <Bench key={name} {...{ name, draft, kinds }} />)}
          </FourStates>
        </Tabs.Panel>
        <Tabs.Panel value="versions" className="bench-panel">
          <Versions kind="template" name={name} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
