import type { DeliveryJob, Load, Parcel } from '../jobs/contract.ts';

/**
 * Packs messages of one channel into loads of at most `most`: each load of one priority, in order. A single message is
 * packed alone.
 */
export function packParcels(jobs: readonly DeliveryJob[], most: number): readonly Load[] {
  if (most === 1 || jobs.length === 1) return jobs;
  const loads: Load[] = [];
  for (const some of groupBy(jobs, (job) => job.priority).values()) {
    for (let from = 0; from < some.length; from += most) {
      const together = some.slice(from, from + most);
      loads.push(together.length === 1 ? together[0]! : { together });
    }
  }
  return loads;
}

/** Whether a load is a parcel. */
export function isParcel(load: Load): load is Parcel {
  return 'together' in load;
}

/** The messages of a load. */
export function messagesIn(load: Load): readonly DeliveryJob[] {
  return isParcel(load) ? load.together : [load];
}

/** Groups what has the same key, in order. */
export function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const some = groups.get(keyOf(one));
    if (some) some.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
