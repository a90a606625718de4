import type { Cluster, Redis } from 'ioredis';
import { createCommitCommand } from './commit-command.ts';
import type { ContextStore } from './contract.ts';
import type { StateCache } from './state-cache.ts';

/** Commits changes, and knows how long the outcomes streams were at the last commit of each shard. */
export interface Commits {
  readonly commit: ContextStore['commit'];
  /** The number of entries in the longest outcomes stream. */
  readonly backlog: number;
}

/** Creates the commits of a connection. States whose changes were written stay in the cache. */
export function createCommits(redis: Redis | Cluster, cache: StateCache): Commits {
  const send = createCommitCommand(redis);
  const backlogs: number[] = [];
  return {
    get backlog() {
      return backlogs.reduce((most, backlog) => Math.max(most, backlog), 0);
    },
    async commit(shard, changes) {
      const entries = changes.map((change) => cache.entryOf(change));
      const [backlog, ...written] = await send(shard, changes, entries);
      backlogs[shard] = backlog;
      return changes.map(({ customer }, i) => {
        const isWritten = written[i] === 1;
        if (isWritten) cache.release(customer, entries[i]!);
        else cache.drop(customer, entries[i]!);
        return isWritten;
      });
    },
  };
}
