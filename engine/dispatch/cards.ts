import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { Card, InAppMessage } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import { allowWhenFull } from '../stores/allow-when-full.ts';
import type { CardFeeds } from './contract.ts';
import type { InboxSubscriptions } from './inbox-subscriptions.ts';

const MOST_CARDS = 50;
const MOST_MARKS = 200;
/** Kept this much longer than its last card is valid: a replay may drive the engine's clock slower than the wall's. */
const SLACK_MS = 86_400_000;

/** The feeds of cards, also for those who put cards into them. */
export interface Cards extends CardFeeds {
  /** Puts a card into its customer's feed; a repeat with the same id, and one that was dismissed, changes nothing. */
  put(customer: string, card: InAppMessage, isPinned: boolean, at: number): Promise<void>;
}

interface Scripts {
  kairosCardsPut(keys: 1, ...args: (string | number)[]): Promise<number>;
  kairosCardsNote(keys: 1, ...args: string[]): Promise<number>;
}

/** Returns the key of a customer's feed. */
export function feedKey(customer: string, shard: number): string {
  return `kairos:cards:{${shard}}:${customer}`;
}

/** Opens the feeds in Redis. Cards of all devices of a customer are the same. */
export function openCards(
  redis: Redis | Cluster,
  watchers: InboxSubscriptions,
  clock: Clock,
  shardOf: (customer: string) => number,
): Cards {
  const scripts = defineScripts(redis);
  const keyOf = (customer: string) => feedKey(customer, shardOf(customer));
  const tell = (customer: string) => `kairos:cards:${customer}`;
  const note = async (customer: string, id: string, what: 's' | 'd') =>
    (await scripts.kairosCardsNote(1, keyOf(customer), id, what, tell(customer))) === 1;

  return {
    async put(customer, card, isPinned, at) {
      const expiresAt = Math.trunc(card.expiresAt);
      const text = `${expiresAt}|${isPinned ? 1 : 0}|${Math.trunc(at)}|${JSON.stringify({ ...card, expiresAt })}`;
      const keepMs = Math.max(0, expiresAt - Math.trunc(clock.now())) + SLACK_MS;
      const limits = [Math.trunc(clock.now()), MOST_CARDS, MOST_MARKS];
      await scripts.kairosCardsPut(1, keyOf(customer), ...limits, card.id, text, keepMs, tell(customer));
    },
    async list(customer) {
      const all = await redis.hgetall(keyOf(customer));
      return Object.entries(all)
        .flatMap(([name, value]) => (name.startsWith('c:') ? [readCard(value, `s:${name.slice(2)}` in all)] : []))
        .filter(({ expiresAt }) => expiresAt > clock.now())
        .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.at - a.at || (a.id < b.id ? -1 : 1));
    },
    shown: (customer, id) => note(customer, id, 's'),
    dismiss: (customer, id) => note(customer, id, 'd'),
    watch: (customer, changed) => watchers.watch(tell(customer), changed),
  };
}

/** Reads a card as it is stored: `<expires>|<1 pinned, else 0>|<when it was decided>|<json>`. */
function readCard(stored: string, isShown: boolean): Card {
  const [, pinned, at, json] = /^\d+\|(\d)\|(\d+)\|(.*)$/s.exec(stored)!;
  return { ...(JSON.parse(json!) as InAppMessage), at: Number(at), isPinned: pinned === '1', isShown };
}

function defineScripts(redis: Redis | Cluster): Scripts {
  const lua = (name: string) => ({
    lua: allowWhenFull(readFileSync(new URL(`cards-${name}.lua`, import.meta.url), 'utf8')),
  });
  redis.defineCommand('kairosCardsPut', lua('put'));
  redis.defineCommand('kairosCardsNote', lua('note'));
  return redis as unknown as Scripts;
}
