import type { Cluster, Redis } from 'ioredis';
import type { Clock } from '../contract.ts';
import type { SignalRow } from '../outcomes/contract.ts';
import type { ProviderTurn } from './contract.ts';
import { signalOfTurn } from './provider-turns.ts';

/** Engines notice one turn within the time that what was before counts. */
const REMEMBERED_SECONDS = 7_200;

export interface TurnRecordParts {
  readonly redis: Redis | Cluster;
  /** Resolves when they are stored. */
  readonly append: (rows: readonly SignalRow[]) => Promise<void>;
  readonly clock: Clock;
}

/** Writes down a turn of a provider's weather, once however many engines notice it: for back-tests, which cannot ask the provider. */
export function createTurnRecord({ redis, append, clock }: TurnRecordParts): (turn: ProviderTurn) => Promise<void> {
  return async (turn) => {
    const signal = signalOfTurn(turn);
    const key = `kairos:weather:turned:${signal.id}`;
    if ((await redis.set(key, '1', 'EX', REMEMBERED_SECONDS, 'NX')) === null) return;
    try {
      await append([{ signal, receivedAt: clock.wall(), late: false }]);
    } catch (cause) {
      await redis.del(key);
      throw cause;
    }
  };
}
