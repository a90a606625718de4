import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { readAnswer } from '../../channels/content/read-answer.ts';
import { nameFamily } from '../../channels/families.ts';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { SentMessage, SentMessages } from './contract.ts';

/** Receipts come within days, answers may take longer. */
const BY_ID_MS = 7 * DAY_MS;
const BY_ADDRESS_MS = 30 * DAY_MS;
/** A number that comes later is about nothing any more. */
const MENU_MS = 3 * DAY_MS;
const TESTED_MS = DAY_MS;
/** Far longer than any service tells again: by then the memory of signals has long forgotten. */
const HEARD_MS = 90 * DAY_MS;
const MOST_TOLD = 100;
/** What becomes of one message: told of another one that went to the same address it would be wrong. */
const OF_ONE_MESSAGE: ReadonlySet<HookEvent['state']> = new Set([
  ...(['delivered', 'opened', 'clicked', 'bounced', 'failed'] as const),
]);

/**
 * Creates the memory of sent messages in Redis. Its keys hold a hash of the address: an address itself stands in the
 * customer's state alone. Channels that reach one number share what is known of an address.
 */
export function createSentMessages(redis: Redis | Cluster): SentMessages {
  const idKey = (channel: string, account: string, id: string) => `kairos:sent:{${hashOf(channel, account, id)}}`;
  const addressKey = (channel: string, address: string) => `kairos:addressed:{${hashOf(nameFamily(channel), address)}}`;
  const menuKey = (channel: string, address: string) => `kairos:menu:{${hashOf(nameFamily(channel), address)}}`;
  const ofCustomer = (customer: string) => `kairos:sent-keys:{${customer}}`;
  return {
    async note(account, providerId, to, message) {
      const text = JSON.stringify(message);
      const keys = [idKey(message.channel, account, providerId), addressKey(message.channel, to)] as const;
      // An answer to a test is nobody's answer.
      if (message.customer === '') {
        await redis.set(keys[0], text, 'PX', TESTED_MS);
        return;
      }
      const all = ofCustomer(message.customer);
      if (message.offers) {
        const menu = menuKey(message.channel, to);
        await Promise.all([redis.set(menu, text, 'PX', MENU_MS), redis.sadd(all, menu)]);
      }
      await Promise.all([
        redis.set(keys[0], text, 'PX', BY_ID_MS),
        redis.set(keys[1], text, 'PX', BY_ADDRESS_MS),
        redis.sadd(all, ...keys),
        redis.pexpire(all, BY_ADDRESS_MS),
      ]);
    },
    async find(channel, account, { message, address, state, text, choice }) {
      const byId = message === undefined ? null : await redis.get(idKey(channel, account, message));
      if (byId !== null) return JSON.parse(byId) as SentMessage;
      if (address === undefined || (message !== undefined && OF_ONE_MESSAGE.has(state))) return undefined;
      const menu = state === 'replied' && text !== undefined ? await redis.get(menuKey(channel, address)) : null;
      const asked = menu === null ? undefined : (JSON.parse(menu) as SentMessage);
      if (asked?.offers && readAnswer(asked.offers, text!, choice)) return asked;
      const last = await redis.get(addressKey(channel, address));
      return last === null ? undefined : (JSON.parse(last) as SentMessage);
    },
    async isKnown(channel, account, providerId) {
      return (await redis.exists(idKey(channel, account, providerId))) === 1;
    },
    async wasHeard(job) {
      return (await redis.exists(heardKey(job))) === 1;
    },
    async noteHeard(job) {
      await redis.set(heardKey(job), '', 'PX', HEARD_MS);
    },
    async noteTest(delivery, event) {
      const key = testKey(delivery);
      await redis.rpush(key, JSON.stringify(event));
      await redis.pexpire(key, TESTED_MS);
    },
    async toldOfTest(delivery) {
      const told = await redis.lrange(testKey(delivery), 0, MOST_TOLD - 1);
      return told.map((text) => JSON.parse(text) as HookEvent);
    },
    async forget(customer) {
      const all = ofCustomer(customer);
      const keys = await redis.smembers(all);
      await Promise.all([...keys, all].map((key) => redis.del(key)));
    },
  };
}

function heardKey(job: string): string {
  return `kairos:heard:{${job}}`;
}

function testKey(delivery: string): string {
  return `kairos:test-told:{${delivery}}`;
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 24);
}
