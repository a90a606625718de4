import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';
import { ZoneSelect } from '../../parts/shown-zone.tsx';

const TABS = { overview: '/operations', channels: '/operations/channels', failed: '/operations/failed' } as const;
export type OperationsTab = keyof typeof TABS;

/** The frame of the pages for the night: each is a tab with an address of its own. */
export function OperationsPage({ tab, children }: { readonly tab: OperationsTab; readonly children: ReactNode }) {
  const t = useTranslations('operations');
  const navigate = useNavigate();
  const { zone } = useSearch({ strict: false }) as { readonly zone?: string };
  return (
    <Page title={t('title')} actions={<ZoneSelect />}>
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate({ to: TABS[to as OperationsTab], search: zone === undefined ? {} : { zone } } as never)
        }
        mb="md"
      >
        <Tabs.List>
          {(Object.keys(TABS) as OperationsTab[]).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap="md">{children}</Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
