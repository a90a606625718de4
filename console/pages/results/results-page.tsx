import { Group, Stack } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Loading } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { readPathPart } from '../../queries/path-part.ts';
import { type ResultsAddress, useResultsAddress } from './address.ts';
import { FACT_NAMES } from './facts.ts';

const TABS = {
  overview: '/results',
  heldBack: '/results/held-back',
  effect: '/results/effect',
  speed: '/results/speed',
  more: '/results/more',
  boards: '/results/boards',
  alerts: '/results/alerts',
  sql: '/results/sql',
} as const;
export type ResultsTab = keyof typeof TABS;
/** What stays in the address from one tab to the next. */
const KEPT: readonly string[] = ['period', 'from', 'to', 'zone', 'attribution', ...FACT_NAMES];

/** The frame of the pages of results: each is a tab with an address of its own. */
export function ResultsPage({
  tab,
  title,
  actions,
  children,
}: {
  readonly tab: ResultsTab;
  readonly title?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTranslations('results');
  const search = useSearch({ strict: false }) as Readonly<Record<string, string>>;
  const { trigger: ofPath } = useParams({ strict: false }) as { readonly trigger?: string };
  const named = ofPath === undefined ? search : { ...search, trigger: readPathPart(ofPath) };
  const kept = Object.fromEntries(Object.entries(named).filter(([name]) => KEPT.includes(name)));
  return (
    <Page title={title ?? t(`tabs.${tab}`)} actions={actions}>
      <Group component="nav" aria-label={t('title')} gap={0} mb="lg" className="sub-nav">
        {(Object.keys(TABS) as ResultsTab[]).map((one) => (
          <Link
            key={one}
            to={TABS[one]}
            search={kept}
            className="sub-nav-link"
            activeOptions={{ exact: true, includeSearch: false }}
            {...(one === tab && { 'aria-current': 'page' })}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Group>
      <Stack gap="md">{children}</Stack>
    </Page>
  );
}

/** The same, for a page that reads period and facts from its address. */
export function AskedPage({
  tab,
  title,
  children,
}: {
  readonly tab: ResultsTab;
  readonly title?: (address: ResultsAddress) => string;
  readonly children: (address: ResultsAddress) => ReactNode;
}) {
  const address = useResultsAddress();
  return (
    <ResultsPage tab={tab} title={address && title?.(address)}>
      {address ? children(address) : <Loading />}
    </ResultsPage>
  );
}
