import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { definitionsQuery } from './definitions.ts';
import { request } from './request.ts';
import { useMay } from './session.ts';

const STEP_EVERY_MS = 2_000;
/** The trigger that tells that the sample city is here. */
const SIGN = 'sample-hello';

/** Whether the sample city is published; undefined while it is not known. */
export function useHasSampleCity(): boolean | undefined {
  const { data } = useQuery(definitionsQuery);
  return data?.documents.some(({ kind, name }) => kind === 'trigger' && name === SIGN);
}

export async function startSampleCity(): Promise<void> {
  await request('POST', '/v1/sample-city');
}

export async function removeSampleCity(): Promise<void> {
  await request('DELETE', '/v1/sample-city');
}

/** Lets the walkers of the sample city go on, as long as the console is open and its person may write. */
export function useSampleWalk(): void {
  const isHere = useHasSampleCity();
  const mayWrite = useMay('write');
  const queries = useQueryClient();
  useEffect(() => {
    if (!isHere || !mayWrite) return;
    let isFirst = true;
    const step = () =>
      request('POST', '/v1/sample-city/step', { isFirst }).then(
        () => {
          isFirst = false;
        },
        // It was removed elsewhere, or the engine is away: what is known of the documents is asked again.
        () => queries.invalidateQueries(definitionsQuery),
      );
    void step();
    const stepping = setInterval(() => void step(), STEP_EVERY_MS);
    return () => clearInterval(stepping);
  }, [isHere, mayWrite, queries]);
}
