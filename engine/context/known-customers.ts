import type { Cluster, Redis } from 'ioredis';
import type { KnownCustomers } from './contract.ts';

/** The keys that Redis looks at for one page, which takes well below a millisecond. */
const KEYS_A_PAGE = 256;
const CONTEXT = /^kairos:ctx:\{\d+\}:(.*)$/s;

/** Creates the walk over a connection of use `api`. */
export function createKnownCustomers(redis: Redis | Cluster): KnownCustomers {
  return {
    async page(mark) {
      const nodes = await nodesOf(redis);
      const [id, cursor = '0'] = mark.split(' ');
      const place = Math.max(
        0,
        nodes.findIndex((node) => node.id === id),
      );
      const node = nodes[place]!;
      const from = node.id === id ? cursor : '0';
      const [next, keys] = await node.redis.scan(from, 'MATCH', 'kairos:ctx:*', 'COUNT', KEYS_A_PAGE);
      const customers = keys.flatMap((key) => CONTEXT.exec(key)?.[1] ?? []);
      if (next !== '0') return { customers, next: `${node.id} ${next}` };
      const after = nodes[place + 1];
      return { customers, next: after ? `${after.id} 0` : '' };
    },
  };
}

/**
 * Lists the servers that hold keys, in an order that stays, each with the id of its run: a cursor means nothing to the
 * next run.
 */
async function nodesOf(redis: Redis | Cluster): Promise<readonly { readonly id: string; readonly redis: Redis }[]> {
  const masters = 'nodes' in redis ? redis.nodes('master') : [redis];
  const nodes = await Promise.all(
    masters.map(async (master) => {
      const info = await master.info('server');
      return { id: /run_id:(\w+)/.exec(info)?.[1] ?? '', redis: master };
    }),
  );
  return nodes.sort((a, b) => (a.id < b.id ? -1 : 1));
}
