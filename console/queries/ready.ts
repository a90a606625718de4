import { queryOptions } from '@tanstack/react-query';
import { EngineAway } from './request.ts';

/** Whether the engine can do its work, and why not. It answers 503 when it cannot: that is an answer, not a fault. */
export const readyQuery = queryOptions({
  queryKey: ['ready'],
  queryFn: async (): Promise<{ readonly ok: boolean; readonly why?: string }> => {
    const answer = await fetch('/readyz').catch((cause: unknown) => {
      throw new EngineAway('the engine does not answer', { cause });
    });
    return (await answer.json()) as { ok: boolean; why?: string };
  },
  refetchInterval: 5_000,
});
