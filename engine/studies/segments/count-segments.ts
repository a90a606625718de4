import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import type { World } from '../../../triggers/contract.ts';
import type { GateInputs } from '../../../triggers/gates/contract.ts';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import type { KnownCustomers } from '../../context/contract.ts';
import type { Clock, Log } from '../../contract.ts';
import type { Live } from '../../definitions/contract.ts';
import { momentOfNow } from '../explain-customer.ts';
import type { CountSegments, SegmentCount, SegmentCounts } from './contract.ts';

export interface CountSegmentsParts {
  readonly redis: Redis | Cluster;
  readonly known: KnownCustomers;
  readonly read: (customer: string) => Promise<CustomerState>;
  readonly live: () => Live;
  readonly world: Omit<World, 'zone'>;
  readonly addressOf: GateInputs['addressOf'];
  readonly clock: Clock;
  readonly log: Log;
}

/** JSON of the last counts. */
const COUNTS = 'kairos:segments';
/** Held by the engine that counts, with the customers it has looked at. Expires when it dies. */
const COUNTING = 'kairos:segments:counting';
const LEASE_MS = 15_000;
/** Older counts are counted anew when somebody looks. */
const FRESH_MS = 10 * 60_000;

interface Kept {
  readonly at: number;
  readonly customers: number;
  /** By name, each with a hash of the condition that was counted. */
  readonly counts: Readonly<Record<string, SegmentCount & { readonly of: string }>>;
}

/**
 * Creates the counts over all known customers. One engine counts at a time, page by page, and rests between two pages
 * as long as a page took, so that it never takes more than half of what is idle. While Redis makes room for more keys,
 * a customer may be counted twice.
 */
export function createCountSegments(parts: CountSegmentsParts): CountSegments {
  const { redis, live, clock, log } = parts;
  const closing = new AbortController();
  let counting: Promise<void> | undefined;
  const begin = async () => {
    if (counting || closing.signal.aborted || live().segments.size === 0) return;
    if ((await redis.set(COUNTING, '0', 'PX', LEASE_MS, 'NX')) !== 'OK') return;
    counting = countAll(parts, closing.signal)
      .then((kept) => kept && redis.set(COUNTS, JSON.stringify(kept)))
      .catch((cause: unknown) => log.warn('the customers of segments could not be counted', { cause }))
      .then(() => redis.del(COUNTING))
      .then(
        () => undefined,
        () => undefined, // Redis is away: the lease runs out.
      )
      .finally(() => {
        counting = undefined;
      });
  };
  return {
    begin,
    async look() {
      const [text, before] = [await redis.get(COUNTS), await redis.get(COUNTING)];
      const kept = text === null ? undefined : (JSON.parse(text) as Kept);
      const shown = viewOf(kept, live());
      const isMissing = Object.keys(shown.counts).length < live().segments.size;
      if (before === null && (isMissing || clock.now() - (kept?.at ?? 0) > FRESH_MS)) await begin();
      const looked = await redis.get(COUNTING);
      return { ...shown, ...(looked !== null && { counting: { looked: Number(looked) } }) };
    },
    async close() {
      closing.abort();
      await counting;
    },
  };
}

function viewOf(kept: Kept | undefined, { segments }: Live): SegmentCounts {
  if (!kept) return { counts: {} };
  const counts: Record<string, SegmentCount> = {};
  for (const segment of segments.values()) {
    const known = kept.counts[segment.name];
    if (known?.of !== hashOf(segment)) continue;
    const { of: _, ...count } = known;
    counts[segment.name] = count;
  }
  return { counts, customers: kept.customers };
}

/** Counts every segment over all customers; undefined: it was ended before. */
async function countAll(
  { redis, known, read, live, world, addressOf, clock }: CountSegmentsParts,
  closing: AbortSignal,
): Promise<Kept | undefined> {
  const of = live();
  const segments = [...of.segments.values()];
  const counts = segments.map(() => ({ yes: 0, no: 0, unknown: 0 }));
  let customers = 0;
  let mark = '';
  do {
    if (closing.aborted) return undefined;
    const startedAt = performance.now();
    const page = await known.page(mark);
    const ids = new Set(page.customers);
    for (const state of await Promise.all(Array.from(ids, read))) {
      // Of one who was merged away the walk has the other id too.
      if (!ids.has(state.id)) continue;
      customers += 1;
      const moment = momentOfNow({ state, signal: undefined }, { live: of, world, addressOf, at: clock.now() });
      for (const [i, segment] of segments.entries()) {
        const answer = segment.holds(moment);
        counts[i]![answer === undefined ? 'unknown' : answer ? 'yes' : 'no'] += 1;
      }
    }
    await redis.set(COUNTING, String(customers), 'PX', LEASE_MS);
    await setTimeout(performance.now() - startedAt);
    mark = page.next;
  } while (mark !== '');
  const at = Math.round(clock.now());
  return {
    at,
    customers,
    counts: Object.fromEntries(
      segments.map((segment, i) => [segment.name, { ...counts[i]!, at, of: hashOf(segment) }]),
    ),
  };
}

function hashOf({ when }: { readonly when: unknown }): string {
  return createHash('sha256').update(JSON.stringify(when)).digest('base64url').slice(0, 16);
}
