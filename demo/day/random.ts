import { bucketOf } from '../../triggers/hash.ts';

/** Chance that can be had again: the same seed gives the same numbers on every machine. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  between(least: number, most: number): number;
  /** A whole number; both ends may come. */
  whole(least: number, most: number): number;
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Bell-shaped; never further than three spreads from the middle. */
  around(middle: number, spread: number): number;
  /** Returns a stream of its own for a name, so that one person more or less changes no other. */
  fork(name: string): Random;
}

/** Chance from a seed (sfc32, https://pracrand.sourceforge.net). */
export function createRandom(seed: string): Random {
  const word = (salt: string) => bucketOf(seed + salt, 2 ** 32) | 0;
  let [a, b, c, counter] = [word('\n1'), word('\n2'), word('\n3'), 1];
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  const around = (middle: number, spread: number) => {
    const bell = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return middle + spread * Math.max(-3, Math.min(3, bell));
  };
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    whole: (least, most) => least + Math.floor((most - least + 1) * next()),
    happens: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    around,
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}
