import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { readCard } from '../../channels/content/read-card.ts';
import { readForm } from '../../channels/content/read-form.ts';
import { readSurvey } from '../../channels/content/read-survey.ts';
import type { Inbox } from '../../channels/contract.ts';
import type { InAppMessage } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import { allowWhenFull } from '../stores/allow-when-full.ts';
import type { RedisStore } from '../stores/contract.ts';
import { batchByTurn } from './batch-by-turn.ts';
import { openCards } from './cards.ts';
import type { InboxReader } from './contract.ts';
import { subscribeInboxes } from './inbox-subscriptions.ts';

/** Thrown when a customer has as many messages waiting as the inbox holds. */
export class InboxFull extends Error {
  override readonly name = 'InboxFull';
}

const MOST_MESSAGES = 100;
const HELD_MS = 30_000;
/** Kept this much longer than it is valid: a replay may drive the engine's clock slower than the wall's. */
const SLACK_MS = 86_400_000;

interface Scripts {
  kairosInboxPut(keys: number, ...args: (string | number)[]): Promise<number[]>;
  kairosInboxClaim(keys: 1, ...args: (string | number)[]): Promise<[free: string, ...messages: string[]]>;
  kairosInboxRelease(keys: 1, ...args: string[]): Promise<number>;
  kairosInboxShown(keys: 1, ...args: (string | number)[]): Promise<number>;
}

/**
 * Opens the in-app inbox in Redis: a message waits until it expires, is held by one reader at a time, and is shown
 * once; a card goes into the customer's feed.
 */
export function openInbox(
  redis: Redis | Cluster,
  store: RedisStore,
  clock: Clock,
  shardOf: (customer: string) => number,
): Inbox & InboxReader {
  const scripts = defineScripts(redis);
  const watchers = subscribeInboxes(store.connect('subscribe'));
  const cards = openCards(redis, watchers, clock, shardOf);
  const keyOf = (customer: string) => `kairos:inbox:{${shardOf(customer)}}:${customer}`;
  const tell = (customer: string) => `kairos:inbox:${customer}`;
  const put = batchByTurn(
    (_shard, all: readonly { readonly key: string; readonly args: readonly (string | number)[] }[]) =>
      scripts.kairosInboxPut(
        all.length,
        ...all.map(({ key }) => key),
        clock.now(),
        MOST_MESSAGES,
        ...all.flatMap(({ args }) => args),
      ),
  );

  return {
    async put({ id, customer, message, trigger, expiresAt, decidedAt }) {
      const { title = '', body = '', action } = message;
      const survey = message.survey === undefined ? undefined : readSurvey(message.survey);
      const form = message.form === undefined ? undefined : readForm(message.form);
      const shown = {
        ...{ id, title, body, trigger, expiresAt },
        ...(action && { action }),
        ...(survey && { survey }),
        ...(form && { form }),
      };
      const order = decidedAt ?? clock.now();
      const card = message.card === undefined ? undefined : readCard(message.card);
      if (card) return cards.put(customer, shown, card === 'pinned', order);
      const keepMs = Math.trunc(Math.max(0, expiresAt - clock.now())) + SLACK_MS;
      const text = `${Math.trunc(expiresAt)}|${JSON.stringify({ ...shown, order } satisfies Stored)}`;
      const args = [id, text, keepMs, tell(customer)];
      if ((await put(shardOf(customer), { key: keyOf(customer), args })) < 0) {
        throw new InboxFull(`${MOST_MESSAGES} messages wait already`);
      }
    },

    async claim(customer, reader) {
      const wall = clock.wall();
      const args = [clock.now(), wall, wall + HELD_MS, reader];
      const [free, ...messages] = await scripts.kairosInboxClaim(1, keyOf(customer), ...args);
      // The reader that holds it may have died, and then tells nobody when it is free again.
      if (free !== '') watchers.remind(tell(customer), Number(free) - wall);
      return messages
        .map((text) => JSON.parse(text) as Stored)
        .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
        .map(({ order: _, ...message }) => message);
    },

    async shown(customer, id) {
      return (await scripts.kairosInboxShown(1, keyOf(customer), id)) === 1;
    },

    async release(customer, ids, reader) {
      if (ids.length === 0) return;
      const freed = await scripts.kairosInboxRelease(1, keyOf(customer), reader, ...ids);
      if (freed > 0) await redis.publish(tell(customer), '');
    },

    cards,

    watch: (customer, arrived) => watchers.watch(tell(customer), arrived),
  };
}

/** A message as it is stored, with its place in the order. */
type Stored = InAppMessage & { readonly order: number };

function defineScripts(redis: Redis | Cluster): Scripts {
  const lua = (name: string) => ({
    lua: allowWhenFull(readFileSync(new URL(`inbox-${name}.lua`, import.meta.url), 'utf8')),
  });
  redis.defineCommand('kairosInboxPut', lua('put'));
  redis.defineCommand('kairosInboxClaim', lua('claim'));
  redis.defineCommand('kairosInboxRelease', lua('release'));
  redis.defineCommand('kairosInboxShown', lua('shown'));
  return redis as unknown as Scripts;
}
