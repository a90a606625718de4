import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';
import { SubNav } from '../../parts/sub-nav.tsx';

/** The parts of the settings, in their order. */
const PARTS = ['profile', 'workspace', 'people', 'keys', 'log'] as const;

/** The frame of the settings: each part has an address, and its name stands in the title. */
export function SettingsPage({ actions, children }: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  const t = useTranslations('settings');
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const current = PARTS.find((part) => path.endsWith(`/${part}`)) ?? 'profile';
  return (
    <Page title={t('titleOf', { part: t(`parts.${current}`) })} actions={actions}>
      <SubNav label={t('title')} links={PARTS.map((part) => ({ to: `/settings/${part}`, name: t(`parts.${part}`) }))} />
      {children}
    </Page>
  );
}
