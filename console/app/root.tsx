import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { LanguageProvider } from '../parts/language.tsx';
import { EngineAway, RequestRefused } from '../queries/request.ts';
import { createConsoleRouter } from './routes.tsx';
import { SpokenDefaults } from './spoken-defaults.tsx';
import { styleNonce } from './style-nonce.ts';
import { resolveVariables, theme } from './theme.ts';

/** Attempts before a request that nobody answered counts as failed; what was refused is not asked again. */
const MOST_RETRIES = 2;

/** The console: theme, language, what was fetched, and the page at the address. */
export function Root() {
  const [queries] = useState(createQueries);
  const [router] = useState(() => createConsoleRouter(queries));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <SpokenDefaults>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </SpokenDefaults>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // An engine in the same room answers where there is no internet.
        networkMode: 'always',
        retry: (count, cause) => !(cause instanceof RequestRefused) && count < MOST_RETRIES,
        // The engine that was away answers again: pages that wait for it go on by themselves.
        refetchInterval: ({ state }) => (state.error instanceof EngineAway ? 2_000 : false),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
