import { type Observable, Subject } from 'rxjs';
import type { Log } from '../contract.ts';
import type { Wave } from './contract.ts';
import type { WaveStore } from './wave-store.ts';

/** Stores waves for the engines that work on them. */
export interface WaveKeeper {
  /**
   * Resolves when the wave is stored; storing it again changes nothing. True for one engine only: it stored the wave
   * first.
   */
  keep(wave: Wave): Promise<boolean>;
  /** Emits after each wave that this engine stored. */
  readonly kept$: Observable<void>;
}

/** Creates the keeper of waves over their store. */
export function createWaveKeeper(store: Pick<WaveStore, 'add'>, shards: number, log: Pick<Log, 'warn'>): WaveKeeper {
  const kept$ = new Subject<void>();
  return {
    kept$,
    async keep(wave) {
      const kept = await Promise.all(Array.from({ length: shards }, (_, shard) => store.add(shard, wave)));
      if (kept.includes('too-many'))
        log.warn('too many changes of the world at once: not everybody is woken', { wave: wave.id });
      kept$.next();
      // Two engines can each be first on some shards: the first shard decides.
      return kept[0] === 'new';
    },
  };
}
