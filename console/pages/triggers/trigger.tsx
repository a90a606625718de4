import { Anchor, Group, Tabs, Text } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FunctionComponent, lazy, type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { readKey } from '../../parts/document/read-text.ts';
import { Empty, Loading } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { DraftLine } from '../../parts/publish/draft-line.tsx';
import { PauseButton } from '../../parts/publish/pause-button.tsx';
import { PublishButton } from '../../parts/publish/publish-button.tsx';
import type { DraftState } from '../../queries/draft-keeper.ts';
import { useDraft, useDraftKeeper, useDraftPart } from '../../queries/drafts.ts';
import { loadPart } from '../../queries/reach.ts';

const TABS: Readonly<Record<'build' | 'test' | 'versions', FunctionComponent<{ readonly name: string }>>> = {
  build: lazy(async () => ({ default: (await loadPart(() => import('./build.tsx'))).Build })),
  test: lazy(async () => ({ default: (await loadPart(() => import('./test-tab.tsx'))).TestTab })),
  versions: lazy(async () => ({ default: (await loadPart(() => import('./versions.tsx'))).TriggerVersions })),
};
type TabName = keyof typeof TABS;
const TAB_NAMES = Object.keys(TABS) as readonly TabName[];

/** One trigger: its name as a sentence, which of draft and live is shown, and its pages. */
export function TriggerPage() {
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const { name, tab } = useParams({ strict: false }) as { readonly name: string; readonly tab?: string };
  const is = useDraftPart(useDraftKeeper('trigger', name), whetherThere);
  const chosen = TAB_NAMES.find((one) => one === tab) ?? 'build';
  const Content = TABS[chosen];
  if (is === 'loading') return <Loading />;
  if (is === 'none') return <Empty title={t('none')} hint={name} />;
  return (
    <Frame name={name}>
      <Tabs
        value={chosen}
        onChange={(next) => void navigate({ to: '/triggers/$name/$tab', params: { name, tab: next ?? 'build' } })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TAB_NAMES.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={chosen}>
          <Suspense fallback={<Loading />}>
            <Content key={name} name={name} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Frame>
  );
}

function whetherThere({ is, text, stored }: DraftState): 'loading' | 'none' | 'there' {
  if (is === 'loading') return is;
  return text === '' && !stored ? 'none' : 'there';
}

function Frame({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const shell = useTranslations('shell');
  const summary = useDraftPart(useDraftKeeper('trigger', name), ({ text }) => readKey(text, 'summary'));
  const title = typeof summary === 'string' && summary !== '' ? summary : name;
  return (
    <Page
      title={title}
      actions={
        <>
          <PauseButton what={`trigger:${name}`} />
          <PublishButton kind="trigger" name={name} title={title} />
        </>
      }
    >
      <Group gap={6} mb="xs" mt={-10}>
        <Anchor component={Link} to="/triggers" size="sm">
          {shell('pages.triggers')}
        </Anchor>
        <Text size="sm" c="dimmed" className="any-text">
          / {name}
        </Text>
      </Group>
      <State name={name} />
      {children}
    </Page>
  );
}

function State({ name }: { readonly name: string }) {
  return <DraftLine draft={useDraft('trigger', name)} />;
}
