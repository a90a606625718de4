import { queryOptions } from '@tanstack/react-query';
import type { CheckReport, StoredDefinitions } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What the triggers did in the last seven days, one row each. */
export const triggerDaysQuery = queryOptions({
  queryKey: ['result', 'trigger-days', 7],
  queryFn: async () => {
    const { rows } = await request<{ readonly rows: readonly TriggerDays[] }>(
      'GET',
      '/v1/queries/trigger-days?last=7d&limit=50000',
    );
    return new Map(rows.map((row) => [row.trigger, row]));
  },
  staleTime: 30_000,
});

export interface TriggerDays {
  readonly trigger: string;
  readonly sent: readonly number[];
  readonly clicked: number;
  readonly held_back: number;
  readonly held_by: string;
  readonly last_at: number;
}

/** Triggers that are looked at for warnings. */
const MOST_CHECKED = 1_000;

/** How many warnings each live trigger has, by name. */
export function warningsQuery(documents: StoredDefinitions['documents']) {
  const triggers = documents.filter(({ kind }) => kind === 'trigger').slice(0, MOST_CHECKED);
  return queryOptions({
    queryKey: ['warnings', triggers.map(({ name, version }) => [name, version])],
    queryFn: async () => {
      const asked = triggers.map(({ kind, name, source, body }) => ({ kind, name, source, body }));
      const { warnings } = await request<CheckReport>('POST', '/v1/check', { documents: asked });
      const bySource = new Map(triggers.map(({ source, name }) => [source, name]));
      const counts = new Map<string, number>();
      for (const { source } of warnings) {
        const name = bySource.get(source);
        if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return counts;
    },
    staleTime: 300_000,
  });
}
