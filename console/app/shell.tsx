import { AppShell, Burger, Button, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconWalk } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Away } from '../parts/away.tsx';
import { PauseMenu } from '../parts/publish/pause-menu.tsx';
import { useSkippedSteps } from '../queries/first-steps.ts';
import { useHasSampleCity, useSampleWalk } from '../queries/sample-city.ts';
import { PAGES } from './pages.ts';
import { Palette, PaletteButton } from './palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The frame of every page: where one can go, who is signed in, in which language and light. */
export function Shell() {
  const t = useTranslations('shell');
  const [isOpen, { toggle, close }] = useDisclosure();
  const pauses = useDisclosure();
  const isSkipped = useSkippedSteps();
  const hasSampleCity = useHasSampleCity();
  useSampleWalk();
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
            <PauseMenu disclosure={pauses} />
            <PaletteButton />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('menu')}>
        {PAGES.filter(({ name }) => !(isSkipped && name === 'welcome')).map(
          ({ name, address, also = [], icon: Icon }) => (
            <NavLink
              key={name}
              component={Link}
              to={address}
              label={t(`pages.${name}`)}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              active={[address, ...also].some((one) => path === one || path.startsWith(`${one}/`))}
              onClick={close}
              fw={500}
              bdrs="md"
            />
          ),
        )}
        {hasSampleCity && (
          <Button
            component={Link}
            to="/welcome"
            variant="light"
            size="xs"
            mt="auto"
            leftSection={<IconWalk size={16} />}
            onClick={close}
          >
            {t('sampleCity')}
          </Button>
        )}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Away />
        <Outlet />
      </AppShell.Main>
      <Palette openPauses={pauses[1].open} />
      <Shortcuts />
    </AppShell>
  );
}
