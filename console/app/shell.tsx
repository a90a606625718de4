import { ActionIcon, AppShell, Burger, Group, Menu, NavLink, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical, IconLogout, IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Away } from '../parts/away.tsx';
import { useLanguage } from '../parts/language.tsx';
import { sessionQuery, signOut } from '../queries/session.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages.ts';
import { PAGES } from './pages.ts';
import { Palette, PaletteButton } from './palette.tsx';

/** The frame of every page: where one can go, who is signed in, in which language and light. */
export function Shell() {
  const t = useTranslations('shell');
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <img src="/icon.svg" alt="" width={26} height={26} />
            <Text fw={700} size="lg">
              {t('name')}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('menu')}>
        {PAGES.map(({ name, address, icon: Icon }) => (
          <NavLink
            key={name}
            component={Link}
            to={address}
            label={t(`pages.${name}`)}
            leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
            active={path === address || path.startsWith(`${address}/`)}
            onClick={close}
            fw={500}
            bdrs="md"
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Away />
        <Outlet />
      </AppShell.Main>
      <Palette />
    </AppShell>
  );
}

function PersonMenu() {
  const t = useTranslations('shell');
  const { data: session } = useQuery(sessionQuery);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queries.clear();
    await navigate({ to: '/login', search: {} });
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('signedInAs', { name: session?.name ?? '' })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="any-text">{t('signedInAs', { name: session?.name ?? '' })}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {LANGUAGES.map((one) => (
          <Menu.Item key={one} onClick={() => choose(one)} fw={one === language ? 700 : 400}>
            {LANGUAGE_NAMES[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={SCHEME_ICONS[scheme]}
            onClick={() => setColorScheme(scheme)}
            fw={scheme === colorScheme ? 700 : 400}
          >
            {t(`themes.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEME_ICONS = { light: <IconSun size={16} />, dark: <IconMoon size={16} />, auto: <IconSunMoon size={16} /> };
