import type { Cluster, Redis } from 'ioredis';
import { bucketOf } from '../../triggers/hash.ts';
import { createCommits } from './commit.ts';
import type { RedisContexts } from './contract.ts';
import { createErasure } from './erasure.ts';
import { keysOf } from './keys.ts';
import { createLoad } from './load.ts';
import { createOutbox } from './outbox.ts';
import { createRecall } from './recall.ts';
import { StateCache } from './state-cache.ts';
import { readValue } from './stored-value.ts';
import { createTimers } from './timers.ts';
import { createWorldSignals } from './world-signals.ts';

/**
 * # Contexts
 *
 * **Idea.** All that is kept of a customer is one value in Redis, with a revision. A batch loads states, decides, and
 * commits with one script: a change whose revision still holds is written whole, together with its timer, rows and
 * messages; any other change is refused, and its customer is loaded and decided again. A state in memory spares the
 * read, and a commit adds a *patch* with what changed to the stored value instead of writing the state anew.
 *
 * **Keys of shard 2.** All are in one slot of a cluster, so one script writes them.
 *
 *     kairos:ctx:{2}:ann           what is stored of ann                   commit
 *     kairos:ids:{2}:ann:40840     ids that her state has forgotten        commit; expires after a day (recall.ts)
 *     kairos:timers:{2}            customers by when their timer is due    commit; `due` moves them by a lease
 *     kairos:outbox:{2}            messages by id                          commit; `queued` takes them out
 *     kairos:outcomes:{2}          stream of rows                          commit, queued, world; the sink trims it
 *     kairos:where:{2}:2940546     customers by cell, in ten minutes       commit; expires after an hour
 *     kairos:erased:{2}:(hash)     ann was erased                          markErased; expires after 30 days
 *
 * **A stored value, by example.** Revision 7 wrote ann's state whole, 8 and 9 added a patch each:
 *
 *     0000000007 4[1,1764327600000,1764327660000,…] 0000000007    revision │ mark 4, state │ revision
 *     [1764327665000,0,"k3v9x0a1t6fnxt",3,[["location",0,300000,-29,52.52,-30,13.4]],{}] 0000000008
 *     [1764327671000,6000,"0m2qz7wpt6fnxz",4,[["cart",0,-4,19]],{}] 0000000009
 *
 * (without the blanks). The second patch says: the last signal came at …671000, the position is 6 s older, one signal
 * more is remembered, which makes 4; the cart's signals have set field 4, `cart.value`, to 19; nothing of the rest is
 * new. A reader applies the patches in order. The last ten digits are the revision that the next commit must follow.
 *
 * **A commit writes the state whole** when it is not known what is stored, the patches have grown as long as the state,
 * a day has passed, the definitions are others, a message was taken back or answered, or the journal says
 * `isRewritten`.
 *
 * **States in memory** (`state-cache.ts`): *unknown*, *free*, *taken*. load: free → taken; commit written: → free;
 * commit refused: → unknown; connection lost: all → unknown.
 *
 * **The journal** (`journal.ts`) of a state takes note of what comparing would find too slowly: kinds of signals heard,
 * ids remembered and forgotten, a merge. `triggers/` writes it, the commit reads and clears it. Consents, messages and
 * the like are replaced when they change, so their identity shows it; the rest is compared with its text as it was
 * written last.
 *
 * **Invariants.** What is stored reads as what is in memory after each commit (`stored-value.test.ts`). A revision is
 * written once. A state is in one batch at a time, and no state of a refused change is used again. Marks and patches of
 * earlier releases are read; a mark of a later one is refused.
 *
 * **Read in this order:** contract → this file → load, commit, state-cache → commit.lua → stored-value → encoding →
 * journal, patch → commit-command.
 */

/** Creates the contexts over a connection of use `hot`. */
export function createContexts(redis: Redis | Cluster, shards: number): RedisContexts {
  const shardOf = (customer: string) => bucketOf(customer, shards);
  const cache = new StateCache();
  // A server that comes back, or takes the place of another, may lack the last writes, and others may have written
  // since.
  for (const change of ['close', '+node', '-node']) redis.on(change, () => cache.clear());
  const commits = createCommits(redis, cache);
  const recall = createRecall(redis);
  const outbox = createOutbox(redis, shardOf);
  const readOne = async (customer: string) =>
    readValue(customer, await redis.get(keysOf(shardOf(customer)).context(customer))).state;

  return {
    shards,
    shardOf,
    get backlog() {
      return commits.backlog;
    },
    load: createLoad(redis, cache),
    commit: commits.commit,
    async read(customer) {
      const state = await readOne(customer);
      return state.mergedInto === undefined ? state : readOne(state.mergedInto);
    },
    peek(customer) {
      const loaded = cache.peek(customer);
      return loaded?.state.mergedInto === undefined ? loaded : undefined;
    },
    ...createTimers(redis, shards),
    ...outbox,
    ...createErasure(redis, { shardOf, recall, ...outbox }, cache),
    recall,
    worldSignals: createWorldSignals(redis),
    turns: createWorldSignals(redis, { ids: keysOf(0).turnIds }),
  };
}
