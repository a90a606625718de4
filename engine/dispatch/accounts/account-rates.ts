import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { OpenAccount } from '../../../channels/open.ts';
import type { Clock } from '../../contract.ts';
import { allowWhenFull } from '../../stores/allow-when-full.ts';

/** The allowances of accounts that take a limited number of messages a second. All engines share them. */
export interface AccountRates {
  /**
   * Takes one message. Resolves with true when it may go; false while the account has had its number, without asking
   * again before it may have another.
   */
  take(channel: string, account: OpenAccount): Promise<boolean>;
  /** Tells whether the account has had its number. */
  isSpent(account: OpenAccount): boolean;
}

interface RateScript {
  kairosAccountRate(keys: 1, key: string, perSecond: number): Promise<number>;
}

/** Creates the allowances over a connection. */
export function createAccountRates(redis: Redis | Cluster, { wall }: Pick<Clock, 'wall'>): AccountRates {
  const lua = readFileSync(new URL('account-rate.lua', import.meta.url), 'utf8');
  redis.defineCommand('kairosAccountRate', { lua: allowWhenFull(lua) });
  const scripts = redis as unknown as RateScript;
  /** When accounts may have another message, real time. */
  const spentUntil = new WeakMap<OpenAccount, number>();
  const isSpent = (account: OpenAccount) => (spentUntil.get(account) ?? 0) > wall();
  return {
    isSpent,
    async take(channel, account) {
      const { name, perSecond } = account;
      if (perSecond === undefined) return true;
      if (isSpent(account)) return false;
      const waitMs = await scripts.kairosAccountRate(1, `kairos:account-rate:{${channel}.${name}}`, perSecond);
      if (waitMs > 0) spentUntil.set(account, wall() + waitMs);
      return waitMs === 0;
    },
  };
}
