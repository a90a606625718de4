import { createHash } from 'node:crypto';

/**
 * Takes `count` items, spread evenly over the groups: in rounds, one of each group that has some left. Which ones only
 * the items' names and `seed` decide, each for itself: an item that is added or changed moves no other one.
 */
export function sampleEvenly<T>(
  groups: readonly (readonly T[])[],
  count: number,
  seed: number,
  nameOf: (item: T) => string,
): readonly T[] {
  const lot = (item: T) =>
    createHash('sha256')
      .update(`${seed} ${nameOf(item)}`)
      .digest('hex');
  const drawn = groups.map((group) => group.map((item) => ({ item, lot: lot(item) })).sort(byLot));
  const rounds = Math.max(0, ...drawn.map((group) => group.length));
  return Array.from({ length: rounds }, (_, round) =>
    drawn
      .flatMap((group) => group.slice(round, round + 1))
      .sort(byLot)
      .map(({ item }) => item),
  )
    .flat()
    .slice(0, count);
}

function byLot(a: { readonly lot: string }, b: { readonly lot: string }): number {
  return a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0;
}
