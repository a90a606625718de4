import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { RedisContexts } from '../context/contract.ts';
import { advanceCustomer, type CustomerResult } from './advance-customer.ts';
import { customerOf, readdress } from './arrivals.ts';
import type { EarlyArrivals } from './catch-up.ts';
import type { Arrival, BatchView } from './contract.ts';
import { mergeCustomers } from './merge-customers.ts';
import { recall } from './recall.ts';
import type { Batch } from './stage.ts';

/** Arrivals in one batch: bounds how long one Lua call holds Redis. */
export const MOST_IN_BATCH = 256;
/** How often a batch may find that another engine was first before it gives up. */
const MOST_TRIES = 16;

/** A batch on its way in: arrivals of one shard, by customer. */
export interface LaneBatch extends Batch {
  readonly shard: number;
  readonly groups: readonly Group[];
}

interface Group {
  readonly customer: string;
  readonly arrivals: readonly Arrival[];
}

/** A batch that is written: arrivals to settle, rows to tell of, jobs to queue. */
export interface WrittenBatch extends Batch {
  readonly shard: number;
  readonly results: readonly { readonly advanced: CustomerResult; readonly arrivals: readonly Arrival[] }[];
  /** Arrivals of customers that were merged away, to go on under their new id. */
  readonly moved: readonly Arrival[];
  /** Arrivals of customers that were erased: not taken. */
  readonly erased: readonly Arrival[];
  /** Arrivals of customers who were decided on under definitions that are not live here yet. */
  readonly early: readonly EarlyArrivals[];
}

export interface LaneParts {
  readonly contexts: RedisContexts;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  /** A fresh look at what is live, the clock and the world. */
  readonly batchView: () => BatchView;
  /** Whether what was decided under definitions of this revision may be gone on with here. */
  readonly has: (revision: number) => boolean;
  /** Somebody came into a cell, or is still there; see `context/whereabouts.ts`. */
  readonly visited?: (cell: number) => void;
}

/** Opens a batch; whatever goes wrong with it, each arrival is settled once. */
export function createBatch(shard: number, arrivals: readonly Arrival[]): LaneBatch {
  return {
    shard,
    size: arrivals.length,
    groups: groupByCustomer(arrivals),
    turnAway(stageName, cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      for (const { settle } of arrivals)
        settle({ rejected: `not stored (${stageName}: ${why}); send it again`, again: true });
    },
  };
}

/**
 * Loads, decides and writes one batch. Customers whom another engine changed in between are loaded and decided again;
 * nobody else's write waits for that. Throws when the store fails: what was not written by then can be sent again.
 */
export async function advanceBatch(batch: LaneBatch, parts: LaneParts): Promise<WrittenBatch> {
  const { contexts, kinds, batchView, has, visited } = parts;
  const results: WrittenBatch['results'][number][] = [];
  const moved: Arrival[] = [];
  const erased: Arrival[] = [];
  const early: EarlyArrivals[] = [];
  let groups = batch.groups;
  for (const { customer, arrivals } of groups) {
    // Most batches have none, and waiting for nothing costs a turn for each customer.
    if (arrivals.some((one) => one.type === 'signal' && kinds.get(one.signal.kind)?.merges)) {
      const revision = await mergeCustomers(arrivals, parts);
      if (revision !== undefined) early.push({ customer, arrivals, revision });
    }
  }
  if (early.length > 0) groups = groups.filter(({ arrivals }) => !early.some((one) => one.arrivals === arrivals));
  for (let tries = 0; groups.length > 0; tries++) {
    if (tries === MOST_TRIES) throw new Error(`${groups.length} customers kept changing elsewhere`);
    const loaded = await contexts.load(
      batch.shard,
      groups.map(({ customer }) => customer),
      findWaveOnly(groups),
    );
    const recalled = await recall(batch.shard, groups, loaded, contexts);
    const view = batchView();
    const staying: Group[] = [];
    const decided: CustomerResult[] = [];
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i]!;
      const { mergedInto: target, definitions } = loaded[i]!.state;
      if (loaded[i]!.isErased) erased.push(...group.arrivals);
      else if (target !== undefined) moved.push(...group.arrivals.map((arrival) => readdress(arrival, target)));
      else if (definitions > view.live.revision && !has(definitions)) early.push({ ...group, revision: definitions });
      else {
        const advanced = advanceCustomer(loaded[i]!, group.arrivals, view, recalled?.get(group.customer));
        if (!advanced.change) {
          results.push({ advanced, arrivals: group.arrivals });
          continue;
        }
        staying.push(group);
        decided.push(advanced);
      }
    }
    const changes = decided.map(({ change }) => change!);
    const written = changes.length === 0 ? [] : await contexts.commit(batch.shard, changes);
    decided.forEach((advanced, i) => {
      if (!written[i]) return;
      results.push({ advanced, arrivals: staying[i]!.arrivals });
      const { movedTo } = advanced.change!;
      if (movedTo) visited?.(movedTo.cell);
    });
    groups = staying.filter((_, i) => !written[i]);
  }
  return { shard: batch.shard, size: batch.size, turnAway: batch.turnAway, results, moved, erased, early };
}

/** Customers who may have nothing to write, so that no commit would find out that what is in memory is old. */
function findWaveOnly(groups: readonly Group[]): ReadonlySet<string> | undefined {
  let customers: Set<string> | undefined;
  for (const { customer, arrivals } of groups) {
    if (!arrivals.every(({ type }) => type === 'wave')) continue;
    customers ??= new Set();
    customers.add(customer);
  }
  return customers;
}

function groupByCustomer(arrivals: readonly Arrival[]): readonly Group[] {
  const groups: Group[] = [];
  const byCustomer = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const customer = customerOf(arrival);
    const known = byCustomer.get(customer);
    if (known) known.push(arrival);
    else {
      const mine = [arrival];
      byCustomer.set(customer, mine);
      groups.push({ customer, arrivals: mine });
    }
  }
  return groups;
}
