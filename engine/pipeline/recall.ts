import { shortHash } from '../../triggers/hash.ts';
import { isInDoubt } from '../../triggers/state/seen.ts';
import type { LoadedState, RedisContexts } from '../context/contract.ts';
import type { Arrival } from './contract.ts';

interface Group {
  readonly customer: string;
  readonly arrivals: readonly Arrival[];
}

/**
 * By customer, the ids of arrivals that are repeats of what the state has forgotten. Undefined: there is none in doubt,
 * which is so in most batches, for a signal with a time of its own is in doubt only when it is older than what its
 * customer's state remembers.
 */
export async function recall(
  shard: number,
  groups: readonly Group[],
  loaded: readonly LoadedState[],
  { recall: { among } }: Pick<RedisContexts, 'recall'>,
): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> {
  let doubts: { readonly customer: string; readonly ids: readonly string[] }[] | undefined;
  for (let i = 0; i < groups.length; i++) {
    const { state } = loaded[i]!;
    if (state.seenFrom === 0) continue;
    const { customer, arrivals } = groups[i]!;
    const ids: string[] = [];
    for (const arrival of arrivals) {
      if (arrival.type !== 'signal' || arrival.repeats === 'never') continue;
      const { id, at } = arrival.signal;
      if (isInDoubt(state, id, at, arrival.repeats === 'same-time')) ids.push(id);
    }
    if (ids.length === 0) continue;
    doubts ??= [];
    doubts.push({ customer, ids });
  }
  if (!doubts) return undefined;
  const questions = doubts.map(({ customer, ids }) => ({ customer, hashes: ids.map(shortHash) }));
  const sent = await among(shard, questions);
  return new Map(
    doubts.map(({ customer, ids }, d) => {
      const { hashes } = questions[d]!;
      return [customer, new Set(ids.filter((_, i) => sent[d]!.has(hashes[i]!)))];
    }),
  );
}
