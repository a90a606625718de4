import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { OpenAccount } from '../../../channels/open.ts';
import { allowWhenFull } from '../../stores/allow-when-full.ts';

/** The allowances of accounts that take a limited number of messages a second. All engines share them. */
export interface AccountRates {
  /** Takes one message. Resolves with 0 when it may go, else with how many milliseconds to wait. */
  take(channel: string, account: OpenAccount): Promise<number>;
}

interface RateScript {
  kairosAccountRate(keys: 1, key: string, perSecond: number): Promise<number>;
}

/** Creates the allowances over a connection. */
export function createAccountRates(redis: Redis | Cluster): AccountRates {
  const lua = readFileSync(new URL('account-rate.lua', import.meta.url), 'utf8');
  redis.defineCommand('kairosAccountRate', { lua: allowWhenFull(lua) });
  const scripts = redis as unknown as RateScript;
  return {
    async take(channel, { name, perSecond }) {
      if (perSecond === undefined) return 0;
      return scripts.kairosAccountRate(1, `kairos:account-rate:{${channel}.${name}}`, perSecond);
    },
  };
}
