import DataLoader from 'dataloader';

/** A command stays short: other work waits for it in Redis. */
const MOST_TOGETHER = 64;

/**
 * Makes one of what is asked of one shard in one turn of the event loop: a command for many costs not much more than
 * for one. What goes wrong goes wrong for all of them.
 */
export function batchByTurn<A, B>(
  ask: (shard: number, all: readonly A[]) => Promise<readonly B[]>,
): (shard: number, one: A) => Promise<B> {
  const loaders = new Map<number, DataLoader<A, B>>();
  return (shard, one) => {
    let loader = loaders.get(shard);
    if (!loader) {
      loader = new DataLoader((all: readonly A[]) => ask(shard, all), { cache: false, maxBatchSize: MOST_TOGETHER });
      loaders.set(shard, loader);
    }
    return loader.load(one);
  };
}
