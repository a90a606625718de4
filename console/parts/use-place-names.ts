import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { definitionsQuery } from '../queries/definitions.ts';
import { recordOf } from './definitions.ts';

/** Returns what says a place by its name; one that is no longer there by its id. */
export function usePlaceNames(): (id: string) => string {
  const { data } = useQuery(definitionsQuery);
  return useMemo(() => {
    const names = new Map(
      (data?.documents ?? []).flatMap(({ kind, name, body }) => {
        const title = recordOf(recordOf(body).properties).name;
        return kind === 'place' && typeof title === 'string' && title !== '' ? [[name, title] as const] : [];
      }),
    );
    return (id) => names.get(id) ?? id;
  }, [data]);
}
