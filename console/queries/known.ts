import type { QueryClient } from '@tanstack/react-query';

/**
 * Asks anew for all that a publish may have changed. An answer that is still on its way was asked for before the
 * change: it does not count as new, whether or not its page is open.
 */
export async function askAnew(queries: QueryClient): Promise<void> {
  const concerned = {
    predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== 'session',
  };
  await queries.cancelQueries(concerned);
  await queries.invalidateQueries(concerned);
}
