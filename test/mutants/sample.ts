/**
 * Takes `count` items, spread evenly over the groups: in rounds, one of each group that has some left, the groups and the items
 * in an order that only `seed` decides. The same seed gives the same sample.
 */
export function sampleEvenly<T>(groups: readonly (readonly T[])[], count: number, seed: number): readonly T[] {
  const random = randomFrom(seed);
  const piles = shuffle(groups, random).map((group) => shuffle(group, random));
  const taken: T[] = [];
  for (let round = 0; taken.length < count; round++) {
    const before = taken.length;
    for (const pile of piles) if (round < pile.length && taken.length < count) taken.push(pile[round]!);
    if (taken.length === before) break; // no group has any left
  }
  return taken;
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}

/** Mulberry32, a public-domain generator by Tommy Ettinger: numbers from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
