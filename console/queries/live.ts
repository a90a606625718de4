import { useEffect, useReducer } from 'react';
import type { LiveSecond } from '../../engine/api/contract.ts';
import { beginNow, type NowState, seeConnection, seeSecond } from './now-state.ts';

type Seen = { readonly second: LiveSecond } | { readonly isConnected: boolean; readonly at: number };

/**
 * What happens right now, as long as the page is open; goes on by itself after a lost connection, and says for how long
 * it was lost.
 */
export function useLive(): NowState {
  const [state, see] = useReducer(
    (before: NowState, seen: Seen) =>
      'second' in seen ? seeSecond(before, seen.second) : seeConnection(before, seen.isConnected, seen.at),
    beginNow(),
  );
  useEffect(() => {
    const source = new EventSource('/v1/live');
    source.onmessage = ({ data }) => see({ second: JSON.parse(data as string) as LiveSecond });
    source.onopen = () => see({ isConnected: true, at: Date.now() });
    source.onerror = () => see({ isConnected: false, at: Date.now() });
    return () => source.close();
  }, []);
  return state;
}
