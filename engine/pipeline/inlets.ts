import { Subject } from 'rxjs';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { RedisContexts } from '../context/contract.ts';
import { customerOf } from './arrivals.ts';
import type { Arrival, SignalArrival } from './contract.ts';

/** Where arrivals enter their lanes: one inlet for each shard, and one for signals about the world. */
export interface Inlets {
  readonly shards: readonly Subject<readonly Arrival[]>[];
  readonly world: Subject<readonly SignalArrival[]>;
  /** Gives each arrival to its lane; those of one lane stay in their order and go together. */
  enter(arrivals: readonly Arrival[]): void;
  complete(): void;
}

/** Makes the inlets of a pipeline. */
export function createInlets(
  contexts: Pick<RedisContexts, 'shards' | 'shardOf'>,
  kinds: ReadonlyMap<string, SignalKind>,
): Inlets {
  const shards = Array.from({ length: contexts.shards }, () => new Subject<readonly Arrival[]>());
  const world = new Subject<readonly SignalArrival[]>();
  return {
    shards,
    world,
    enter(arrivals) {
      const byShard = new Map<number, Arrival[]>();
      const aboutWorld: SignalArrival[] = [];
      for (const arrival of arrivals) {
        if (arrival.type === 'signal' && kinds.get(arrival.signal.kind)?.about === 'world') {
          aboutWorld.push(arrival);
          continue;
        }
        const shard = contexts.shardOf(customerOf(arrival));
        const share = byShard.get(shard);
        if (share) share.push(arrival);
        else byShard.set(shard, [arrival]);
      }
      for (const [shard, share] of byShard) shards[shard]!.next(share);
      if (aboutWorld.length > 0) world.next(aboutWorld);
    },
    complete() {
      for (const inlet of shards) inlet.complete();
      world.complete();
    },
  };
}
