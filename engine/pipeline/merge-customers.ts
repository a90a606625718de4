import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { mergeInto, pointTo } from '../../triggers/hearing/merge.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { forgetUnread, mergeByWakers } from '../../triggers/state/memory.ts';
import { nameBounces } from '../../triggers/state/suppressed.ts';
import { nextDueAt } from '../../triggers/state/timers.ts';
import { groupsOf } from '../../triggers/vocabulary/signal-kinds.ts';
import type { CustomerCommit, LoadedState, RedisContexts, Whereabouts } from '../context/contract.ts';
import { findMove, findWhereabouts } from '../context/whereabouts.ts';
import type { Live } from '../definitions/contract.ts';
import type { Arrival } from './contract.ts';

// Two customers under fire from several engines: each try loses only to a try that won.
const MOST_TRIES = 32;

export interface MergeParts {
  readonly contexts: RedisContexts;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly batchView: () => {
    readonly live: Pick<Live, 'revision' | 'matcher'>;
    readonly inputs: Pick<DecisionInputs, 'addressOf'>;
  };
  /** Whether what was decided under definitions of this revision may be gone on with here. */
  readonly has: (revision: number) => boolean;
}

/**
 * Merges the customers that these arrivals say are the same person. First the known one takes everything over, then the
 * other becomes a pointer; whoever is stopped in between does it again with the same result. Where one of them was
 * decided on under definitions that are not live here yet, says which, and has not merged them.
 */
export async function mergeCustomers(arrivals: readonly Arrival[], parts: MergeParts): Promise<number | undefined> {
  for (const arrival of arrivals) {
    if (arrival.type !== 'signal') continue;
    const { signal } = arrival;
    const other = parts.kinds.get(signal.kind)?.merges?.(signal.value);
    if (other === undefined || other === signal.customer) continue;
    const awaited = await merge(signal.customer, other, parts);
    if (awaited !== undefined) return awaited;
  }
  return undefined;
}

async function merge(
  customer: string,
  other: string,
  { contexts, kinds, batchView, has }: MergeParts,
): Promise<number | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const from = await loadOne(other, contexts);
    if (from.isErased || from.state.mergedInto !== undefined) return undefined;
    const into = await loadOne(customer, contexts);
    if (into.isErased || into.state.mergedInto !== undefined) return undefined;
    const awaited = Math.max(from.state.definitions, into.state.definitions);
    if (!has(awaited)) return awaited;
    const { live, inputs } = batchView();
    const { matcher, revision } = live;
    // Each is about the address of its own customer.
    for (const { state } of [from, into]) nameBounces(state, inputs.addressOf);
    const before = findWhereabouts(into.state);
    const theirs = from.state.seenFrom > 0 ? await contexts.recall.all(contexts.shardOf(other), other) : '';
    mergeInto(into.state, from.state, mergeByWakers(matcher.triggers), groupsOf(kinds), into.journal);
    into.journal.noteForgotten(theirs);
    forgetUnread(into.state, matcher.triggers);
    into.state.definitions = revision;
    if (!(await write(into, contexts, findMove(into.state, before)))) continue;
    const pointer = { ...from, state: pointTo(from.state, customer), journal: undefined };
    if (await write(pointer, contexts)) return undefined;
  }
  throw new Error(`'${other}' and '${customer}' kept changing while they were merged`);
}

async function loadOne(customer: string, contexts: RedisContexts): Promise<LoadedState> {
  const [loaded] = await contexts.load(contexts.shardOf(customer), [customer]);
  return loaded!;
}

async function write(
  { state, revision, journal }: Pick<CustomerCommit, 'state' | 'revision' | 'journal'>,
  contexts: RedisContexts,
  moved?: Whereabouts,
): Promise<boolean> {
  const change = {
    customer: state.id,
    revision,
    state,
    journal,
    nextDueAt: nextDueAt(state),
    rows: [],
    jobs: [],
    ...(moved && { movedTo: moved }),
  };
  const [isWritten] = await contexts.commit(contexts.shardOf(state.id), [change]);
  return isWritten === true;
}
