import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { WalkRequest } from '../../../engine/api/contract.ts';
import { draftsQuery } from '../../queries/drafts.ts';

/** My drafts as a walk takes them; undefined: they are not asked for, or there are none. */
export function useDraftsForWalk(isWanted: boolean): WalkRequest['drafts'] {
  const { data } = useQuery({ ...draftsQuery, enabled: isWanted });
  return useMemo(
    () => (isWanted && data ? data.mine.map(({ kind, name, text }) => ({ kind, name, text })) : undefined),
    [isWanted, data],
  );
}
