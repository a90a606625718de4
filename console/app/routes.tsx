import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { definitionsQuery } from '../queries/definitions.ts';
import { hasSkippedSteps } from '../queries/first-steps.ts';
import { sessionQuery } from '../queries/session.ts';
import { NotFound } from './not-found.tsx';
import { PageFault } from './page-fault.tsx';
import { Shell } from './shell.tsx';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

interface PageSearch {
  readonly [name: string]: string | undefined;
}

/** Every address of the console. What a page shows stands in its address, so that a link shows a colleague the same. */
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
    component: lazyRouteComponent(() => import('../pages/login/login.tsx'), 'Login'),
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
      component: lazyRouteComponent(load as () => Promise<Record<string, FunctionComponent>>, name),
      // What is filtered and chosen on a page is the page's own to read, as texts.
      validateSearch: (search: Record<string, unknown>): PageSearch =>
        Object.fromEntries(
          Object.entries(search).flatMap(([key, value]) => {
            const said = text(typeof value === 'number' ? String(value) : value);
            return said === undefined ? [] : [[key, said]];
          }),
        ),
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
  const places = page('/places', () => import('../pages/places/places.tsx'), 'Places');
  const under = <const Path extends string>(path: Path) => createRoute({ getParentRoute: () => places, path });
  const trigger = page('/triggers/$name', () => import('../pages/triggers/trigger.tsx'), 'TriggerPage');
  const ofTrigger = <const Path extends string>(path: Path) => createRoute({ getParentRoute: () => trigger, path });
  const tree = root.addChildren([
    login,
    signedIn.addChildren([
      home,
      page('/now', () => import('../pages/now/now.tsx'), 'Now'),
      page('/places/walk', () => import('../pages/places/walk-page.tsx'), 'DrawWalk'),
      page('/places/import', () => import('../pages/places/import-page.tsx'), 'ImportPlaces'),
      // One page, so that its map stays while one goes from place to place.
      places.addChildren([under('/'), under('new'), under('$id')]),
      page('/triggers', () => import('../pages/triggers/triggers.tsx'), 'Triggers'),
      page('/triggers/new', () => import('../pages/triggers/new-trigger.tsx'), 'NewTrigger'),
      page('/triggers/connections', () => import('../pages/connections/connections.tsx'), 'Connections'),
      trigger.addChildren([ofTrigger('/'), ofTrigger('$tab')]),
      page('/templates', () => import('../pages/templates/templates.tsx'), 'Templates'),
      page('/segments', () => import('../pages/segments/segments.tsx'), 'Segments'),
      page('/templates/$name', () => import('../pages/templates/template.tsx'), 'TemplatePage'),
      page('/customers', () => import('../pages/customers/customers.tsx'), 'Customers'),
      page('/customers/$id', () => import('../pages/customers/customer.tsx'), 'CustomerPage'),
      page('/customers/$id/why/$signal', () => import('../pages/customers/why.tsx'), 'WhyPage'),
      page('/operations', () => import('../pages/operations/operations.tsx'), 'Operations'),
      moved('/settings', '/settings/profile'),
      page('/settings/profile', () => import('../pages/settings/profile.tsx'), 'Profile'),
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
