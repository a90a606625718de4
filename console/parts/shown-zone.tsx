import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { definitionsQuery } from '../queries/definitions.ts';
import { recordOf } from './definitions.ts';

/** The zone of the reader's browser. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which a page shows its times: the one in its address, else the reader's own. */
export function useShownZone(): string {
  const { zone } = useSearch({ strict: false }) as { readonly zone?: string };
  return zone !== undefined && isZone(zone) ? zone : OWN_ZONE;
}

/** Says in which zone the times of a page are, and chooses another one. */
export function ZoneSelect() {
  const t = useTranslations('shell');
  const navigate = useNavigate();
  const zone = useShownZone();
  const { data } = useQuery(definitionsQuery);
  const workspace = recordOf(data?.documents.find(({ kind }) => kind === 'workspace')?.body).zone;
  const named = [
    [OWN_ZONE, 'yours'],
    ...(typeof workspace === 'string' && isZone(workspace) ? [[workspace, 'workspace'] as const] : []),
    ['UTC', 'plain'],
    [zone, 'plain'],
  ] as const;
  const choices = [...new Map([...named].reverse()).keys()].map((one) => ({
    value: one,
    label: t(`zones.${named.find(([name]) => name === one)![1]}`, { zone: one }),
  }));
  return (
    <Select
      label={t('zones.title')}
      data={choices.reverse()}
      value={zone}
      allowDeselect={false}
      searchable
      w={270}
      onChange={(next) =>
        next !== null &&
        void navigate({ to: '.', search: (before: object) => ({ ...before, zone: next }), replace: true } as never)
      }
    />
  );
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
