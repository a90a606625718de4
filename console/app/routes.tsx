import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { definitionsQuery } from '../queries/definitions.ts';
import { hasSkippedSteps } from '../queries/first-steps.ts';
import { loadPart } from '../queries/reach.ts';
import { sessionQuery } from '../queries/session.ts';
import { NotFound } from './not-found.tsx';
import { PageFault } from './page-fault.tsx';
import { Shell } from './shell.tsx';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

interface PageSearch {
  readonly [name: string]: string | undefined;
}

function textsOf(search: Record<string, unknown>): PageSearch {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => {
      const said = text(typeof value === 'number' ? String(value) : value);
      return said === undefined ? [] : [[key, said]];
    }),
  );
}

/**
 * Every address of the console. What is done rather than looked at has an address outside of the things' own, so that a
 * thing may have any name. What a page shows stands in its address, so that a link shows a colleague the same. */
export function createConsoleRouter(queries: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: (fault) => <PageFault {...fault} /> });
  const login = createRoute({
    getParentRoute: () => root,
    path: '/login',
    validateSearch: ({ to, once, later, refused }: Record<string, unknown>): LoginSearch => ({
      ...(text(to) !== undefined && { to: text(to)! }),
      ...(text(once) !== undefined && { once: text(once)! }),
      ...(later !== undefined && { later: true }),
      ...(text(refused) !== undefined && { refused: text(refused)! }),
    }),
    component: lazyRouteComponent(() => loadPart(() => import('../pages/login/login.tsx')), 'Login'),
  });
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: 'signed-in',
    beforeLoad: async ({ location }) => {
      if ((await queries.ensureQueryData(sessionQuery)) === null) {
        throw redirect({ to: '/login', search: { to: location.href } });
      }
    },
    component: Shell,
  });
  const page = <const Path extends string>(
    path: Path,
    load: () => Promise<{ readonly [name: string]: unknown }>,
    name: string,
  ) =>
    createRoute({
      getParentRoute: () => signedIn,
      path,
      component: lazyRouteComponent(() => loadPart(load) as Promise<Record<string, FunctionComponent>>, name),
      // What is filtered and chosen on a page is the page's own to read, as texts.
      validateSearch: textsOf,
    });
  const moved = <const Path extends string>(path: Path, to: string) =>
    createRoute({
      getParentRoute: () => signedIn,
      path,
      beforeLoad: () => {
        throw redirect({ href: to });
      },
    });
  const home = createRoute({
    getParentRoute: () => signedIn,
    path: '/',
    beforeLoad: async () => {
      throw redirect({ to: (await isEmpty(queries)) ? '/welcome' : '/now' });
    },
  });
  const places = createRoute({
    getParentRoute: () => signedIn,
    id: 'all-places',
    component: lazyRouteComponent(() => loadPart(() => import('../pages/places/places.tsx')), 'Places'),
    validateSearch: textsOf,
  });
  const ofPlaces = <const Path extends string>(path: Path) => createRoute({ getParentRoute: () => places, path });
  const trigger = page('/triggers/$name', () => import('../pages/triggers/trigger.tsx'), 'TriggerPage');
  const ofTrigger = <const Path extends string>(path: Path) => createRoute({ getParentRoute: () => trigger, path });
  const template = page('/templates/$name', () => import('../pages/templates/template.tsx'), 'TemplatePage');
  const ofTemplate = <const Path extends string>(path: Path) => createRoute({ getParentRoute: () => template, path });
  const tree = root.addChildren([
    login,
    signedIn.addChildren([
      home,
      page('/now', () => import('../pages/now/now.tsx'), 'Now'),
      page('/draw/walk', () => import('../pages/places/walk-page.tsx'), 'DrawWalk'),
      page('/import/places', () => import('../pages/places/import-page.tsx'), 'ImportPlaces'),
      // One page, so that its map stays while one goes from place to place.
      places.addChildren([ofPlaces('/places'), ofPlaces('/draw/place'), ofPlaces('/places/$id')]),
      page('/triggers', () => import('../pages/triggers/triggers.tsx'), 'Triggers'),
      page('/begin/trigger', () => import('../pages/triggers/new-trigger.tsx'), 'NewTrigger'),
      page('/connections', () => import('../pages/connections/connections.tsx'), 'Connections'),
      trigger.addChildren([ofTrigger('/'), ofTrigger('$tab')]),
      page('/templates', () => import('../pages/templates/templates.tsx'), 'Templates'),
      page('/results/effect', () => import('../pages/effect/effect.tsx'), 'EffectPage'),
      page('/segments', () => import('../pages/segments/segments.tsx'), 'Segments'),
      template.addChildren([ofTemplate('/'), ofTemplate('$tab')]),
      page('/results/more', () => import('../pages/results/more.tsx'), 'More'),
      page('/results/boards', () => import('../pages/boards/boards.tsx'), 'BoardsPage'),
      page('/results/alerts', () => import('../pages/alerts/alerts.tsx'), 'AlertsPage'),
      page('/results/sql', () => import('../pages/results/sql.tsx'), 'SqlPage'),
      page('/results', () => import('../pages/results/results.tsx'), 'Results'),
      page('/results/held-back', () => import('../pages/results/held-back.tsx'), 'HeldBack'),
      page('/results/speed', () => import('../pages/results/speed.tsx'), 'Speed'),
      page('/results/decisions', () => import('../pages/results/decisions.tsx'), 'Decisions'),
      page('/results/$trigger', () => import('../pages/results/results.tsx'), 'Results'),
      page('/customers', () => import('../pages/customers/customers.tsx'), 'Customers'),
      page('/customers/$id', () => import('../pages/customers/customer.tsx'), 'CustomerPage'),
      page('/customers/$id/why/$signal', () => import('../pages/customers/why.tsx'), 'WhyPage'),
      page('/operations', () => import('../pages/operations/operations.tsx'), 'Operations'),
      moved('/settings', '/settings/profile'),
      page('/settings/profile', () => import('../pages/settings/profile.tsx'), 'Profile'),
      page('/settings/workspace', () => import('../pages/settings/workspace.tsx'), 'WorkspacePage'),
      page('/settings/people', () => import('../pages/settings/people.tsx'), 'People'),
      page('/settings/log', () => import('../pages/settings/log.tsx'), 'LogPage'),
      page('/settings/keys', () => import('../pages/settings/keys.tsx'), 'Keys'),
      page('/operations/channels', () => import('../pages/operations/channels.tsx'), 'ChannelsPage'),
      page('/operations/failed', () => import('../pages/operations/failed.tsx'), 'FailedPage'),
      page('/welcome', () => import('../pages/welcome/welcome.tsx'), 'Welcome'),
    ]),
  ]);
  return createRouter({ routeTree: tree, defaultPreload: 'intent', defaultNotFoundComponent: NotFound });
}

interface LoginSearch {
  readonly to?: string;
  readonly once?: string;
  readonly later?: true;
  readonly refused?: string;
}

/** Whether there is nothing to see yet: then the first steps are shown, unless they were put away. */
async function isEmpty(queries: QueryClient): Promise<boolean> {
  if (hasSkippedSteps()) return false;
  const known = await queries.ensureQueryData(definitionsQuery).catch(() => undefined);
  return known !== undefined && !known.documents.some(({ kind }) => kind === 'trigger');
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
