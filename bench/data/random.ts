/** Numbers from 0 up to 1, the same for a seed on every machine (mulberry32, Tommy Ettinger, public domain). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws from 0 up to `count`, the k-th with a weight of 1 / (k + 1) ^ `exponent`. Also tells each one's likelihood. */
export function zipfOf(count: number, exponent: number) {
  const weights = Array.from({ length: count }, (_, k) => 1 / (k + 1) ** exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const likelihood = weights.map((weight) => weight / total);
  let sum = 0;
  const upTo = Float64Array.from(likelihood, (share) => {
    sum += share;
    return sum;
  });
  return {
    likelihood,
    draw(random: () => number): number {
      const at = random();
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (upTo[middle]! < at) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
