import { Button, Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconPlayerPause, IconSearch, IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { definitionsQuery } from '../queries/definitions.ts';
import { sessionQuery } from '../queries/session.ts';
import { ACTIONS } from './actions.ts';
import { PAGES } from './pages.ts';

/** Found things that are listed at once; more are found by typing more. */
const MOST_SHOWN = 12;

/** The page of each kind of thing that is found by its name. */
const THINGS = { place: 'places', trigger: 'triggers', template: 'templates' } as const;

/** Opens the palette; says by which key it opens too. */
export function PaletteButton() {
  const t = useTranslations('shell');
  return (
    <Button
      variant="default"
      size="sm"
      color="gray"
      fw={400}
      leftSection={<IconSearch size={16} />}
      rightSection={<Kbd size="xs">{t('control')} K</Kbd>}
      onClick={spotlight.open}
      visibleFrom="xs"
    >
      {t('search')}
    </Button>
  );
}

/** Goes to any page, place, trigger, template or customer by name, and begins what is done often. */
export function Palette({ openPauses }: { readonly openPauses: () => void }) {
  const t = useTranslations('shell');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { data } = useQuery(definitionsQuery);
  const { data: session } = useQuery(sessionQuery);
  const pages = PAGES.map(({ name, address, icon: Icon }): SpotlightActionData & { id: string } => ({
    id: `page ${name}`,
    label: t(`pages.${name}`),
    leftSection: <Icon size={18} stroke={1.7} />,
    onClick: () => void navigate({ to: address }),
  }));
  const actions = ACTIONS.filter((one) => !('may' in one) || session?.may.includes(one.may)).map(
    ({ name, address }): SpotlightActionData & { id: string } => ({
      id: `action ${name}`,
      label: t(`actions.${name}`),
      leftSection: <IconArrowRight size={18} stroke={1.7} />,
      onClick: () => void navigate({ to: address }),
    }),
  );
  const pause = {
    id: 'action pause',
    label: t('actions.pause'),
    leftSection: <IconPlayerPause size={18} stroke={1.7} />,
    onClick: openPauses,
  };
  const wanted = typed.trim();
  const customer = {
    id: 'customer',
    label: t('actions.customer', { typed: wanted }),
    leftSection: <IconUserSearch size={18} stroke={1.7} />,
    onClick: () => void navigate({ to: '/customers', search: { q: wanted } }),
  };
  const things = (data?.documents ?? []).flatMap(({ kind, name, body }): (SpotlightActionData & { id: string })[] => {
    const page = THINGS[kind as keyof typeof THINGS];
    if (page === undefined) return [];
    const { summary = '', name: title = '' } = body as { summary?: unknown; name?: unknown };
    const about = [title, summary].find((text) => typeof text === 'string' && text !== '' && text !== name);
    return [
      {
        id: `${kind} ${name}`,
        label: name,
        description: `${t(`pages.${page}`)}${about ? ` · ${String(about)}` : ''}`,
        onClick: () => void navigate({ href: `/${page}/${encodeURIComponent(name)}` }),
      },
    ];
  });
  return (
    <Spotlight
      actions={[...pages, ...actions, pause, ...things, ...(wanted === '' ? [] : [customer])]}
      query={typed}
      onQueryChange={setTyped}
      limit={MOST_SHOWN}
      highlightQuery
      shortcut={['mod + K', '/']}
      nothingFound={t('searchEmpty')}
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: t('search'), 'aria-label': t('search') }}
    />
  );
}
